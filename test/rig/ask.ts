// The rig's own requests to its nodes. Shares no code with the client under test, so that it can check it.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Interface {
  readonly url: string;
  readonly apiKey: string;
}

/** Rejects unless the status is 200. Accepts any certificate, since a node signs its own. */
export async function ask<T>(
  { url, apiKey }: Interface,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.startsWith('https:') ? httpsRequest : httpRequest;
    const asked = request(
      new URL(path, url),
      {
        method,
        headers: { 'x-api-key': apiKey },
        agent: false,
        signal: AbortSignal.timeout(30_000),
        rejectUnauthorized: false,
      },
      resolve,
    );
    asked.on('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  if (response.statusCode !== 200)
    throw new Error(`${method} ${path}: ${response.statusCode} ${text.trim()}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

const STEP_MS = 50;

/** Repeats `look` until it returns null. Before that it returns what is missing, for the error. */
export async function until(withinMs: number, look: () => Promise<string | null>): Promise<void> {
  const endMs = Date.now() + withinMs;
  for (;;) {
    const missing = await look().catch((error: unknown) => String(error));
    if (missing === null) return;
    if (Date.now() > endMs) throw new Error(`After ${withinMs / 1000} s: ${missing}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
