// Words for a conflict copy: what became of it, and what a person can do about it.
import type { ConflictRow } from '../../../src/desk.ts';
import { grouped } from '../../../src/domain/media/grouped.ts';
import type { BadgeTone } from '../parts/badge.tsx';

interface StateWords {
  readonly tone: BadgeTone;
  readonly text: string;
  /** Its meaning, and what to do, for whoever has opened the copy. */
  readonly means: string;
}

const STATE_WORDS: Readonly<Record<ConflictRow['state'], StateWords>> = {
  waits: {
    tone: 'accent',
    text: 'waits for its merge',
    means: 'What only this copy has is about to be put into the file: by itself, or once it is accepted.',
  },
  choice: {
    tone: 'warn',
    text: 'two wordings, choose',
    means: 'Both versions changed the same words. Those that stand stay until somebody takes the others.',
  },
  merged: {
    tone: 'good',
    text: 'merged',
    means: 'What only this copy had is in the file. It can be taken back, and then does not come again.',
  },
  decided: {
    tone: 'plain',
    text: 'decided',
    means: 'Its words were rejected or taken back, and are not offered again. They stay in Git.',
  },
  nothing: {
    tone: 'plain',
    text: 'nothing of its own',
    means: 'The file has everything that stands in this copy.',
  },
  person: {
    tone: 'warn',
    text: 'left to a person',
    means:
      'Files of this kind are not merged. Compare the two in the folder, keep in the file what is wanted, and delete the copy.',
  },
};

/** A copy that is gone asks for nothing. */
export function stateWords({ state, gone }: ConflictRow): StateWords {
  if (state === 'person' && gone !== null)
    return { tone: 'plain', text: 'taken out', means: 'A person has dealt with it; nothing is left to do.' };
  return STATE_WORDS[state];
}

export interface CopyGroup {
  readonly original: string;
  readonly copies: readonly ConflictRow[];
}

/** By original, the file with the newest copy first. */
export function groupsOf(copies: readonly ConflictRow[]): readonly CopyGroup[] {
  return [...grouped(copies, ({ original }) => original)].map(([original, own]) => ({
    original,
    copies: own,
  }));
}

export function isOpen({ state, gone }: ConflictRow): boolean {
  return state === 'waits' || state === 'choice' || (state === 'person' && gone === null);
}
