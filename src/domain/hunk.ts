// What makes an edit the same hunk to a person who rejected it: the lines it touches, before and after, beside the line
// above or the line below, wherever in the file they stand by now.
import { lineAt, splitLines } from './align.ts';
import type { FileChange } from './change.ts';
import type { Edit } from './edit.ts';
import { canonical } from './json.ts';

/**
 * Texts of which one is equal wherever the same hunk is met; hash them to store them. A line beside it counts alone where
 * the file has no other one like it: so that a change of the other neighbour does not make another hunk of it.
 * For many edits of one text, which is split into lines once.
 */
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

/** The same for a new file with this text, or a new name. */
export function fileKey(file: Exclude<FileChange, { kind: 'edit' }>): string {
  return canonical(file.kind === 'create' ? ['create', file.path, file.text] : ['move', file.path, file.to]);
}

/** The next line that is not blank, so that spacing alone does not make a hunk another one. */
function nearest(lines: readonly string[], from: number, step: 1 | -1): string {
  for (let i = from; i >= 0 && i < lines.length; i += step) {
    const line = lines[i]?.trim() ?? '';
    if (line !== '') return line;
  }
  return '';
}
