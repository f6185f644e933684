// Judges a model's answer before it is used, and gives the model one chance to correct it, with the reason.

export type Judgement<T> =
  | { readonly ok: true; readonly value: T /** 0..1 */; readonly grounded: number }
  /** `ungrounded`: states something its source does not · `unfit`: not in the requested form. */
  | { readonly ok: false; readonly flaw: 'ungrounded' | 'unfit'; readonly why: string };

export interface Judged<A, T> {
  readonly judgement: Judgement<T>;
  /** All answers, the judged one last. */
  readonly answers: readonly A[];
}

export interface Questioning<A, T> {
  /** `wrong`: why the previous answer was refused; null the first time. */
  ask(wrong: string | null): Promise<A>;
  judge(answer: A): Judgement<T>;
  /** Called for each refused answer, with the reason that its question was asked with. */
  refuse(wrong: string | null): void;
}

/** Asks and judges; if the answer fails, asks once more with the reason. The last judgement counts. */
export async function askJudged<A, T>({ ask, judge, refuse }: Questioning<A, T>): Promise<Judged<A, T>> {
  const first = await ask(null);
  const judgement = judge(first);
  if (judgement.ok) return { judgement, answers: [first] };
  refuse(null);
  const second = await ask(judgement.why);
  const last = judge(second);
  if (!last.ok) refuse(judgement.why);
  return { judgement: last, answers: [first, second] };
}
