// Generated files in `exports/`: scripts, lists, reports. Updates a file with as few replaced lines as possible, so
// that a reviewer sees what is new in it.
import type { FileChange } from './change.ts';
import { editAt } from './edit.ts';
import { type EpisodeId, type TreePath, treePath } from './ids.ts';

/** Names that steps write in `exports/`. Anything else there belongs to people and other programs. */
export const EXPORT_NAMES = [
  'script-host.html',
  'script-host.md',
  'script-teleprompter.html',
  'script-director.html',
  'script.txt',
  'media-list.csv',
  'media-list.json',
  'media-list.m3u',
  'media-list.txt',
  'media-list.xml',
  'preflight.md',
] as const;

export type ExportName = (typeof EXPORT_NAMES)[number];

export function exportPath(episode: EpisodeId, name: ExportName): TreePath {
  return treePath(`episodes/${episode}/exports/${name}`);
}

export function isExportName(name: string): name is ExportName {
  return EXPORT_NAMES.some((known) => known === name);
}

export function isExportPath(path: TreePath): boolean {
  const [top, , folder, name, rest] = path.split('/');
  return top === 'episodes' && folder === 'exports' && rest === undefined && isExportName(name ?? '');
}

/** The change that gives the file this text; null if it already has it. `present`: its current content, null if there
 *  is no file. */
export function writtenFile(path: TreePath, present: string | null, text: string): FileChange | null {
  if (present === null) return { kind: 'create', path, text, field: 'file' };
  if (present === text) return null;
  const start = commonLines(present, text);
  const tail = commonTail(present.slice(start), text.slice(start));
  const end = present.length - tail;
  const edit = editAt(present, start, end, text.slice(start, text.length - tail), 'file');
  return { kind: 'edit', path, edits: [edit] };
}

/** True if the files differ only in what an editor changes by saving them: line endings, a byte order mark, the end of
 *  the last line. Not enough for `writtenFile`, but such a file is still the bot's. */
export function isSameExport(a: string, b: string): boolean {
  return a === b || bare(a) === bare(b);
}

function bare(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '');
}

/** Length of the common beginning, in whole lines. */
function commonLines(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i === 0 ? 0 : a.lastIndexOf('\n', i - 1) + 1;
}

/** Length of the common ending, in whole lines. */
function commonTail(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[a.length - 1 - i] === b[b.length - 1 - i]) i++;
  if (i === a.length || i === b.length) return wholeLines(a, i, b);
  const line = a.indexOf('\n', a.length - i);
  return line === -1 ? 0 : a.length - line - 1;
}

function wholeLines(a: string, length: number, b: string): number {
  const [shorter, longer] = a.length === length ? [a, b] : [b, a];
  const startsLine = shorter.length === longer.length || longer[longer.length - 1 - length] === '\n';
  if (startsLine) return length;
  const line = a.indexOf('\n', a.length - length);
  return line === -1 ? 0 : a.length - line - 1;
}
