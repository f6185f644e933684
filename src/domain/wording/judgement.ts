// An answer is judged before it is believed, and the one who gave it may mend it once, being told what was wrong.

export type Judgement<T> =
  | { readonly ok: true; readonly value: T /** 0..1 */; readonly grounded: number }
  /** `ungrounded`: says what its source does not say · `unfit`: has another form than was asked for. */
  | { readonly ok: false; readonly flaw: 'ungrounded' | 'unfit'; readonly why: string };

export interface Judged<A, T> {
  readonly judgement: Judgement<T>;
  /** All that were given, the judged one last. */
  readonly answers: readonly A[];
}

/** Asks, judges, and asks once more with what was wrong; the last judgement counts. */
export async function askJudged<A, T>(
  ask: (wrong: string | null) => Promise<A>,
  judge: (answer: A) => Judgement<T>,
): Promise<Judged<A, T>> {
  const first = await ask(null);
  const judgement = judge(first);
  if (judgement.ok) return { judgement, answers: [first] };
  const second = await ask(judgement.why);
  return { judgement: judge(second), answers: [first, second] };
}
