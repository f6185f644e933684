// What makes an edit the same hunk to a person who rejected it: the lines it touches before and after, and the
// lines around them, wherever in the file they stand by now.
import { lineAt, splitLines } from './align.ts';
import type { FileChange } from './change.ts';
import type { Edit } from './edit.ts';
import { canonical } from './json.ts';

/** A text that is equal for equal hunks; hash it to store it. */
export function hunkKey(edit: Edit, text: string): string {
  return hunkKeys(text)(edit);
}

/** For many edits of one text, which is split into lines once. */
export function hunkKeys(text: string): (edit: Edit) => string {
  const lines = splitLines(text);
  return (edit) => {
    const first = lineAt(lines, edit.start);
    const last = lineAt(lines, edit.end);
    const head = text.slice(lines.start[first] ?? 0, edit.start);
    const tail = text.slice(edit.end, lines.start[last + 1] ?? text.length);
    return canonical([
      nearest(lines.text, first - 1, -1),
      head + edit.removed + tail,
      head + edit.added + tail,
      nearest(lines.text, last + 1, 1),
    ]);
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
