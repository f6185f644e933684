// Turns errors into answers (RFC 9457): a fitting status, a code for programs and a sentence for people. Technical
// details stay in the log.
import { STATUS_CODES } from 'node:http';
import type { FastifyError } from 'fastify';
import type { FaultKind } from '../src/domain/fault-codes/fault-facts.ts';
import type { AnyCode } from '../src/domain/reason.ts';
import { Fault, foreignFault } from '../src/errors.ts';

/** Body of every answer that is not a success. */
export interface Problem {
  readonly type: 'about:blank';
  /** Title of the HTTP status. */
  readonly title: string;
  readonly status: number;
  /** Sentence for people; `message` is the same, for older programs. */
  readonly detail: string;
  readonly message: string;
  /** Requested path. */
  readonly instance: string;
  readonly code: AnyCode;
  readonly kind: FaultKind;
  readonly retryAfterMs: number | null;
  /** For an invalid request: everything that is wrong with it. */
  readonly errors?: readonly WrongPart[];
}

export interface WrongPart {
  /** `querystring/state`, `body/selection/ids`. */
  readonly path: string;
  readonly message: string;
}

/** Any error as a Fault with its HTTP status. */
export interface Answer {
  readonly fault: Fault;
  readonly status: number;
  readonly errors?: readonly WrongPart[];
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const STATUS: Readonly<Record<FaultKind, number>> = {
  usage: 422,
  refused: 409,
  transient: 503,
  configuration: 500,
  bug: 500,
};

/** Codes whose status differs from that of their kind. */
const STATUS_BY_CODE: Readonly<Partial<Record<AnyCode, number>>> = {
  NO_COMMIT: 404,
  NO_ENHANCEMENT: 404,
  NO_EPISODE: 404,
  NO_EXPORT: 404,
  NO_FILE: 404,
  NO_JOB: 404,
  NO_MEDIA: 404,
  NO_PAGE: 404,
  NO_QUERY: 404,
  HOST_FOREIGN: 403,
  ORIGIN_FOREIGN: 403,
  TOKEN_NEEDED: 401,
  TOKEN_WRONG: 401,
  TOO_MANY_TRIES: 429,
  UPGRADE_NEEDED: 426,
};

function statusOf({ code, kind }: Fault): number {
  return STATUS_BY_CODE[code] ?? STATUS[kind];
}

export function problemOf({ fault, status, errors }: Answer, instance: string): Problem {
  const { code, message, kind, retryAfterMs } = fault;
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Refused',
    status,
    detail: message,
    message,
    instance,
    code,
    kind,
    retryAfterMs,
    ...(errors === undefined ? {} : { errors }),
  };
}

/** Converts any error from a route into a Fault; the framework's own refusals keep their status. */
export function toAnswer(error: unknown): Answer {
  if (error instanceof Fault) return { fault: error, status: statusOf(error) };
  if (isFrameworks(error)) {
    if (error.validation === undefined) {
      const fault = foreignFault('usage', error.code ?? 'REFUSED', `${error.message}.`, { cause: error });
      return { fault, status: error.statusCode ?? 400 };
    }
    const errors = wrongParts(error);
    const said = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    return { fault: new Fault('usage', 'REQUEST_WRONG', `${said}.`), status: 422, errors };
  }
  const sentence = 'The program has a fault here; its log says where.';
  return { fault: new Fault('bug', 'WEB_BUG', sentence, { tech: String(error), cause: error }), status: 500 };
}

function wrongParts({ validation, validationContext }: FastifyError): readonly WrongPart[] {
  return (validation ?? []).map(({ instancePath, message }) => ({
    path: `${validationContext ?? ''}${instancePath === '/' ? '' : instancePath}`,
    message: message ?? 'wrong',
  }));
}

function isFrameworks(error: unknown): error is FastifyError {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
}
