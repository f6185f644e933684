// A server on a desk in memory, and questions to it over real HTTP.
import { type IncomingHttpHeaders, request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { onTestFinished } from 'vitest';
import type { Desk, DeskEvent } from '../../src/desk.ts';
import type { EventSource } from '../../web/events.ts';
import { createServer, type RunningServer, type ServerOptions } from '../../web/server.ts';
import { NOW_MS } from './desk-double.ts';

export const SILENT = { warn: () => {}, error: () => {} };

export async function serve(desk: Desk, changed: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await createServer(desk, {
    host: '127.0.0.1',
    port: 0,
    token: null,
    show: 'Mildly Concerning',
    log: SILENT,
    events: () => () => {},
    nowMs: () => NOW_MS,
    ...changed,
  });
  onTestFinished(() => server.close());
  return server;
}

/** Events that a test makes happen. */
export function happenings() {
  const listeners = new Set<(event: DeskEvent) => void>();
  const events: EventSource = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const tell = (event: DeskEvent) => {
    for (const listener of listeners) listener(event);
  };
  return { events, tell, listening: () => listeners.size };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly address?: string;
}

/** Not `fetch`, which sets Host and Origin itself, and tidies paths. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body, address = '127.0.0.1' }: Asking = {},
): Promise<Answer> {
  const text = body === undefined ? null : JSON.stringify(body);
  const type = text === null ? {} : { 'content-type': 'application/json' };
  return new Promise<Answer>((resolve, reject) => {
    const asked = request(
      { host: address, port, path, method, headers: { ...type, ...headers }, agent: false },
      (response) => {
        const all: Buffer[] = [];
        response.on('data', (chunk: Buffer) => all.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(all).toString('utf8'),
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(text ?? undefined);
  });
}

export const json = ({ text }: Answer) => JSON.parse(text);

/** An address of this machine by which it seems to be another one; undefined where it has none. */
export const outside = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
