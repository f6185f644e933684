// What steps answered, by fingerprint, and which of their jobs were given up. Kept in memory for this run, in the
// database for the next ones; without a database the same questions are simply asked again.
import type { Hash, TreePath } from '../src/domain/ids.ts';
import type { Json } from '../src/domain/json.ts';
import type { Reason } from '../src/domain/reason.ts';
import { type TextAt, transplant } from '../src/domain/transplant.ts';
import type { ProposedChange, StepResult } from '../src/step.ts';
import type { Store } from '../src/store/open.ts';
import type { Need } from './plan.ts';

interface Answer {
  readonly changes: readonly ProposedChange[];
  readonly facts: Json;
  /** The texts that the changes are placed on. */
  readonly texts: Readonly<Record<TreePath, string>>;
}

export interface Results {
  /** The changes placed on the present text; null when nothing is known, or it no longer fits. */
  find(need: Need, at: TextAt): readonly ProposedChange[] | null;
  put(need: Need, result: StepResult): void;
  /** `isOver`: asked whenever somebody wants to know; from then on it is as if it had not been given up. */
  giveUp(fingerprint: Hash, why: Reason, isOver?: () => boolean): void;
  gaveUp(fingerprint: Hash): Reason | null;
}

const ANSWERS_IN_MEMORY = 5000;

export function openResults(store: Store | null): Results {
  const answers = new Map<Hash, Answer>();
  const lost = new Map<Hash, { readonly why: Reason; readonly isOver: () => boolean }>();

  function lookUp(fingerprint: Hash): Answer | null {
    return answers.get(fingerprint) ?? (store?.results.get(fingerprint) as unknown as Answer | null) ?? null;
  }

  return {
    find({ fingerprint }, at) {
      const answer = lookUp(fingerprint);
      if (answer === null) return null;
      const placed: ProposedChange[] = [];
      for (const change of answer.changes) {
        const moved = transplant(change, (path) => answer.texts[path] ?? null, at);
        if (!moved.ok) return null;
        placed.push({ ...change, ...moved.change });
      }
      return placed;
    },
    put({ step, subject, input, fingerprint, texts }, { changes, facts }) {
      const paths = new Set(changes.flatMap((change) => change.files.map((file) => file.path)));
      const answer: Answer = {
        changes,
        facts,
        texts: Object.fromEntries([...texts].filter(([path]) => paths.has(path))),
      };
      answers.set(fingerprint, answer);
      if (answers.size > ANSWERS_IN_MEMORY) answers.delete(answers.keys().next().value as Hash);
      lost.delete(fingerprint);
      store?.results.put({
        fingerprint,
        step: step.id,
        stepVersion: step.version,
        episode: subject.episode,
        subject: subject.path,
        input,
        result: answer as unknown as Json,
      });
    },
    giveUp: (fingerprint, why, isOver = () => false) => void lost.set(fingerprint, { why, isOver }),
    gaveUp(fingerprint) {
      const found = lost.get(fingerprint);
      if (found?.isOver()) lost.delete(fingerprint);
      return lost.get(fingerprint)?.why ?? null;
    },
  };
}
