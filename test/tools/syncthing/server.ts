// A stand-in for Syncthing's interface: answers as recorded, and badly where a test says so.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Recorded, recorded } from './recorded.ts';

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
  /** Never answers. */
  readonly silent?: true;
}

export interface FakeSyncthing {
  readonly url: string;
  /** Paths that were asked, without queries, and with them. */
  readonly asked: { readonly path: string; readonly query: URLSearchParams; readonly body: string }[];
  /** Answers to that path from now on; null: as recorded. `*` is every path. */
  answer(path: string, answer: FakeAnswer | null): void;
  /** Adds events, with the next ids unless they have some, and answers the open question. */
  push(...events: readonly { readonly type: string; readonly data: unknown; readonly id?: number }[]): void;
  /** As another process: new start, no events, ids from 1. Open questions are broken off. */
  restart(startTime: string): void;
  openPolls(): number;
  /** Resolves when a question for events is open. */
  polled(): Promise<void>;
  stop(): Promise<void>;
}

export const KEY = 'the-key';

interface Poll {
  readonly since: number;
  readonly response: ServerResponse;
}

export async function fakeSyncthing(from: Recorded = recorded('v1.19.2')): Promise<FakeSyncthing> {
  const special = new Map<string, FakeAnswer>();
  const answers = new Map(Object.entries(from.answers));
  const asked: FakeSyncthing['asked'] = [];
  let events: { id: number; type: string; data: unknown }[] = [];
  let polls: Poll[] = [];
  let waiting: (() => void)[] = [];

  const send = (response: ServerResponse, { status, headers, body, text }: FakeAnswer) => {
    response.writeHead(status ?? 200, { 'content-type': 'application/json', ...headers });
    response.end(text ?? JSON.stringify(body, null, 1));
  };
  const answerPolls = () => {
    const due = polls;
    polls = [];
    for (const poll of due) answerPoll(poll);
  };
  const answerPoll = (poll: Poll) => {
    const after = events.filter(({ id }) => id > poll.since);
    if (after.length > 0) return send(poll.response, { body: after });
    polls.push(poll);
    for (const wake of waiting) wake();
    waiting = [];
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    asked.push({ path: pathname, query: searchParams, body });
    const bad = special.get(pathname) ?? special.get('*');
    if (bad?.silent) return;
    if (bad !== undefined) return send(response, bad);
    if (request.headers['x-api-key'] !== KEY) return send(response, { status: 403, text: 'CSRF Error\n' });
    if (pathname === '/rest/events') {
      if (searchParams.get('limit') === '1') return send(response, { body: events.slice(-1) });
      return answerPoll({ since: Number(searchParams.get('since')), response });
    }
    if (!answers.has(pathname)) return send(response, { status: 404, text: 'no such folder\n' });
    send(response, { body: answers.get(pathname) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer(path, answer) {
      if (answer === null) special.delete(path);
      else special.set(path, answer);
    },
    push(...added) {
      for (const event of added) events.push({ ...event, id: event.id ?? (events.at(-1)?.id ?? 0) + 1 });
      answerPolls();
    },
    restart(startTime) {
      answers.set('/rest/system/status', { ...(answers.get('/rest/system/status') as object), startTime });
      events = [];
      const broken = polls;
      polls = [];
      for (const { response } of broken) response.destroy();
    },
    openPolls: () => polls.length,
    polled: () => (polls.length > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    stop,
  };
}
