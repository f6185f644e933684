// Moves a change from the text it was made for to another version of that text. Used for out-of-order acceptance,
// carried verdicts, restacking, reverts and accepting single parts. Its exact counterpart, `moveThrough`, is for texts
// whose differences are known edit by edit.
import { align, lineAt, splitLines, type TextLines } from './align.ts';
import { type Change, type FileChange, textReplaced } from './change.ts';
import { type Edit, fits } from './edit.ts';
import type { TreePath } from './ids.ts';

/** Text at a path; null = no file there. */
export type TextAt = (path: TreePath) => string | null;

export interface Conflict {
  readonly path: TreePath;
  /** The edit that could not be placed; null if the file itself is in the way or missing. */
  readonly edit: Edit | null;
}

export type Transplanted =
  | { readonly ok: true; readonly change: Change }
  | { readonly ok: false; readonly conflicts: readonly Conflict[] };

/** The same edits at their places in `to`, if the lines each one touches are unchanged and unambiguous. */
export function transplant(change: Change, from: TextAt, to: TextAt): Transplanted {
  const conflicts: Conflict[] = [];
  const files: FileChange[] = [];
  for (const file of change.files) {
    if (file.kind !== 'edit') {
      if (canStand(file, to)) files.push(file);
      else conflicts.push({ path: file.path, edit: null });
      continue;
    }
    const [before, after] = [from(file.path), to(file.path)];
    if (before === null || after === null) {
      conflicts.push({ path: file.path, edit: null });
      continue;
    }
    const moved = transplantEdits(file.edits, before, after);
    if (moved.ok) files.push({ ...file, edits: moved.edits });
    else conflicts.push(...moved.misfits.map((edit) => ({ path: file.path, edit })));
  }
  return conflicts.length > 0 ? { ok: false, conflicts } : { ok: true, change: { ...change, files } };
}

/** A new file needs a free path, and a media file may have the one that it replaces there; a moved file must exist, and
 *  its new path must be free. */
export function canStand(file: Exclude<FileChange, { kind: 'edit' }>, at: TextAt): boolean {
  if (file.kind !== 'move') return at(file.path) === textReplaced(file);
  return at(file.path) !== null && at(file.to) === null;
}

type MovedEdits =
  | { readonly ok: true; readonly edits: readonly Edit[] }
  | { readonly ok: false; readonly misfits: readonly Edit[] };

export function transplantEdits(edits: readonly Edit[], from: string, to: string): MovedEdits {
  if (from === to) return fits(to, edits) ? { ok: true, edits } : { ok: false, misfits: edits };
  const [before, after] = [splitLines(from), splitLines(to)];
  const match = align(before.text, after.text);
  const misfits: Edit[] = [];
  const moved: Edit[] = [];
  const placed = (edit: Edit): Edit | null => {
    const start = placeOf(edit, before, after, match);
    const end = start === null ? 0 : start + edit.removed.length;
    return start === null || to.slice(start, end) !== edit.removed ? null : { ...edit, start, end };
  };
  for (const edit of edits) {
    const there = placed(edit) ?? placedAsLine(edit, from, to, placed);
    if (there === null) misfits.push(edit);
    else moved.push(there);
  }
  if (misfits.length > 0) return { ok: false, misfits };
  // A moved block may change the order of its edits.
  moved.sort((a, b) => a.start - b.start);
  return fits(to, moved) ? { ok: true, edits: moved } : { ok: false, misfits: edits };
}

/**
 * A whole line that comes or goes is itself and its place: either neighbour tells where it is. Written as the end of the
 * line above plus the line, an edit touches the line above; written as the line plus its end, it touches the one below.
 */
function placedAsLine(
  edit: Edit,
  from: string,
  to: string,
  placed: (edit: Edit) => Edit | null,
): Edit | null {
  const { removed, added } = edit;
  const side = removed === '' ? added : removed;
  if (side === '' || removed + added !== side) return null;
  for (const eol of ['\r\n', '\n', '\r']) {
    const { length } = eol;
    if (side.startsWith(eol) && from.startsWith(eol, edit.end)) {
      const turn = (text: string) => (text === '' ? text : text.slice(length) + eol);
      const there = placed(turned(edit, length, turn));
      if (there !== null && to.startsWith(eol, there.start - length))
        return back(edit, there.start - length, to);
    }
    if (side.endsWith(eol) && from.endsWith(eol, edit.start)) {
      const turn = (text: string) => (text === '' ? text : eol + text.slice(0, -length));
      const there = placed(turned(edit, -length, turn));
      if (there !== null) return back(edit, there.start + length, to);
    }
  }
  return null;
}

function turned(edit: Edit, by: number, turn: (side: string) => string): Edit {
  const [start, end] = [edit.start + by, edit.end + by];
  return { ...edit, start, end, removed: turn(edit.removed), added: turn(edit.added) };
}

/** The edit as it was written, at this place. */
function back(edit: Edit, start: number, to: string): Edit | null {
  if (start < 0 || !to.startsWith(edit.removed, start)) return null;
  return { ...edit, start, end: start + edit.removed.length };
}

function placeOf(edit: Edit, before: TextLines, after: TextLines, match: Int32Array): number | null {
  const first = lineAt(before, edit.start);
  const end = lineAt(before, edit.end);
  // A range that ends with a line end does not touch the line after it.
  const last = edit.end > edit.start && before.start[end] === edit.end ? end - 1 : end;
  const target = match[first] ?? -1;
  if (target < 0) return null;
  for (let line = first + 1; line <= last; line++) {
    if (match[line] !== target + line - first) return null;
  }
  return (after.start[target] ?? 0) + edit.start - (before.start[first] ?? 0);
}

/** The same edits on the result of applying `applied`; null if they overlap. Both lists are placed on the same base. An
 *  insertion at the place of an applied insertion goes after it. */
export function moveThrough(edits: readonly Edit[], applied: readonly Edit[]): readonly Edit[] | null {
  return moveThroughAll(edits, [applied]);
}

/** The same through many lists one after the other, each placed on the result of those before it. Makes no value in
 *  between: a file of a thousand cues has a thousand changes, and each goes through those before it. */
export function moveThroughAll(
  edits: readonly Edit[],
  lists: Iterable<readonly Edit[]>,
): readonly Edit[] | null {
  const moved = edits.map((edit) => ({ ...edit }));
  for (const applied of lists) {
    for (const edit of moved) {
      let shift = 0;
      for (const done of applied) {
        if (overlap(edit, done)) return null;
        if (done.end <= edit.start) shift += done.added.length - done.removed.length;
      }
      edit.start += shift;
      edit.end += shift;
    }
  }
  return moved;
}

type Range = Pick<Edit, 'start' | 'end'>;

function overlap(a: Range, b: Range): boolean {
  const aEmpty = a.start === a.end;
  const bEmpty = b.start === b.end;
  if (aEmpty && bEmpty) return false;
  if (aEmpty) return b.start < a.start && a.start < b.end;
  if (bEmpty) return a.start < b.start && b.start < a.end;
  return a.start < b.end && b.start < a.end;
}
