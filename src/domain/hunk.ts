// Recognises a rejected edit when it comes up again: by the lines it touches, before and after, and the line above or
// below, wherever in the file they are by then.
import { lineAt, splitLines } from './align.ts';
import type { FileChange } from './change.ts';
import type { Edit } from './edit.ts';
import { canonical } from './json.ts';

/** Keys of an edit; two edits are the same hunk if they share one. Hash them for storage. A neighbouring line is enough
 *  on its own if it is unique in the file, so that a change to the other neighbour does not make a different hunk.
 *  Splits the text into lines once, for many edits. */
export function hunkKeys(text: string): (edit: Edit) => readonly string[] {
  const lines = splitLines(text);
  const counts = new Map<string, number>();
  for (const line of lines.text) counts.set(line.trim(), (counts.get(line.trim()) ?? 0) + 1);
  const isDistinct = (line: string) => line !== '' && counts.get(line) === 1;
  return (edit) => {
    const first = lineAt(lines, edit.start);
    const last = lineAt(lines, edit.end);
    const head = text.slice(lines.start[first] ?? 0, edit.start);
    const tail = text.slice(edit.end, lines.start[last + 1] ?? text.length);
    const [before, after] = [head + edit.removed + tail, head + edit.added + tail];
    const above = nearest(lines.text, first - 1, -1);
    const below = nearest(lines.text, last + 1, 1);
    return [
      canonical([above, before, after, below]),
      ...(isDistinct(above) ? [canonical(['above', above, before, after, null])] : []),
      ...(isDistinct(below) ? [canonical(['below', null, before, after, below])] : []),
    ];
  };
}

/** Key of a new file with this text, or of a rename. */
export function fileKey(file: Exclude<FileChange, { kind: 'edit' }>): string {
  return canonical(file.kind === 'create' ? ['create', file.path, file.text] : ['move', file.path, file.to]);
}

/** The next non-blank line, so that spacing alone does not make a different hunk. */
function nearest(lines: readonly string[], from: number, step: 1 | -1): string {
  for (let i = from; i >= 0 && i < lines.length; i += step) {
    const line = lines[i]?.trim() ?? '';
    if (line !== '') return line;
  }
  return '';
}
