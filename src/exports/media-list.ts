// The numbered media of an episode in the order of the show, and its lists for the director and for vMix. Names files
// where they lie; what is missing is said, never skipped or guessed.
import type { ExportName } from '../domain/export-file.ts';
import type { EpisodeId } from '../domain/ids.ts';
import type { MediaShelf } from '../domain/media/shelf.ts';
import type { Rundown } from '../markdown/rundown.ts';
import type { MediaEntry } from './media-entry.ts';
import { mediaCsv } from './media-list/csv.ts';
import { mediaCues } from './media-list/cues.ts';
import { shotsOf } from './media-list/entry.ts';
import { mediaM3u } from './media-list/m3u.ts';
import { type MediaRow, mediaRow } from './media-list/rows.ts';
import { mediaText } from './media-list/text.ts';
import { mediaXml } from './media-list/xml.ts';

export interface MediaListFacts {
  readonly show: string;
  readonly episode: EpisodeId;
  readonly rundown: Rundown;
  readonly fps: number;
}

/** The media of all items on air: the same cue (AssetID and slug) once, the same file for two cues twice. */
export function mediaEntries(rundown: Rundown, media: MediaShelf, fps: number): readonly MediaEntry[] {
  const played = mediaCues(rundown).filter(({ whyNot }) => whyNot === null);
  const shots = shotsOf(played, media, fps);
  const width = Math.max(3, String(shots.length * 10).length);
  return shots.map((shot, i) => ({ number: String((i + 1) * 10).padStart(width, '0'), ...shot }));
}

/** Each list by its name below `exports/`, as text. */
export function mediaLists(
  entries: readonly MediaEntry[],
  facts: MediaListFacts,
): ReadonlyMap<ExportName, string> {
  const rows = entries.map((entry) => mediaRow(entry, facts));
  return new Map<ExportName, string>([
    ['media-list.csv', mediaCsv(rows)],
    ['media-list.json', mediaJson(rows)],
    ['media-list.m3u', mediaM3u(entries, rows)],
    ['media-list.txt', mediaText(entries, rows, facts)],
    ['media-list.xml', mediaXml(rows, facts.episode)],
  ]);
}

/** A flat array, one row on each line, so that a reviewer sees which one changed. */
function mediaJson(rows: readonly MediaRow[]): string {
  if (rows.length === 0) return '[]\n';
  return `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
}
