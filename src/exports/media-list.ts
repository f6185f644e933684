// Builds the numbered media of an episode in show order, and the lists for the director and vMix. Lists files by their
// current path; missing ones are reported, never skipped or guessed.
import type { Cue } from '../domain/cue.ts';
import type { ExportName } from '../domain/export-file.ts';
import type { EpisodeId } from '../domain/ids.ts';
import type { MediaShelf } from '../domain/media/shelf.ts';
import type { Rundown, RundownEntry } from '../markdown/rundown.ts';
import type { MediaEntry } from './media-entry.ts';
import { mediaCsv } from './media-list/csv.ts';
import { hasMedia, mediaCues } from './media-list/cues.ts';
import { type Shot, shotsOf } from './media-list/entry.ts';
import { mediaM3u } from './media-list/m3u.ts';
import { type MediaListRow, mediaRow } from './media-list/rows.ts';
import { mediaText } from './media-list/text.ts';
import { mediaXml } from './media-list/xml.ts';

export interface MediaListFacts {
  readonly show: string;
  readonly episode: EpisodeId;
  readonly rundown: Rundown;
  readonly fps: number;
}

/** Media of all items on air. A repeated cue (same AssetID and slug) is listed once, a file used by two cues twice. */
export function mediaEntries(rundown: Rundown, media: MediaShelf, fps: number): readonly MediaEntry[] {
  const played = mediaCues(rundown).filter(({ whyNot }) => whyNot === null);
  const shots = shotsOf(played, media, fps);
  const width = Math.max(3, String(shots.length * 10).length);
  return shots.map((shot, i) => ({ number: String((i + 1) * 10).padStart(width, '0'), ...shot }));
}

/** Entries, as yet without numbers, for a cue that is not in the list: of an item that is not on air, or a repeated
 *  cue. */
export function unlistedEntries(
  item: RundownEntry,
  cue: Cue,
  media: MediaShelf,
  fps: number,
): readonly Shot[] {
  return hasMedia(cue) ? shotsOf([{ item, cue, whyNot: null }], media, fps) : [];
}

/** Lists as text, by file name in `exports/`. */
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

/** A flat array with one row per line, so that a diff shows the changed rows. */
function mediaJson(rows: readonly MediaListRow[]): string {
  if (rows.length === 0) return '[]\n';
  return `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
}
