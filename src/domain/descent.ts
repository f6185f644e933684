// Tells whether a text was based on a version with a landed change. If it was and the change is missing, a person
// deleted it; otherwise the text was written without it.
import { align, splitLines, type TextLines } from './align.ts';
import { type Edit, editAt, inverted } from './edit.ts';
import { transplantEdits } from './transplant.ts';

export interface Traces {
  /** Edits that are present in this text. */
  readonly standing: readonly Edit[];
  /** Edits that are absent: the text they replace is still there. Edits in neither list were rewritten and can't be
   *  classified. */
  readonly gone: readonly Edit[];
}

/** `edits` are placed on `before`; `after` is the result of applying them. */
export function tracesIn(text: string, before: string, after: string, edits: readonly Edit[]): Traces {
  if (text === before) return { standing: [], gone: edits };
  const back = inverted(edits);
  const noWayBack = misfits(back, after, text);
  const noWayOn = misfits(edits, before, text);
  // A pure deletion leaves no text to find. That it could be put back proves nothing, so the deleted text must also be
  // absent.
  const stands = (edit: Edit, i: number) =>
    !noWayBack.has(back[i]) && (edit.added !== '' || noWayOn.has(edit));
  return {
    standing: edits.filter(stands),
    gone: edits.filter((edit, i) => !noWayOn.has(edit) && !stands(edit, i)),
  };
}

/** `standing`: some of the change from one version to the other is in this text. `gone`: none is, and what it replaced
 *  is still there. */
export function traceOfChange(text: string, before: string, after: string): 'standing' | 'gone' | 'unclear' {
  const edits = lineEdits(before, after);
  const { standing, gone } = tracesIn(text, before, after, edits);
  if (standing.length > 0) return 'standing';
  return gone.length === edits.length ? 'gone' : 'unclear';
}

/** True if this text contains every edit between `before` and `after`, whatever else was changed in it. */
export function isMadeFrom(text: string, before: string, after: string): boolean {
  const edits = lineEdits(before, after);
  return tracesIn(text, before, after, edits).standing.length === edits.length;
}

/** Edits from one text to the other, in whole lines; a line that only gains its ending counts as different. */
export function lineEdits(before: string, after: string): readonly Edit[] {
  const [from, to] = [splitLines(before), splitLines(after)];
  const match = align(wholeLines(before, from), wholeLines(after, to));
  const edits: Edit[] = [];
  let [line, place] = [0, 0];
  for (let i = 0; i <= from.text.length; i++) {
    const now = i < from.text.length ? (match[i] ?? -1) : to.text.length;
    if (now < place) continue;
    const [start, end] = [from.start[line] ?? before.length, from.start[i] ?? before.length];
    const added = after.slice(to.start[place] ?? after.length, to.start[now] ?? after.length);
    if (end > start || added !== '') edits.push(editAt(before, start, end, added, ''));
    [line, place] = [i + 1, now + 1];
  }
  return edits;
}

function wholeLines(text: string, { start }: TextLines): readonly string[] {
  return start.map((at, line) => text.slice(at, start[line + 1]));
}

function misfits(edits: readonly Edit[], from: string, to: string): ReadonlySet<Edit | undefined> {
  const moved = transplantEdits(edits, from, to);
  return new Set(moved.ok ? [] : moved.misfits);
}
