// A real HTTP server that speaks the chat protocol and answers by script: canned, slow, broken, or fussy about the form.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly schema: unknown } };
  readonly [parameter: string]: unknown;
}

export type Behaviour =
  /** A proper answer whose content is this text; `finish` and token counts may be set. */
  | {
      readonly say: string;
      readonly finish?: string;
      readonly tokens?: readonly [input: number, output: number];
    }
  /** A failure with this status; `error` becomes the body's error object. */
  | {
      readonly status: number;
      readonly error?: Record<string, unknown>;
      readonly headers?: Record<string, string>;
    }
  /** These bytes as the body of a 200. */
  | { readonly raw: string; readonly type?: string }
  /** Sends nothing (or only the headers) and keeps the connection. */
  | { readonly hang: 'before' | 'after headers' }
  /** Cuts the connection, before or in the middle of the body. */
  | { readonly drop: 'before' | 'within body' };

/** Behaviours in order, the last one repeated; or a function of what was asked and how often before. */
export type LanguageScript =
  | readonly Behaviour[]
  | ((asked: Asked, count: number) => Behaviour | Promise<Behaviour>);

export interface LanguageServer {
  /** For `OPENAI_BASE_URL`. */
  readonly url: string;
  /** What was asked so far, in order. */
  readonly asked: readonly Asked[];
  /** The `authorization` header of each question. */
  readonly keys: readonly (string | undefined)[];
  /** Settles when so many questions have arrived. */
  arrived(count: number): Promise<void>;
  /** How many connections were closed by the other side before an answer was sent. */
  readonly givenUp: () => number;
  close(): Promise<void>;
}

export async function startLanguageServer(script: LanguageScript): Promise<LanguageServer> {
  const asked: Asked[] = [];
  const keys: (string | undefined)[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let givenUp = 0;
  const server = createServer(async (request, response) => {
    const question = JSON.parse(await bodyOf(request)) as Asked;
    keys.push(request.headers.authorization);
    const count = asked.push(question);
    response.on('close', () => {
      if (!response.writableFinished) givenUp++;
    });
    for (const each of waiting.filter((one) => one.count <= count)) each.resolve();
    const next =
      typeof script === 'function'
        ? await script(question, count - 1)
        : script[Math.min(count, script.length) - 1];
    if (next !== undefined) behave(next, question, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    keys,
    givenUp: () => givenUp,
    arrived: (count) =>
      asked.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

/** A behaviour: the answer is this value as JSON. */
export function say(value: unknown): Behaviour {
  return { say: JSON.stringify(value) };
}

function behave(behaviour: Behaviour, asked: Asked, response: ServerResponse): void {
  if ('say' in behaviour) {
    sendJson(response, 200, completion(behaviour, asked));
  } else if ('status' in behaviour) {
    const body = { error: { message: 'no', ...behaviour.error } };
    sendJson(response, behaviour.status, body, behaviour.headers);
  } else if ('raw' in behaviour) {
    response.writeHead(200, { 'content-type': behaviour.type ?? 'application/json' }).end(behaviour.raw);
  } else if ('hang' in behaviour) {
    hang(behaviour.hang, response);
  } else {
    drop(behaviour.drop, response);
  }
}

function hang(when: 'before' | 'after headers', response: ServerResponse): void {
  if (when === 'after headers')
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
}

function drop(when: 'before' | 'within body', response: ServerResponse): void {
  if (when === 'before') {
    response.destroy();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"choices": [', () => response.destroy());
}

function completion(
  said: { say: string; finish?: string; tokens?: readonly [number, number] },
  asked: Asked,
) {
  const [input, output] = said.tokens ?? [100, 20];
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: asked.model,
    choices: [
      { index: 0, message: { role: 'assistant', content: said.say }, finish_reason: said.finish ?? 'stop' },
    ],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  };
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
