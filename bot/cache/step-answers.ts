// Answers of steps by fingerprint, and the jobs that were given up. Kept in memory for this run and in the database for
// later ones; without a database, steps simply run again. A cancelled job stays cancelled until there is a newer job
// for its step and subject.
import type { Hash, TreePath } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import type { Reason } from '../../src/domain/reason.ts';
import type { TextAt } from '../../src/domain/transplant.ts';
import { jobKey } from '../../src/queue/rules.ts';
import type { MissingAnswer, ProposedChange, StepResult } from '../../src/step.ts';
import type { Store } from '../../src/store/open.ts';

interface Answer {
  readonly changes: readonly ProposedChange[];
  readonly facts: Json;
  /** The texts that the changes were made on. */
  readonly texts: Readonly<Record<TreePath, string>>;
}

export interface StepAnswers {
  /** The changes; null if there is no answer for these very texts. The same input may stand in another text, such as
   *  one that has the answer already, and there an inserted line would stand twice. */
  find(need: MissingAnswer, at: TextAt): readonly ProposedChange[] | null;
  put(need: MissingAnswer, result: StepResult): void;
  /** Once `isOver` returns true, the job no longer counts as given up. Checked on each `gaveUp`. */
  giveUp(fingerprint: Hash, why: Reason, isOver?: () => boolean): void;
  gaveUp(need: Pick<MissingAnswer, 'step' | 'subject' | 'fingerprint'>): Reason | null;
  /** Forgets that the job was given up. */
  tryAgain(fingerprint: Hash): void;
  /** True if an answer holds this hash, such as that of a media file. */
  mentions(hash: string): boolean;
  /** Forgets the answers that hold this hash; their steps run again if they are needed. */
  forgetMentioning(hash: string): void;
}

const ANSWERS_IN_MEMORY = 5000;

export function openStepAnswers(store: Store | null): StepAnswers {
  const answers = new Map<Hash, Answer>();
  const lost = new Map<Hash, { readonly why: Reason; readonly isOver: () => boolean }>();

  function lookUp(fingerprint: Hash): Answer | null {
    return answers.get(fingerprint) ?? (store?.results.get(fingerprint) as unknown as Answer | null) ?? null;
  }

  /** Covers jobs of earlier runs too. */
  function cancelled(key: string, fingerprint: Hash): Reason | null {
    const job = store?.jobs.newest(key);
    const isSo = job?.fingerprint === fingerprint && job.reason?.code === 'JOB_CANCELLED';
    return isSo && (job.state === 'cancelled' || job.cancelRequested) ? job.reason : null;
  }

  return {
    find({ fingerprint }, at) {
      const answer = lookUp(fingerprint);
      if (answer === null) return null;
      const paths = answer.changes.flatMap(({ files }) => files.map(({ path }) => path));
      const isExact = paths.every((path) => (answer.texts[path] ?? null) === at(path));
      return isExact ? answer.changes : null;
    },
    put({ step, subject, input, fingerprint, texts }, { changes, facts }) {
      const paths = new Set(changes.flatMap((change) => change.files.map((file) => file.path)));
      const answer: Answer = {
        changes,
        facts,
        texts: Object.fromEntries([...paths].flatMap((path) => textAt(texts, path))),
      };
      answers.set(fingerprint, answer);
      if (answers.size > ANSWERS_IN_MEMORY) answers.delete(answers.keys().next().value as Hash);
      lost.delete(fingerprint);
      const row = {
        fingerprint,
        step: step.id,
        stepVersion: step.version,
        episode: subject.episode,
        subject: subject.path,
        input,
        result: answer as unknown as Json,
      };
      store?.record(() => store.results.put(row));
    },
    giveUp: (fingerprint, why, isOver = () => false) => void lost.set(fingerprint, { why, isOver }),
    gaveUp({ step, subject, fingerprint }) {
      const found = lost.get(fingerprint);
      if (found?.isOver()) lost.delete(fingerprint);
      return lost.get(fingerprint)?.why ?? cancelled(jobKey(step.id, subject.path), fingerprint);
    },
    tryAgain: (fingerprint) => void lost.delete(fingerprint),
    mentions: (hash) =>
      [...answers.values()].some((one) => holds(one, hash)) || store?.results.mentions(hash) === true,
    forgetMentioning(hash) {
      store?.results.forgetMentioning(hash);
      for (const [fingerprint, answer] of answers) if (holds(answer, hash)) answers.delete(fingerprint);
    },
  };
}

function holds(answer: Answer, hash: string): boolean {
  return JSON.stringify(answer).includes(hash);
}

function textAt(texts: MissingAnswer['texts'], path: TreePath): readonly [TreePath, string][] {
  const text = texts(path);
  return text === null ? [] : [[path, text]];
}
