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

/** The part of a language model that is needed here. */
interface Model<Q, A> {
  ask(question: Q, signal: AbortSignal): Promise<A>;
  /** The answer to this question was of no use. */
  refuse(question: Q): void;
}

interface Questioning<Q, A, T> {
  /** `wrong`: why the previous answer was refused; null the first time. */
  question(wrong: string | null): Q;
  judge(answer: A): Judgement<T>;
}

/** Asks and judges; if the answer fails, asks once more with the reason. The last judgement counts. */
export async function askJudged<Q, A, T>(
  model: Model<Q, A>,
  signal: AbortSignal,
  { question, judge }: Questioning<Q, A, T>,
): Promise<Judged<A, T>> {
  const answers: A[] = [];
  const judged = async (asked: Q): Promise<Judgement<T>> => {
    const answer = await model.ask(asked, signal);
    answers.push(answer);
    const judgement = judge(answer);
    if (!judgement.ok) model.refuse(asked);
    return judgement;
  };
  const first = await judged(question(null));
  return { judgement: first.ok ? first : await judged(question(first.why)), answers };
}
