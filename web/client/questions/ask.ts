// API requests. Every failure is an `AnswerProblem` with a sentence for people; nothing is retried here.
import { API } from '../../../src/desk/addresses.ts';

export class AnswerProblem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  /** 0: no answer at all. */
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Sends a GET. The browser's own cache handles unchanged answers. */
export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await reach(path, { ...(signal ? { signal } : {}) });
  return (await response.json()) as T;
}

/** Sends a decision; resolves when it is durable. */
export async function tell<T>(method: 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
  const json =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await reach(path, { method, ...json });
  return (await response.json()) as T;
}

/** Builds `?a=1&b=2`; leaves out empty strings, undefined and null. */
export function queryOf(asked: object): string {
  const pairs = Object.entries(asked).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return pairs.length === 0
    ? ''
    : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${API}${path}`, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new AnswerProblem(
      'NO_ANSWER',
      'Show-Build does not answer. It may be starting again; this page tries on.',
      0,
    );
  }
  if (response.ok) return response;
  throw problemIn(await response.text(), response.status);
}

function problemIn(text: string, status: number): AnswerProblem {
  try {
    const { code, detail, message } = JSON.parse(text) as Record<string, unknown>;
    return new AnswerProblem(
      String(code ?? 'REFUSED'),
      String(detail ?? message ?? 'That was refused.'),
      status,
    );
  } catch {
    return new AnswerProblem(
      'STRANGE_ANSWER',
      `The server answered ${status} and nothing that can be read.`,
      status,
    );
  }
}
