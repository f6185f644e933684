// The conflict copies ever seen, for people: who wrote them, what became of them. Reads only.
import type { ConflictDetail, ConflictRow, ConflictsDesk, FileDifference } from '../../src/desk.ts';
import { type CopyRecord, copyName, MERGE_STEP } from '../../src/domain/conflict-copy.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import {
  type BlobId,
  type EpisodeId,
  episodeOf,
  type ShortDeviceId,
  type TreeId,
  type TreePath,
  treePath,
} from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { deviceNamed } from '../../src/tools/syncthing/presence.ts';
import { differing } from '../history/differences.ts';
import { copiesOf, copyKey, isMergeable, originalOn } from '../plan/copies-to-merge.ts';
import { personOn } from '../record/authors.ts';
import { contextOf, isOpen, stateOf } from '../record/enhancement-state.ts';
import { requireMain } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

export function conflictsDesk(show: Show): ConflictsDesk {
  return {
    async conflicts() {
      const rows: ConflictRow[] = [];
      const records = await show.copies.all();
      const tree = records.length === 0 ? null : await mainTree(show);
      if (tree !== null) for (const record of records) rows.push(await rowOf(show, tree, record));
      return rows.sort((a, b) => b.seenMs - a.seenMs || (a.path < b.path ? -1 : 1));
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

/** How many lie in the tree and still have something to give. */
export async function openConflicts(show: Show): Promise<number> {
  return (await show.copies.all()).filter(({ gone, isSettled }) => gone === null && !isSettled).length;
}

async function mainTree(show: Show): Promise<TreeId> {
  return (await show.repo.readCommit(await requireMain(show))).tree;
}

async function rowOf(show: Show, tree: TreeId, record: CopyRecord): Promise<ConflictRow> {
  const { path, by, seenMs, writtenMs, bytes, gone } = record;
  const changes = await changesOf(show, record);
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
    state: stateIn(show, changes, record.blob !== null && isMergeable(original)),
    gone,
    changes: changes.map(({ kept, state }) => ({
      id: kept.enhancement.id,
      title: kept.enhancement.change.title,
      state,
    })),
  };
}

interface Merging {
  readonly kept: EnhancementRecord;
  readonly state: ReturnType<typeof stateOf>;
}

/** Those that are open or were decided; one that another took the place of is told by that. */
async function changesOf(show: Show, { path, blob }: CopyRecord): Promise<readonly Merging[]> {
  const episode = episodeOf(path);
  if (episode === null || blob === null) return [];
  const past = contextOf(show);
  const { all } = await show.kept.read(episode);
  return [...all.values()]
    .filter(({ enhancement: { step, change } }) => {
      const isMerge = step === MERGE_STEP;
      return isMerge && JSON.stringify(change.files).includes(copyKey(blob));
    })
    .map((kept) => ({ kept, state: stateOf(kept, past) }))
    .filter(({ kept, state }) => isOpen(kept, past) || TOLD.has(state));
}

const TOLD: ReadonlySet<string> = new Set(['landed', 'rejected', 'reverted']);

function stateIn(show: Show, changes: readonly Merging[], isOurs: boolean): ConflictRow['state'] {
  const past = contextOf(show);
  const open = changes.filter(({ kept }) => isOpen(kept, past));
  if (open.some(({ kept }) => kept.enhancement.change.applicability === 'unsafe')) return 'choice';
  if (open.length > 0) return 'waits';
  if (changes.some(({ state }) => state === 'landed')) return 'merged';
  if (changes.length > 0) return 'decided';
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
  const row = await rowOf(show, tree, record);
  if (record.blob === null) return { ...row, wrote: null, differs: null };
  const original = treePath(row.original);
  const copy: FileEntry = { id: record.blob as BlobId, mode: '100644' };
  const [base, now] = [await baseOf(show, record, tree), await show.repo.fileAt(tree, original)];
  return {
    ...row,
    wrote: base && (await difference(show, original, base, copy)),
    differs: now && (await difference(show, original, now, copy)),
  };
}

async function baseOf(show: Show, record: CopyRecord, tree: TreeId): Promise<FileEntry | null> {
  const episode = episodeOf(record.path);
  if (episode === null) return null;
  const { copies } = await copiesOf(show, episode as EpisodeId, tree);
  const own = copies(await originalOn(show, tree, record)).find(({ key }) => key === copyKey(record.blob));
  if (own?.base == null) return null;
  return { id: show.repo.hashBlob(Buffer.from(own.base)), mode: '100644' };
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
