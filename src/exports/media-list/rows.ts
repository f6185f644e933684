// Turns an entry into a row of texts, with the same columns in every format. Paths are relative and exact; every other
// text is a single line, fit for a title on air.
import { formatDuration } from '../../domain/duration.ts';
import { type EpisodeId, nameOf } from '../../domain/ids.ts';
import { oneLine } from '../../domain/one-line.ts';
import { titleFromName } from '../../domain/wording/slug-choice.ts';
import type { RundownEntry } from '../../markdown/rundown.ts';
import type { MediaEntry } from '../media-entry.ts';
import { named } from '../scripts/title.ts';

export const MEDIA_COLUMNS = [
  'number',
  'block',
  'item',
  'type',
  'slug',
  'file',
  'path',
  'duration',
  'in',
  'out',
  'status',
  'assetId',
] as const;

/** `file` is relative to the episode's folder, `path` to `exports/`, where the lists are; both empty without a file. */
export type MediaListRow = Readonly<Record<(typeof MEDIA_COLUMNS)[number], string>>;

const TITLE_CHARACTERS = 120;

export function mediaRow(
  entry: MediaEntry,
  facts: { readonly episode: EpisodeId; readonly fps: number },
): MediaListRow {
  const time = (ms: number | null) => (ms === null ? '' : formatDuration(ms, facts.fps));
  const folder = `episodes/${facts.episode}/`;
  const path = entry.file?.path ?? null;
  return {
    number: entry.number,
    block: blockName(entry.item),
    item: itemTitle(entry.item),
    type: oneLine(entry.type, TITLE_CHARACTERS),
    slug: oneLine(entry.slug, TITLE_CHARACTERS),
    file: path === null ? '' : relative(folder, path),
    path: path === null ? '' : relative(`${folder}exports/`, path),
    duration: time(entry.durationMs),
    in: time(entry.inMs),
    out: time(entry.outMs),
    status: entry.status,
    assetId: oneLine(entry.cue.assetId ?? '', TITLE_CHARACTERS),
  };
}

/** `A`, or `BREAK` for an item between two blocks. */
export function blockName({ block }: RundownEntry): string {
  return block ?? 'BREAK';
}

export function itemTitle({ document: { path, title, slug } }: RundownEntry): string {
  const own = oneLine(named(title) ?? slug ?? '', TITLE_CHARACTERS);
  return own || oneLine(titleFromName(path), TITLE_CHARACTERS) || oneLine(nameOf(path), TITLE_CHARACTERS);
}

/** Relative path from a folder of the tree (`a/b/`) to a file in the tree. */
function relative(folder: string, path: string): string {
  const from = folder.split('/').slice(0, -1);
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}
