// Why something did not happen: a code for programs, a sentence for people and one for engineers.

export interface Reason {
  readonly code: string;
  /** One sentence for a producer, without jargon or a final full stop: "Josh edited this file 40 s ago". */
  readonly user: string;
  /** One sentence for the engineer who fixes the program or the machine. */
  readonly tech: string;
}

export function reason(code: string, user: string, tech: string = user): Reason {
  return { code, user, tech };
}
