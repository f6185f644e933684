// Sends requests to Syncthing and checks each answer against a schema.
import type { z } from 'zod';
import type { SyncthingAddress } from './address.ts';
import { statusFault, strange } from './faults.ts';
import { openLine, type SyncthingAnswer, type SyncthingQuestion } from './request.ts';

export interface SyncthingTimes {
  /** For an ordinary request. */
  readonly answerMs: number;
  /** For a scan, which ends when all files of the request are hashed. */
  readonly scanMs: number;
  /** How long Syncthing holds a request for events if there are none; whole seconds. */
  readonly pollMs: number;
}

/** Totals of a large folder take seconds, a scan of the largest media takes minutes. */
export const SYNCTHING_TIMES: SyncthingTimes = { answerMs: 10_000, scanMs: 300_000, pollMs: 60_000 };

export interface SyncthingAsking {
  readonly url: string;
  readonly times: SyncthingTimes;
  /** Resolves with any status. */
  ask(question: Omit<SyncthingQuestion, 'timeoutMs'>, timeoutMs?: number): Promise<Asked>;
  /** Rejects with a Fault unless the status is 200 and the answer fits the schema. */
  get<T extends z.ZodType>(path: string, shape: T): Promise<z.output<T>>;
  checked<T extends z.ZodType>(answer: Asked, shape: T): z.output<T>;
  close(): void;
}

export interface Asked extends SyncthingAnswer {
  /** The request, for engineers. */
  readonly what: string;
}

export function openAsking(address: SyncthingAddress, times: SyncthingTimes): SyncthingAsking {
  const { url } = address;
  const line = openLine(address);
  const asking: SyncthingAsking = {
    url,
    times,
    async ask(question, timeoutMs = times.answerMs) {
      const answer = await line.ask({ ...question, timeoutMs });
      return { ...answer, what: `${question.method} ${question.path}` };
    },
    async get(path, shape) {
      return asking.checked(await asking.ask({ method: 'GET', path }), shape);
    },
    checked(answer, shape) {
      if (answer.status !== 200) throw statusFault(url, answer.what, answer);
      const result = shape.safeParse(jsonOf(answer.text));
      if (result.success) return result.data;
      const issues = result.error.issues
        .slice(0, 3)
        .map(({ path, message }) => `${path.join('.')}: ${message}`);
      throw strange(url, `${answer.what.slice(0, 80)}: ${issues.join(', ')}: ${answer.text.slice(0, 80)}`);
    },
    close: () => line.close(),
  };
  return asking;
}

/** The query string, without `?`. */
export function query(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/** undefined for anything that is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
