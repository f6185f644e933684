// Why something did not happen: a code for programs, a sentence for people and one for engineers.
import type { FaultCode } from './fault-codes.ts';
import type { ReasonCode } from './reason-codes.ts';

/** The code of a Reason or a Fault: a Fault can become the reason for something, and a Reason can be thrown. */
export type AnyCode = ReasonCode | FaultCode;

export interface Reason {
  readonly code: AnyCode;
  /** One sentence for a producer, without jargon or a final full stop: "Josh edited this file 40 s ago". */
  readonly user: string;
  /** One sentence for the engineer who fixes the program or the machine. */
  readonly tech: string;
}

export function reason(code: ReasonCode, user: string, tech: string = user): Reason {
  return { code, user, tech };
}

/** For codes from outside, such as JSON that another version of the program may have written. Look-ups in the tables
 *  therefore allow for codes they don't know. */
export function codeFrom(text: string): AnyCode {
  return text as AnyCode;
}
