// Where the pages of history stand, each narrowed to what somebody came from.
import { queryOf } from '../questions/ask.ts';

/** A file, line by line. */
export function linesAddress(
  path: string,
  at: { readonly commit?: string; readonly line?: number } = {},
): string {
  return `/history/file${queryOf({ path, ...at })}`;
}

export function commitAddress(commit: string): string {
  return `/history/${commit}`;
}

export function compareAddress(from: string, to: string, path?: string): string {
  return `/history/compare${queryOf({ from, to, path })}`;
}

/** As people name their files: without the folder that every one of them is in. */
export function fileName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** For what has no title. */
export function plainName(path: string): string {
  return fileName(path).replace(/\.md$/, '');
}

/** What people call it: a segment by its file without the ending, `info.md` as what it is about, else where it lies. */
export function subjectName(path: string): string {
  const below = path.replace(/^episodes\/\d{4}\//, '');
  if (below === 'info.md') return 'The episode itself';
  return below.startsWith('rundown/') ? plainName(below) : below;
}

/** `0101 · rundown/20 The Committee.md`, of any other file its path. */
export function placeName(path: string): string {
  return path.replace(/^episodes\/(\d{4})\//, '$1 · ');
}
