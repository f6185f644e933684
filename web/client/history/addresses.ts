// Addresses of the history pages, and names of files for people.
import { queryOf } from '../questions/ask.ts';

/** Page of a file, line by line. */
export function linesAddress(
  path: string,
  at: { readonly commit?: string; readonly line?: number } = {},
): string {
  return `/history/file${queryOf({ path, ...at })}`;
}

export function commitAddress(commit: string): string {
  return `/history/${commit}`;
}

/** The file name without its folder. */
export function fileName(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** For files without a title. */
export function plainName(path: string): string {
  return fileName(path).replace(/\.md$/, '');
}

/**
 * Name for people: a segment's file name without its ending, `info.md` as the episode itself, otherwise the path within
 * the episode.
 */
export function subjectName(path: string): string {
  const below = path.replace(/^episodes\/\d{4}\//, '');
  if (below === 'info.md') return 'The episode itself';
  return below.startsWith('rundown/') ? plainName(below) : below;
}

/** `0101 · rundown/20 The Committee.md`; the whole path for a file outside the episodes. */
export function placeName(path: string): string {
  return path.replace(/^episodes\/(\d{4})\//, '$1 · ');
}
