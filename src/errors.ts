// All that can go wrong for somebody other than the author: who must act, a code, and a sentence for each reader.
// What the author must act on is a Diagnostic; what nobody must act on yet is a Reason. Both are values, not thrown.

/** transient: the world, try again · configuration: the operator · usage: whoever typed the command ·
 *  refused: the request can't be granted as things stand · bug: ourselves */
export type FaultKind = 'transient' | 'configuration' | 'usage' | 'refused' | 'bug';

export class Fault extends Error {
  readonly kind: FaultKind;
  readonly code: string;
  /** For engineers; `message` is for people: why, and what to do. One line each. */
  readonly tech: string;
  /** Earliest next try, where the other side said so. */
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

/** The system's own error code (`ENOENT`), null for anything that is not a system error. */
export function systemCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** Only this is absence; every other read error is "can't tell". */
export function isAbsent(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}
