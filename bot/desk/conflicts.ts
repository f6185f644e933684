// The conflict copies ever seen, for people: who wrote them, what became of them. Reads only.
import type { ConflictDetail, ConflictRow, ConflictsDesk, FileDifference } from '../../src/desk.ts';
import { type CopyRecord, copyName } from '../../src/domain/conflict-copy.ts';
import {
  type BlobId,
  type EpisodeId,
  episodeOf,
  type ShortDeviceId,
  type TreeId,
  type TreePath,
  treePath,
} from '../../src/domain/ids.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { deviceNamed } from '../../src/tools/syncthing/presence.ts';
import { differing } from '../history/differences.ts';
import {
  copiesOf,
  type EpisodeCopies,
  isDecided,
  isMergeable,
  type Merge,
  mergesOf,
  originalOn,
} from '../plan/copies-to-merge.ts';
import { personOn } from '../record/authors.ts';
import { requireMain } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

export function conflictsDesk(show: Show): ConflictsDesk {
  return {
    async conflicts() {
      const rows = await rowsOfCopies(show, await show.copies.all());
      return [...rows].sort((a, b) => b.seenMs - a.seenMs || (a.path < b.path ? -1 : 1));
    },
    async conflict(path) {
      const place = treePath(path);
      const record = (await show.copies.read(episodeOf(place))).get(place);
      if (record === undefined)
        throw new Fault('usage', 'NO_FILE', `No conflict copy ${path} has been seen in this show`);
      return detailOf(show, record);
    },
  };
}

/** Grouped by episode. */
export async function rowsOfCopies(
  show: Show,
  records: readonly CopyRecord[],
): Promise<readonly ConflictRow[]> {
  const rows: ConflictRow[] = [];
  const tree = records.length === 0 ? null : await mainTree(show);
  if (tree === null) return rows;
  for (const [episode, group] of grouped(records, ({ path }) => episodeOf(path))) {
    const known = await knownIn(show, tree, episode);
    for (const record of group) rows.push(await rowOf(show, known, record));
  }
  return rows;
}

/** How many lie in the tree and still have something to give. */
export async function openConflicts(show: Show): Promise<number> {
  return (await show.copies.all()).filter(({ gone, isSettled }) => gone === null && !isSettled).length;
}

async function mainTree(show: Show): Promise<TreeId> {
  return (await show.repo.readCommit(await requireMain(show))).tree;
}

interface Known {
  readonly tree: TreeId;
  readonly merges: readonly Merge[];
  readonly told: EpisodeCopies['told'];
}

async function knownIn(show: Show, tree: TreeId, episode: EpisodeId | null): Promise<Known> {
  if (episode === null) return { tree, merges: [], told: new Map() };
  const [merges, { told }] = [await mergesOf(show, episode), await copiesOf(show, episode, tree)];
  // One that another took the place of is told by that.
  return { tree, told, merges: merges.filter((one) => one.isOpen || isDecided(one)) };
}

async function rowOf(show: Show, known: Known, record: CopyRecord): Promise<ConflictRow> {
  const { path, by, seenMs, writtenMs, bytes, gone } = record;
  const { tree, told } = known;
  const merges = record.blob === null ? [] : known.merges.filter((one) => one.isOf(record, told.get(path)));
  const original = await originalOn(show, tree, record);
  return {
    path,
    original,
    episode: episodeOf(path),
    by: by === null ? null : nameOn(show, by),
    winner: nameOn(show, copyName(path)?.winner ?? ('' as ShortDeviceId)),
    writtenMs,
    seenMs,
    bytes,
    state: stateIn(merges, record.blob !== null && isMergeable(original)),
    gone,
    changes: merges.map(({ kept, state }) => ({
      id: kept.enhancement.id,
      title: kept.enhancement.change.title,
      state,
    })),
  };
}

function stateIn(merges: readonly Merge[], isOurs: boolean): ConflictRow['state'] {
  const open = merges.filter(({ isOpen }) => isOpen);
  if (open.some(({ isClean }) => !isClean)) return 'choice';
  if (open.length > 0) return 'waits';
  if (merges.some(({ state }) => state === 'landed')) return 'merged';
  if (merges.length > 0) return 'decided';
  return isOurs ? 'nothing' : 'person';
}

function nameOn(show: Show, device: ShortDeviceId): string {
  const person = personOn(show.settings(), device);
  if (person !== null) return person.name;
  const now = show.sync?.view();
  const view = now?.state === 'unknown' ? now.last : now;
  return (view && deviceNamed(device, view)?.name) ?? `device ${device}`;
}

async function detailOf(show: Show, record: CopyRecord): Promise<ConflictDetail> {
  const tree = await mainTree(show);
  const known = await knownIn(show, tree, episodeOf(record.path));
  const row = await rowOf(show, known, record);
  if (record.blob === null) return { ...row, wrote: null, differs: null };
  const original = treePath(row.original);
  const copy: FileEntry = { id: record.blob as BlobId, mode: '100644' };
  const [base, now] = [baseOf(show, record, known), await show.repo.fileAt(tree, original)];
  return {
    ...row,
    wrote: base && (await difference(show, original, base, copy)),
    differs: now && (await difference(show, original, now, copy)),
  };
}

function baseOf(show: Show, { path }: CopyRecord, { told }: Known): FileEntry | null {
  const copy = told.get(path)?.copy;
  const base = copy === undefined || typeof copy === 'string' ? null : copy.base;
  return base === null ? null : { id: show.repo.hashBlob(Buffer.from(base)), mode: '100644' };
}

/** Null if they are the same. */
async function difference(
  show: Show,
  path: TreePath,
  before: FileEntry,
  after: FileEntry,
): Promise<FileDifference | null> {
  if (before.id === after.id) return null;
  const { files } = await differing(show, [{ path, pathBefore: null, kind: 'changed', before, after }]);
  return files[0] ?? null;
}
