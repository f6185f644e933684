// Desk of a show that a running service has open, through its API. Adds no behaviour and decides nothing.
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { ADDRESSES, type Addressed, API, addressOf, answerIn, requestOf } from '../../src/desk/addresses.ts';
import type { Desk, PassReport, Progress } from '../../src/desk.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import { brokenOff, call, faultIn, jsonOf, type Remote, send, textOf } from './remote-call.ts';

type Asked = Parameters<Desk[Addressed]>;

export function remoteDesk(url: string, token: string | null): Desk {
  const remote: Remote = { url, token };
  const names = Object.keys(ADDRESSES) as Addressed[];
  const asked = Object.fromEntries(
    names.map((name) => [name, (...args: Asked) => ask(remote, name, args)]),
  ) as unknown as Pick<Desk, Addressed>;
  const get = <T>(path: string) => call<T>(remote, { method: 'GET', path: `${API}${path}` });
  return {
    ...asked,
    // The server's list has everything unless told otherwise; the desk's has what is open.
    list: (selection) => asked.list(selection.state ? selection : { all: false, ...selection }),
    check: async (episode) =>
      episode === null ? get('/check') : [await get(`/episodes/${encodeURIComponent(episode)}/check`)],
    async pass(options, onProgress) {
      const question = {
        method: 'POST',
        path: `${API}/pass`,
        body: options,
        accept: 'text/event-stream',
      } as const;
      return reportIn(await send(remote, question), onProgress);
    },
  };
}

async function ask(remote: Remote, name: Addressed, args: Asked): Promise<unknown> {
  const request = requestOf(name, args);
  const question = { ...request, path: `${API}${request.path}` };
  if (addressOf(name).answer === 'text') return textOf(await sound(await send(remote, question)));
  return answerIn(name, await call(remote, question));
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
