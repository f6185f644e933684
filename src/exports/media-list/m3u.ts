// A playlist of the files that are there, seen from `exports/`. What has no file stands as a comment: a player must
// not stumble over a path that leads nowhere.
import { oneLine } from '../../domain/one-line.ts';
import type { MediaEntry } from '../media-entry.ts';
import type { MediaRow } from './rows.ts';

export function mediaM3u(entries: readonly MediaEntry[], rows: readonly MediaRow[]): string {
  const lines = rows.flatMap((row, i) => {
    const entry = entries[i];
    return entry === undefined ? [] : linesOf(entry, row);
  });
  return ['#EXTM3U', ...lines].map((line) => `${line}\n`).join('');
}

function linesOf(entry: MediaEntry, { number, slug, path, status }: MediaRow): readonly string[] {
  const why = entry.whyNoFile === null ? '' : `, ${oneLine(entry.whyNoFile, 200)}`;
  if (path === '') return [`# ${number} ${slug}: ${status}${why}`];
  // The format knows no quotes, so such a path can't be written.
  if (/\p{Cc}|^\s|\s$/u.test(path))
    return [`# ${number} ${slug}: rename ${oneLine(path, 200)}, no list can name it`];
  const seconds = entry.durationMs === null ? -1 : Math.round(entry.durationMs / 1000);
  return [`#EXTINF:${seconds},${number} ${slug}`, path];
}
