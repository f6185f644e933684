// Did whoever wrote this text have a landed change before their eyes? Decides whether a text without the change is a
// person's deletion of it, or a version that never saw it.
import { type Edit, inverted } from './edit.ts';
import { transplantEdits } from './transplant.ts';

export interface Traces {
  /** Edits whose own words stand in the text. */
  readonly standing: readonly Edit[];
  /** Edits whose words are gone while what they replaced stands. Neither: rewritten, and nobody can tell. */
  readonly gone: readonly Edit[];
}

/** `edits` are placed on `before`; `after` is what they made of it. */
export function tracesIn(text: string, before: string, after: string, edits: readonly Edit[]): Traces {
  if (text === before) return { standing: [], gone: edits };
  const back = inverted(edits);
  const takenBack = misfits(back, after, text);
  const notThere = misfits(edits, before, text);
  return {
    standing: edits.filter((_, i) => !takenBack.has(back[i])),
    gone: edits.filter((edit, i) => takenBack.has(back[i]) && !notThere.has(edit)),
  };
}

function misfits(edits: readonly Edit[], from: string, to: string): ReadonlySet<Edit | undefined> {
  const moved = transplantEdits(edits, from, to);
  return new Set(moved.ok ? [] : moved.misfits);
}
