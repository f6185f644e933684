// The conflict copies of an episode, as steps see them: what each has to give, and what it was made from.

import { fieldsOf } from '../../src/domain/change.ts';
import {
  type CopyRecord,
  type CopyToMerge,
  copyName,
  MERGE_STEP,
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
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import type { Show } from '../show/show.ts';
import { type CopySides, copySides } from './copy-base.ts';

export interface EpisodeCopies {
  /** Copies that are in the tree, media among them. */
  readonly conflictCopies: readonly TreePath[];
  /** Those of one text that are not settled, oldest first. */
  readonly copies: (path: TreePath) => readonly CopyToMerge[];
  /** The newest copy of each text that there is no more. */
  readonly orphans: readonly OrphanCopy[];
  /** By the path of the copy, for those that are not settled. `nothing`: who wrote what stands had seen all of it;
   *  `unreadable`: no text. */
  readonly told: ReadonlyMap<TreePath, CopyToMerge | 'nothing' | 'unreadable' | 'refused'>;
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
  const told = new Map<TreePath, CopyToMerge | 'nothing' | 'unreadable' | 'refused'>();
  const merges = open.length === 0 ? [] : await mergesOf(show, episode);
  for (const [path, group] of grouped(open, (record) => placeOf.get(record) ?? record.path)) {
    const some: CopyToMerge[] = [];
    for (const record of [...group].sort((a, b) => a.writtenMs - b.writtenMs)) {
      const own = merges.filter(({ names }) => names.includes(copyKey(record.blob)));
      const copy = own.some(({ isRefused }) => isRefused)
        ? 'refused'
        : await toMerge(show, path, record, { folder, isMerged: own.some(({ isLanded }) => isLanded) });
      told.set(record.path, copy);
      if (typeof copy !== 'string') some.push(copy);
    }
    found.set(path, some);
    const newest = some.at(-1);
    const isGone = newest !== undefined && isMergeable(path) && (await show.repo.fileAt(tree, path)) === null;
    if (isGone) orphans.push({ ...newest, path });
  }
  return {
    conflictCopies: records.filter(({ gone }) => gone === null).map(({ path }) => path),
    copies: (path) => found.get(path) ?? [],
    orphans,
    told,
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

interface Merge {
  /** Of the copies that it merges. */
  readonly names: string;
  readonly isLanded: boolean;
  /** Rejected, taken back, or taken out by hand. */
  readonly isRefused: boolean;
}

/** The clean merges that were decided. */
async function mergesOf(show: Show, episode: EpisodeId): Promise<readonly Merge[]> {
  await show.history.advance();
  const past = contextOf(show);
  return [...(await show.kept.read(episode)).all.values()]
    .filter(({ enhancement: { step, change } }) => step === MERGE_STEP && change.applicability === 'safe')
    .map((kept) => {
      const state = stateOf(kept, past);
      const names = fieldsOf(kept.enhancement.change).join(' ');
      return { names, isLanded: state === 'landed', isRefused: state === 'rejected' || state === 'reverted' };
    });
}

interface Merging {
  readonly folder: TreeId | null;
  readonly isMerged: boolean;
}

async function toMerge(
  show: Show,
  path: TreePath,
  { blob, seenMs, writtenMs, by }: CopyRecord,
  { folder, isMerged }: Merging,
): Promise<CopyToMerge | 'nothing' | 'unreadable'> {
  const known = sidesOf.get(show.copies) ?? new Map<string, CopySides | null>();
  sidesOf.set(show.copies, known);
  const text = blob === null ? null : decodeText(await show.repo.readBlob(blob as BlobId));
  if (text === null) return 'unreadable';
  const place = `${blob} ${path} ${folder} ${seenMs}`;
  let sides = known.get(place);
  if (sides === undefined) {
    sides = await copySides(show, path, { blob: blob ?? '', text, seenMs, writtenMs });
    known.set(place, sides);
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value as string);
  }
  if (sides === null) return 'nothing';
  const who = (by && personOn(show.settings(), by)?.name) ?? (by === null ? 'somebody' : `device ${by}`);
  return { key: copyKey(blob), who, isMerged, ...sides };
}

/** The name of a copy in the fields of the changes that merge it. */
export function copyKey(blob: string | null): string {
  return (blob ?? '').slice(0, KEY_CHARACTERS);
}
