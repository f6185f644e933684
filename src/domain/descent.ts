// Did whoever wrote this text have a landed change before their eyes? Decides whether a text without the change is a
// person's deletion of it, or a version that never saw it.
import { align, type Lines, splitLines } from './align.ts';
import { type Edit, editAt, inverted } from './edit.ts';
import { transplantEdits } from './transplant.ts';

export interface Traces {
  /** Edits that were made in this text. */
  readonly standing: readonly Edit[];
  /** Edits that were not: what they replace stands. Neither: rewritten, and nobody can tell. */
  readonly gone: readonly Edit[];
}

/** `edits` are placed on `before`; `after` is what they made of it. */
export function tracesIn(text: string, before: string, after: string, edits: readonly Edit[]): Traces {
  if (text === before) return { standing: [], gone: edits };
  const back = inverted(edits);
  const noWayBack = misfits(back, after, text);
  const noWayOn = misfits(edits, before, text);
  // What only takes away leaves nothing to be found: there the place where it could be put back says nothing.
  const stands = (edit: Edit, i: number) =>
    !noWayBack.has(back[i]) && (edit.added !== '' || noWayOn.has(edit));
  return {
    standing: edits.filter(stands),
    gone: edits.filter((edit, i) => !noWayOn.has(edit) && !stands(edit, i)),
  };
}

/** Does all that makes `after` of `before` stand in this text, whatever else was written in it? */
export function isMadeFrom(text: string, before: string, after: string): boolean {
  const edits = lineEdits(before, after);
  return tracesIn(text, before, after, edits).standing.length === edits.length;
}

/** What makes the one text of the other, in whole lines: a line that only gets its ending differs. */
function lineEdits(before: string, after: string): readonly Edit[] {
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

function wholeLines(text: string, { start }: Lines): readonly string[] {
  return start.map((at, line) => text.slice(at, start[line + 1]));
}

function misfits(edits: readonly Edit[], from: string, to: string): ReadonlySet<Edit | undefined> {
  const moved = transplantEdits(edits, from, to);
  return new Set(moved.ok ? [] : moved.misfits);
}
