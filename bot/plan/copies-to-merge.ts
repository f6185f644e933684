// The conflict copies of an episode, as steps see them: what each has to give, and what it was made from.
import {
  type CopyRecord,
  type CopyToMerge,
  copyName,
  type OrphanCopy,
} from '../../src/domain/conflict-copy.ts';
import { infoPath } from '../../src/domain/episode.ts';
import {
  type BlobId,
  type EpisodeId,
  episodeOf,
  nameOf,
  type TreeId,
  type TreePath,
  treePath,
} from '../../src/domain/ids.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import { isItemName } from '../../src/domain/segment.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { personOn } from '../record/authors.ts';
import type { Show } from '../show/show.ts';
import { type CopySides, copySides } from './copy-base.ts';

export interface EpisodeCopies {
  /** Copies that are in the tree, media among them. */
  readonly conflictCopies: readonly TreePath[];
  /** Those of one text that are not settled, oldest first. */
  readonly copies: (path: TreePath) => readonly CopyToMerge[];
  /** The newest copy of each text that there is no more. */
  readonly orphans: readonly OrphanCopy[];
}

/** `tree`: the root tree of main. */
export async function copiesOf(show: Show, episode: EpisodeId, tree: TreeId): Promise<EpisodeCopies> {
  const records = [...(await show.copies.read(episode)).values()];
  const open = records.filter(({ blob, isSettled }) => blob !== null && !isSettled);
  const folder = open.length === 0 ? null : await show.repo.treeAt(tree, treePath(`episodes/${episode}`));
  const found = new Map<TreePath, readonly CopyToMerge[]>();
  const orphans: OrphanCopy[] = [];
  const places = await Promise.all(open.map((record) => originalOn(show, tree, record)));
  const placeOf = new Map(open.map((record, i) => [record, places[i] ?? record.path]));
  for (const [path, group] of grouped(open, (record) => placeOf.get(record) ?? record.path)) {
    const copies = await Promise.all(
      [...group]
        .sort((a, b) => a.writtenMs - b.writtenMs)
        .map((record) => toMerge(show, path, record, folder)),
    );
    const some = copies.filter((copy) => copy !== null);
    found.set(path, some);
    const newest = some.at(-1);
    const isGone = newest !== undefined && isMergeable(path) && (await show.repo.fileAt(tree, path)) === null;
    if (isGone) orphans.push({ ...newest, path });
  }
  return {
    conflictCopies: records.filter(({ gone }) => gone === null).map(({ path }) => path),
    copies: (path) => found.get(path) ?? [],
    orphans,
  };
}

/** Changes whenever something beside the texts of an episode does: media outside of Git, conflict copies. */
export async function besideKey({ media, copies }: Show, episode: EpisodeId): Promise<string> {
  return `${await media.originalsKey(episode)} ${await copies.key(episode)}`;
}

/** Whether a step merges copies of this file: of the show's texts, not of notes, settings and what is made of them. */
export function isMergeable(path: TreePath): boolean {
  const episode = episodeOf(path);
  if (episode === null) return false;
  const place = path.slice(`episodes/${episode}/`.length);
  return path === infoPath(episode) || (/^rundown\/[^/]+$/.test(place) && isItemName(nameOf(path)));
}

/** The file that it is a copy of, under its present name. A late laptop may set aside what was renamed long ago. */
export async function originalOn(
  { decisions, repo }: Pick<Show, 'decisions' | 'repo'>,
  tree: TreeId,
  { path, asOf }: CopyRecord,
): Promise<TreePath> {
  const { names } = decisions.memory();
  const original = copyName(path)?.original ?? path;
  const place = names.path(original, asOf);
  const moved = names.path(original, 0);
  if (moved === place || (await repo.fileAt(tree, place)) !== null) return place;
  return (await repo.fileAt(tree, moved)) === null ? place : moved;
}

const sidesOf = new WeakMap<Show['copies'], Map<string, CopySides | null>>();
const MOST_KNOWN = 500;
const KEY_CHARACTERS = 8;

async function toMerge(
  show: Show,
  path: TreePath,
  { blob, seenMs, writtenMs, by }: CopyRecord,
  folder: TreeId | null,
): Promise<CopyToMerge | null> {
  const known = sidesOf.get(show.copies) ?? new Map<string, CopySides | null>();
  sidesOf.set(show.copies, known);
  const place = `${blob} ${path} ${folder} ${seenMs}`;
  let sides = known.get(place);
  if (sides === undefined) {
    const text = blob === null ? null : decodeText(await show.repo.readBlob(blob as BlobId));
    sides = text === null ? null : await copySides(show, path, { blob: blob ?? '', text, seenMs, writtenMs });
    known.set(place, sides);
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value as string);
  }
  if (sides === null) return null;
  const who = (by && personOn(show.settings(), by)?.name) ?? (by === null ? 'somebody' : `device ${by}`);
  return { key: copyKey(blob), who, ...sides };
}

/** The name of a copy in the fields of the changes that merge it. */
export function copyKey(blob: string | null): string {
  return (blob ?? '').slice(0, KEY_CHARACTERS);
}
