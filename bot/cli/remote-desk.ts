// Desk of a show that a running service has open, through its API. Adds no behaviour and decides nothing.
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { Desk, PassReport, Progress } from '../../src/desk.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import { brokenOff, call, faultIn, jsonOf, type Remote, send, textOf } from './remote-call.ts';
import { queryOf, remoteParts } from './remote-parts.ts';

const ROOT = '/api/v1';

export function remoteDesk(url: string, token: string | null): Desk {
  const remote: Remote = { url, token };
  const get = <T>(path: string) => call<T>(remote, { method: 'GET', path: `${ROOT}${path}` });
  const post = <T>(path: string, body: unknown) =>
    call<T>(remote, { method: 'POST', path: `${ROOT}${path}`, body });
  const tell = async (path: string, body: unknown) => {
    await post(path, body);
  };
  const one = (id: string) => `/enhancements/${encodeURIComponent(id)}`;
  return {
    ...remoteParts({
      get,
      post,
      getText: async (path) =>
        textOf(await sound(await send(remote, { method: 'GET', path: `${ROOT}${path}` }))),
      remove: async (path) => {
        await call(remote, { method: 'DELETE', path: `${ROOT}${path}` });
      },
    }),
    list: (selection) =>
      get(`/enhancements${queryOf(selection.state ? selection : { all: false, ...selection })}`),
    show: (id) => get(one(id)),
    diff: async (id) => (await get<{ diff: string }>(`${one(id)}/diff`)).diff,
    accept: (selection, who) => post('/enhancements/accept', { selection, who }),
    reject: (selection, why, who) => post('/enhancements/reject', { selection, why, who }),
    revert: (selection, who) => post('/enhancements/revert', { selection, who }),
    redo: (id, remark, who) => post(`${one(id)}/redo`, { remark, who }),
    hold: (episode, forMs, why, who) => tell('/holds', { episode, action: 'hold', forMs, why, who }),
    release: (episode, who) => tell('/holds', { episode, action: 'release', who }),
    pause: (step, why, who) => tell('/pause', { step, why, who }),
    resume: (step, who) => tell('/resume', { step, who }),
    auto: (on, who) => tell('/auto', { on, who }),
    budget: (episode) => get(`/budget${queryOf(episode === null ? {} : { episode })}`),
    addBudget: (episode, addUsd, who) =>
      tell('/budget', { ...(episode === null ? {} : { episode }), addUsd, who }),
    episodes: () => get('/episodes'),
    episode: (episode) => get(`/episodes/${encodeURIComponent(episode)}`),
    check: async (episode) =>
      episode === null ? get('/check') : [await get(`/episodes/${encodeURIComponent(episode)}/check`)],
    create: (who) => post('/episodes', { who }),
    exported: async (episode, name) =>
      (
        await get<{ text: string }>(
          `/episodes/${encodeURIComponent(episode)}/exports/${encodeURIComponent(name)}`,
        )
      ).text,
    status: () => get('/status'),
    async pass(options, onProgress) {
      const question = {
        method: 'POST',
        path: `${ROOT}/pass`,
        body: options,
        accept: 'text/event-stream',
      } as const;
      return reportIn(await send(remote, question), onProgress);
    },
  };
}

async function sound(response: IncomingMessage): Promise<IncomingMessage> {
  if (response.statusCode === 200) return response;
  throw faultIn(jsonOf(await textOf(response)), response.statusCode ?? 0);
}

async function reportIn(
  response: IncomingMessage,
  onProgress: (progress: Progress) => void,
): Promise<PassReport> {
  if (response.statusCode !== 200) throw faultIn(jsonOf(await textOf(response)), response.statusCode ?? 0);
  let event = '';
  try {
    for await (const line of createInterface({ input: response, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.startsWith('event: ')) event = line.slice(7);
      if (!line.startsWith('data: ')) continue;
      const value = jsonOf(line.slice(6));
      if (event === 'progress') onProgress(value as Progress);
      if (event === 'report') return value as PassReport;
      if (event === 'fault') throw faultIn(value, 200);
    }
  } catch (error) {
    throw error instanceof Fault || systemCode(error) === null ? error : brokenOff(error);
  } finally {
    response.destroy();
  }
  throw brokenOff('the stream ended without a report');
}
