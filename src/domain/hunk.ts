// Recognises a rejected edit when it comes up again. By its place: the lines it touches, before and after, and the line
// above or below, wherever in the file they are by then. By its field: what it does to the cue, token or value that it
// belongs to, whatever stands around it.
import { lineAt, splitLines, type TextLines } from './align.ts';
import { type FileChange, textOfWhole } from './change.ts';
import type { Edit } from './edit.ts';
import { canonical } from './json.ts';

/** Keys of an edit; two edits are the same hunk if they share one. Hash them for storage. A neighbouring line is enough
 *  on its own if it is unique in the file, so that a change to the other neighbour does not make a different hunk.
 *  Looks at the lines once, for many edits. */
export function hunkKeys(
  text: string,
  lines: TextLines = splitLines(text),
): (edit: Edit) => readonly string[] {
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

/** For each edit of a list, its key within its field: the words it replaces, or for mere spacing the word that its line
 *  begins with. `lines`: of the text that the list is placed on. Numbered where several edits of a field are alike. */
export function editKeys(lines: TextLines, edits: readonly Edit[]): readonly string[] {
  const seen = new Map<string, number>();
  return edits.map(({ start, field, removed, added }) => {
    const isWorded = /[\p{L}\p{N}]/u.test(removed + added);
    const line = lines.text[lineAt(lines, start)] ?? '';
    const label = /[\r\n]/.test(removed + added) ? '' : (/\p{L}+/u.exec(line)?.[0] ?? '');
    const what = isWorded ? [spelling(removed), spelling(added)] : [label, removed, added];
    const name = canonical([field, ...what]);
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return canonical([...what, nth]);
  });
}

/** An AssetID is made from the names of the file and the cue, so it may be another one next time. */
function spelling(text: string): string {
  return text
    .replaceAll(/\b[A-Z0-9]{17}\b/g, '#')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Key of a new file or of a rename within its field. */
export function fileEditKey(file: Exclude<FileChange, { kind: 'edit' }>): string {
  return canonical([file.kind, file.kind === 'move' ? file.to : textOfWhole(file)]);
}

/** Key of a new file with this text, or of a rename. */
export function fileKey(file: Exclude<FileChange, { kind: 'edit' }>): string {
  return canonical([file.kind, file.path, file.kind === 'move' ? file.to : textOfWhole(file)]);
}

/** The next non-blank line, so that spacing alone does not make a different hunk. */
function nearest(lines: readonly string[], from: number, step: 1 | -1): string {
  for (let i = from; i >= 0 && i < lines.length; i += step) {
    const line = lines[i]?.trim() ?? '';
    if (line !== '') return line;
  }
  return '';
}
