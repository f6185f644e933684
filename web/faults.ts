// What went wrong, as an answer: a status that fits, a code for programs and a sentence for people. What only engineers
// need stays in the log.
import type { FastifyError } from 'fastify';
import { Fault, type FaultKind } from '../src/errors.ts';

/** The body of every answer that is no success. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly kind: FaultKind;
  readonly retryAfterMs: number | null;
}

const STATUS: Readonly<Record<FaultKind, number>> = {
  usage: 422,
  refused: 409,
  transient: 503,
  configuration: 500,
  bug: 500,
};

/** What was asked for is not there. */
const ABSENT: ReadonlySet<string> = new Set(['NO_ENHANCEMENT', 'NO_EPISODE', 'NO_PAGE']);

export function statusOf(fault: Fault): number {
  return ABSENT.has(fault.code) ? 404 : STATUS[fault.kind];
}

export function failureOf({ code, message, kind, retryAfterMs }: Fault): Failure {
  return { code, message, kind, retryAfterMs };
}

/** Any error that a route threw, as one of ours, with the status of the framework's own refusals. */
export function toAnswer(error: unknown): { readonly fault: Fault; readonly status: number } {
  if (error instanceof Fault) return { fault: error, status: statusOf(error) };
  if (isFrameworks(error)) {
    const isWrong = error.validation !== undefined;
    const fault = new Fault('usage', isWrong ? 'REQUEST_WRONG' : error.code, `${error.message}.`);
    return { fault, status: isWrong ? 422 : (error.statusCode ?? 400) };
  }
  const sentence = 'The program has a fault here; its log says where.';
  return { fault: new Fault('bug', 'WEB_BUG', sentence, { tech: String(error), cause: error }), status: 500 };
}

function isFrameworks(error: unknown): error is FastifyError {
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error)) return false;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
}
