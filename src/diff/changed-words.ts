// Compares two lines word by word, for display only: the result is never applied to a file.
import { diffWordsWithSpace } from 'diff';

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface LineDifference {
  /** Differing stretches of the old (`was`) and the new line (`is`), in order and never adjacent. */
  readonly was: readonly Stretch[];
  readonly is: readonly Stretch[];
}

/** For both lines together. Above this a line is marked as a whole: comparing it would slow the page down too much. */
const MOST_CHARACTERS = 4000;

/** null if the lines are too long, or share so little (under a third) that marking words would only confuse. */
export function differingWords(was: string, is: string): LineDifference | null {
  if (was.length + is.length > MOST_CHARACTERS) return null;
  const removed: Stretch[] = [];
  const added: Stretch[] = [];
  let shared = 0;
  let before = 0;
  let after = 0;
  for (const part of diffWordsWithSpace(was, is)) {
    const { length } = part.value;
    if (part.removed) removed.push({ start: before, end: before + length });
    else if (part.added) added.push({ start: after, end: after + length });
    else shared += part.value.trim().length;
    if (!part.added) before += length;
    if (!part.removed) after += length;
  }
  return shared * 3 < Math.min(was.trim().length, is.trim().length) ? null : { was: removed, is: added };
}
