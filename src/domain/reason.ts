// Why something did not happen, as a value: a code for programs, a sentence for people, one for engineers.

export interface Reason {
  readonly code: string;
  /** One sentence for a producer, without a final full stop's worth of jargon: "Josh edited this file 40 s ago". */
  readonly user: string;
  /** One sentence for whoever mends the program or the machine. */
  readonly tech: string;
}

export function reason(code: string, user: string, tech: string = user): Reason {
  return { code, user, tech };
}
