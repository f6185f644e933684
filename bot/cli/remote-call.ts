// Sends one request to a running service. By default it waits without limit, because landing waits for people to stop
// typing. Every failure is a Fault, the service's own if it answered.
import { type IncomingMessage, request } from 'node:http';
import type { FaultKind } from '../../src/domain/fault-codes/fault-facts.ts';
import { Fault, foreignFault, systemCode } from '../../src/errors.ts';

export interface Remote {
  readonly url: string;
  readonly token: string | null;
}

export interface Question {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Includes the query string. */
  readonly path: string;
  readonly body?: unknown;
  readonly accept?: string;
  readonly timeoutMs?: number;
}

/** Returns the response JSON unchecked: the service runs the same program. */
export async function call<T>(remote: Remote, question: Question): Promise<T> {
  const response = await send(remote, question);
  const text = await textOf(response);
  const value = jsonOf(text);
  if (response.statusCode === 200 && value !== undefined) return value as T;
  throw faultIn(value, response.statusCode ?? 0);
}

/** Resolves as soon as the response headers have arrived. */
export function send(
  remote: Remote,
  { method, path, body, accept, timeoutMs }: Question,
): Promise<IncomingMessage> {
  const text = body === undefined ? null : JSON.stringify(body);
  const headers = {
    accept: accept ?? 'application/json',
    ...(text === null
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...(remote.token === null ? {} : { authorization: `Bearer ${remote.token}` }),
  };
  return new Promise((resolve, reject) => {
    const signal = timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(timeoutMs) };
    // No pooling: a kept-alive connection would keep the process from ending.
    const asked = request(new URL(path, remote.url), { method, headers, agent: false, ...signal }, resolve);
    asked.on('error', (error) => reject(lost(remote, error)));
    asked.end(text ?? undefined);
  });
}

export async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch (error) {
    throw brokenOff(error);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Git holds the decision completely or not at all, so `status` shows whether the request took effect. */
export function brokenOff(cause: unknown): Fault {
  const sentence = 'The service stopped before it had answered; "show-build status" shows what came of it.';
  return new Fault('transient', 'SERVICE_GONE', sentence, { tech: String(cause), cause });
}

function lost({ url }: Remote, cause: Error): Fault {
  if (systemCode(cause) === 'ECONNRESET') return brokenOff(cause);
  const sentence = `The service at ${url} does not answer; start it again, or wait until it has ended.`;
  return new Fault('transient', 'SERVICE_SILENT', sentence, { tech: String(cause), cause });
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const KINDS: readonly FaultKind[] = ['transient', 'configuration', 'usage', 'refused', 'bug'];

/** Rebuilds a Fault from its wire form (web/faults.ts). */
export function faultIn(value: unknown, status: number): Fault {
  const { code, message, kind } = (value ?? {}) as { code?: unknown; message?: unknown; kind?: unknown };
  const known = KINDS.find((each) => each === kind);
  if (known === undefined || typeof code !== 'string' || typeof message !== 'string') {
    const sentence =
      'What answers there is no Show-Build service, or one of another version; start it again.';
    return new Fault('configuration', 'SERVICE_STRANGE', sentence, { tech: `status ${status}` });
  }
  return foreignFault(known, code, message, { tech: `the service answered ${status}` });
}
