// Thrown errors: who must act, a code, a sentence for people and one for engineers. Problems that the script's author
// must fix are Diagnostics; things that need no action yet are Reasons. Both are values and are not thrown.
import type { FaultKind } from './domain/fault-codes/fault-facts.ts';
import type { FaultCodeOf } from './domain/fault-codes.ts';
import { type AnyCode, codeFrom, type Reason } from './domain/reason.ts';

interface FaultMore {
  /** For engineers; if left out, the message. */
  readonly tech?: string;
  readonly cause?: unknown;
  readonly retryAfterMs?: number;
}

/** A kind with one of the codes that the tables list for it. */
export type FaultHead = { [K in FaultKind]: readonly [kind: K, code: FaultCodeOf<K>] }[FaultKind];

type FaultArguments = readonly [...FaultHead, message: string, more?: FaultMore];

export class Fault extends Error {
  readonly kind: FaultKind;
  readonly code: AnyCode;
  /** For engineers; `message` is for people: why, and what to do. One line each. */
  readonly tech: string;
  /** Milliseconds until the earliest retry, if the other side gave a time. */
  readonly retryAfterMs: number | null;

  constructor(...[kind, code, message, more = {}]: FaultArguments) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'Fault';
    this.kind = kind;
    this.code = code;
    this.tech = more.tech ?? message;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

/** A Fault whose code is not in the tables: another program gave it, such as the system, an HTTP library, or a service
 *  of another version. */
export function foreignFault(kind: FaultKind, code: string, message: string, more: FaultMore = {}): Fault {
  return new Fault(...([kind, codeFrom(code), message, more] as FaultArguments));
}

/** A Reason as the Fault that refuses a request. */
export function refusalFor({ code, user, tech }: Reason, more: Omit<FaultMore, 'tech'> = {}): Fault {
  return foreignFault('refused', code, user, { tech, ...more });
}

/** A Fault as the reason why something did not happen. */
export function reasonOf({ code, message, tech }: Fault): Reason {
  return { code, user: message, tech };
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
