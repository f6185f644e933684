// The conflict copies of an episode, as steps see them: what each has to give, and what it was made from.

import { type Change, fieldsOf } from '../../src/domain/change.ts';
import {
  type CopyRecord,
  type CopyToMerge,
  copyName,
  MERGE_STEP,
  type OrphanCopy,
} from '../../src/domain/conflict-copy.ts';
import type { EnhancementRecord, EnhancementState } from '../../src/domain/enhancement.ts';
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
import { isWorded } from '../../src/domain/merge/words.ts';
import { isItemName } from '../../src/domain/segment.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { personOn } from '../record/authors.ts';
import { contextOf, isOpen, stateOf } from '../record/enhancement-state.ts';
import type { Show } from '../show/show.ts';
import { type CopySides, copySides } from './copy-base.ts';

export interface EpisodeCopies {
  /** Copies that are in the tree, media among them. */
  readonly conflictCopies: readonly TreePath[];
  /** Those of one text that are not settled, oldest first. */
  readonly copies: (path: TreePath) => readonly CopyToMerge[];
  /** The newest copy of each text that there is no more. */
  readonly orphans: readonly OrphanCopy[];
  /** By the path of the copy, for those that are not settled. */
  readonly told: ReadonlyMap<TreePath, CopyTold>;
}

export interface CopyTold {
  /** The file that it is a copy of, under its present name. */
  readonly original: TreePath;
  /** `nothing`: who wrote what stands had seen all of it; `unreadable`: no text; `refused`: a person did not want it. */
  readonly copy: CopyToMerge | 'nothing' | 'unreadable' | 'refused';
}

/** `tree`: the root tree of main. */
export async function copiesOf(show: Show, episode: EpisodeId, tree: TreeId): Promise<EpisodeCopies> {
  const open = [...(await show.copies.read(episode)).values()].filter(
    ({ blob, isSettled }) => blob !== null && !isSettled,
  );
  const folder = open.length === 0 ? null : await show.repo.treeAt(tree, treePath(`episodes/${episode}`));
  const merges = open.length === 0 ? [] : await mergesOf(show, episode);
  const told = new Map<TreePath, CopyTold>();
  for (const record of open.sort((a, b) => a.writtenMs - b.writtenMs)) {
    const original = await originalOn(show, tree, record);
    const own = merges.filter((merge) => merge.isClean && merge.isOf(record));
    const isRefused = own.some(({ state }) => state === 'rejected' || state === 'reverted');
    const isMerged = own.some(({ state }) => state === 'landed');
    const copy = isRefused ? 'refused' : await toMerge(show, original, record, { folder, isMerged });
    told.set(record.path, { original, copy });
  }
  const found = new Map<TreePath, readonly CopyToMerge[]>();
  const orphans: OrphanCopy[] = [];
  for (const [path, group] of grouped(told.values(), ({ original }) => original)) {
    const some = group.flatMap(({ copy }) => (typeof copy === 'string' ? [] : [copy]));
    found.set(path, some);
    const newest = some.at(-1);
    const isGone = newest !== undefined && isMergeable(path) && (await show.repo.fileAt(tree, path)) === null;
    if (isGone) orphans.push({ ...newest, path });
  }
  const conflictCopies = await copiesThere(show, episode);
  return { conflictCopies, copies: (path) => found.get(path) ?? [], orphans, told };
}

/** Those that are in the episode's folder. */
export async function copiesThere({ copies }: Show, episode: EpisodeId): Promise<readonly TreePath[]> {
  return [...(await copies.read(episode)).values()].flatMap(({ path, gone }) =>
    gone === null ? [path] : [],
  );
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

type Sides = CopySides | 'nothing' | 'unreadable';

const sidesOf = new WeakMap<Show['copies'], Map<string, Sides>>();
const MOST_KNOWN = 500;
const KEY_CHARACTERS = 8;

/** An enhancement that merges conflict copies, or offers their words. */
export interface Merge {
  readonly kept: EnhancementRecord;
  readonly state: EnhancementState;
  readonly isOpen: boolean;
  /** It puts in what only the copies have; else it is a choice. */
  readonly isClean: boolean;
  /** `told`: as far as the copy is not settled. It is also about a copy that says the very same as the one it names. */
  isOf(record: Pick<CopyRecord, 'blob'>, told?: CopyTold): boolean;
}

export async function mergesOf(show: Show, episode: EpisodeId): Promise<readonly Merge[]> {
  await show.history.advance();
  const past = contextOf(show);
  const all = [...(await show.kept.read(episode)).all.values()];
  return all
    .filter(({ enhancement }) => enhancement.step === MERGE_STEP)
    .map((kept) => {
      const { change } = kept.enhancement;
      const names = fieldsOf(change).join(' ');
      const isClean = change.applicability === 'safe';
      const isOf: Merge['isOf'] = ({ blob }, copy) =>
        names.includes(copyKey(blob)) || (!isClean && copy !== undefined && offersWordsOf(change, copy));
      return { kept, state: stateOf(kept, past), isOpen: isOpen(kept, past), isClean, isOf };
    });
}

function offersWordsOf({ files }: Change, { original, copy }: CopyTold): boolean {
  if (typeof copy === 'string') return false;
  return files.some(
    (file) =>
      file.kind === 'edit' &&
      file.path === original &&
      file.edits.every(({ added }) => isWorded(added) && copy.theirs.includes(added.trim())),
  );
}

/** A reviewer, the policy or a hand has settled it. */
export function isDecided({ state }: Merge): boolean {
  return state === 'landed' || state === 'rejected' || state === 'reverted';
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
  const known = sidesOf.get(show.copies) ?? new Map<string, Sides>();
  sidesOf.set(show.copies, known);
  const place = `${blob} ${path} ${folder} ${seenMs}`;
  let sides = known.get(place);
  if (sides === undefined) {
    const text = blob === null ? null : decodeText(await show.repo.readBlob(blob as BlobId));
    const copy = { blob: blob ?? '', text: text ?? '', seenMs, writtenMs };
    sides = text === null ? 'unreadable' : ((await copySides(show, path, copy)) ?? 'nothing');
    known.set(place, sides);
    if (known.size > MOST_KNOWN) known.delete(known.keys().next().value as string);
  }
  if (typeof sides === 'string') return sides;
  const who = (by && personOn(show.settings(), by)?.name) ?? (by === null ? 'somebody' : `device ${by}`);
  return { key: copyKey(blob), who, isMerged, ...sides };
}

/** The name of a copy in the fields of the changes that merge it. */
function copyKey(blob: string | null): string {
  return (blob ?? '').slice(0, KEY_CHARACTERS);
}
