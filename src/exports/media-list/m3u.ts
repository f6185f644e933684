// Formats the media list as a playlist of the existing files, with paths relative to `exports/`. Entries without a file
// become comments, so that a player never opens a dead path.
import { oneLine } from '../../domain/one-line.ts';
import type { MediaEntry } from '../media-entry.ts';
import type { MediaListRow } from './rows.ts';

export function mediaM3u(entries: readonly MediaEntry[], rows: readonly MediaListRow[]): string {
  const lines = rows.flatMap((row, i) => {
    const entry = entries[i];
    return entry === undefined ? [] : linesOf(entry, row);
  });
  return ['#EXTM3U', ...lines].map((line) => `${line}\n`).join('');
}

function linesOf(entry: MediaEntry, { number, slug, path, status }: MediaListRow): readonly string[] {
  const why = entry.whyNoFile === null ? '' : `, ${oneLine(entry.whyNoFile, 200)}`;
  if (path === '') return [`# ${number} ${slug}: ${status}${why}`];
  // M3U has no quoting, so such a path can't be written.
  if (/\p{Cc}|^\s|\s$/u.test(path))
    return [`# ${number} ${slug}: rename ${oneLine(path, 200)}, no list can name it`];
  const seconds = entry.durationMs === null ? -1 : Math.round(entry.durationMs / 1000);
  return [`#EXTINF:${seconds},${number} ${slug}`, path];
}
