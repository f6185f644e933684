// Thrown errors: who must act, a code, a sentence for people and one for engineers. Problems that the script's author
// must fix are Diagnostics; things that need no action yet are Reasons. Both are values and are not thrown.

/** transient: outside conditions, try again · configuration: for the operator · usage: for the person who typed the
 *  command · refused: the request can't be granted at present · bug: a defect in this program */
export type FaultKind = 'transient' | 'configuration' | 'usage' | 'refused' | 'bug';

export class Fault extends Error {
  readonly kind: FaultKind;
  readonly code: string;
  /** For engineers; `message` is for people: why, and what to do. One line each. */
  readonly tech: string;
  /** Milliseconds until the earliest retry, if the other side gave a time. */
  readonly retryAfterMs: number | null;

  constructor(
    kind: FaultKind,
    code: string,
    message: string,
    more: { tech?: string; cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'Fault';
    this.kind = kind;
    this.code = code;
    this.tech = more.tech ?? message;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

/** The system's error code (`ENOENT`); null for anything that is not a system error. */
export function systemCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** Only ENOENT means absent; any other read error means "can't tell". */
export function isAbsent(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}
