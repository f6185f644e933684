// Actions on the parts of a change: take or leave a part, and reword it. Kept in the draft until the change is decided.
import { type RefObject, useState } from 'react';
import type { PartHands } from '../diff/part.tsx';
import { type Draft, withTaken, withWords } from '../draft.ts';
import { focusPart } from './part-focus.ts';

interface PartHandsNeeds {
  readonly draft: Draft;
  readonly change: (make: (draft: Draft) => Draft) => void;
  readonly body: RefObject<HTMLElement | null>;
  readonly isDecidable: boolean;
}

/** null if the change cannot be decided, so its parts are read-only. */
export function usePartHands({ draft, change, body, isDecidable }: PartHandsNeeds): PartHands | null {
  const [open, setOpen] = useState<string | null>(null);
  if (!isDecidable) return null;
  return {
    left: new Set(draft.left),
    edits: draft.edits,
    open,
    take: (part, isTaken) => change((now) => withTaken(now, part.key, isTaken)),
    word: (part, words) => change((now) => withWords(now, part, words)),
    edit: (key) => {
      setOpen(key);
      if (key === null && open !== null && body.current) focusPart(body.current, open);
    },
  };
}
