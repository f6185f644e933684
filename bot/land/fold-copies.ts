// Takes a conflict copy out of the tree once its file has all that it has to give, on all machines: earlier it would rise
// again, or its words would be nowhere for a while. Its text stays on its own ref.
import { type CopyRecord, MERGE_STEP } from '../../src/domain/conflict-copy.ts';
import { infoPath } from '../../src/domain/episode.ts';
import {
  type BlobId,
  type CommitId,
  type EpisodeId,
  episodeOf,
  type TreePath,
} from '../../src/domain/ids.ts';
import { atRest, choicesOf, MOST_CHOICES } from '../../src/markdown/merge-copy.ts';
import { removeFile } from '../../src/tree/remove.ts';
import { switchedOff } from '../plan/admit.ts';
import { type CopyTold, copiesOf, isDecided, isMergeable, mergesOf } from '../plan/copies-to-merge.ts';
import { handsOffOf } from '../propose/hands-off.ts';
import { onDisk } from '../publish/replace-file.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { versionAt } from '../snapshot/landings-on.ts';
import { holdsOf, holdsOfStep } from './holds.ts';
import { fileQuiet } from './quiet.ts';
import { syncWaits } from './sync-facts.ts';

export interface Folded {
  readonly paths: readonly TreePath[];
  /** When to look again, if some are left that may go by themselves; null if there are none. */
  readonly againMs: number | null;
}

/** Without Syncthing's word, the merged file must have had the time to get everywhere. */
const UNSEEN_MS = 10 * 60_000;
/** An older version may arrive from a machine that was away, and take the merge's place. */
const SETTLES_MS = 7 * 24 * 3_600_000;
/** In this time a merge may be about to land. */
const FRESH_MS = 60 * 60_000;
const AGAIN_MS = 15_000;
const LATER_MS = 5 * 60_000;

/** Call inside `show.exclusively`. */
export async function foldCopies(show: Show, episode: EpisodeId): Promise<Folded> {
  const open = [...(await show.copies.read(episode)).values()].filter(
    ({ blob, isSettled }) => blob !== null && !isSettled,
  );
  const main = open.length === 0 ? null : await show.repo.ref(MAIN);
  if (main === null) return { paths: [], againMs: null };
  const { tree } = await show.repo.readCommit(main);
  const { told } = await copiesOf(show, episode, tree);
  const offered = await offeredIn(show, episode);
  const gone: CopyRecord[] = [];
  const texts = new Map<TreePath, { id: BlobId; mode: '100644' }>();
  for (const record of (await isHeld(show, episode)) ? [] : open) {
    const about = record.gone === null ? told.get(record.path) : undefined;
    if (!about || !(await isGoing(show, main, { record, told: about, offered }))) continue;
    const removal = await removeFile(show.treeDisk, record.path, record.blob as BlobId);
    if (removal.kind !== 'removed') continue;
    const last = removal.seen.at(-1);
    // A program wrote into it at that moment: those words are in it too.
    const blob = last === undefined ? record.blob : await show.repo.writeBlob(last);
    if (last !== undefined) texts.set(record.path, { id: blob as BlobId, mode: '100644' });
    gone.push({ ...record, blob, gone: { atMs: show.nowMs(), by: 'bot' } });
    show.disk.remove(record.path);
  }
  const settled = open.filter(
    (record) => isSettled(show, record) && offered.isDone(record, told.get(record.path)),
  );
  await note(show, { gone, texts, settled });
  const paths = gone.map(({ path }) => path);
  if (paths.length > 0) {
    show.published.tell(paths);
    show.published.spread(paths);
  }
  return { paths, againMs: againMs(show, open, gone) };
}

async function isHeld(show: Show, episode: EpisodeId): Promise<boolean> {
  const handsOff = await handsOffOf(show, episode, (await show.kept.read(episode)).all);
  const held = await holdsOf(show, episode, handsOff);
  return held.length > 0 || holdsOfStep(show, MERGE_STEP, 0).length > 0;
}

interface Going {
  readonly record: CopyRecord;
  readonly told: CopyTold;
  readonly offered: Offered;
}

/** Looks first at what costs little. */
async function isGoing(show: Show, main: CommitId, { record, told, offered }: Going): Promise<boolean> {
  const { original } = told;
  if (!isMergeable(original) || !offered.mayGo(record, told) || !isRested(show, original, record))
    return false;
  const present = await versionAt(show, main, original);
  if (present === null || (await isOff(show, main, original, present.text))) return false;
  if (!offered.isTold(record, told, present.text)) return false;
  // Invariant 3, for the file that has its words: what is on main is on the disk at this moment.
  if ((await onDisk(show, original))?.blob !== present.blob) return false;
  return isEverywhere(show, [original, record.path]);
}

async function isOff(show: Show, main: CommitId, path: TreePath, text: string): Promise<boolean> {
  const episode = episodeOf(path);
  if (episode === null) return false;
  const info = await versionAt(show, main, infoPath(episode));
  const files = new Map([[path, text], ...(info === null ? [] : [[infoPath(episode), info.text] as const])]);
  return switchedOff({ episode, files, documents: show.documents }, path) !== null;
}

function againMs(show: Show, open: readonly CopyRecord[], gone: readonly CopyRecord[]): number | null {
  const left = open.filter(
    (record) => record.gone === null && !gone.some(({ path }) => path === record.path),
  );
  const isFresh = left.some(({ seenMs }) => show.nowMs() - seenMs < FRESH_MS);
  return left.length === 0 ? null : show.nowMs() + (isFresh ? AGAIN_MS : LATER_MS);
}

interface Noted {
  readonly gone: readonly CopyRecord[];
  readonly texts: ReadonlyMap<TreePath, { readonly id: BlobId; readonly mode: '100644' }>;
  readonly settled: readonly CopyRecord[];
}

async function note(show: Show, { gone, texts, settled }: Noted): Promise<void> {
  const atMs = show.nowMs();
  if (gone.length > 0)
    await show.copies.write({
      records: gone,
      texts,
      message: `Fold ${gone.map(({ path }) => path).join(', ')}`,
      atMs,
    });
  const records = settled.map((record) => ({ ...record, isSettled: true }));
  if (records.length > 0) await show.copies.write({ records, message: 'Nothing is left to decide', atMs });
}

function isSettled({ nowMs }: Show, { gone, seenMs }: CopyRecord): boolean {
  return gone !== null && nowMs() - seenMs > SETTLES_MS;
}

interface Offered {
  /** Its words are in the file, and all that is left is before a person or was decided. */
  isTold(record: CopyRecord, told: CopyTold, ours: string): boolean;
  /** It had nothing to give, or something of it was decided and nothing is left open. */
  isDone(record: CopyRecord, told: CopyTold | undefined): boolean;
  /** True if a person took what it has, or changes may land by themselves. */
  mayGo(record: CopyRecord, told: CopyTold): boolean;
}

async function offeredIn(show: Show, episode: EpisodeId): Promise<Offered> {
  const merges = await mergesOf(show, episode);
  const own = (record: CopyRecord, told?: CopyTold) => merges.filter((one) => one.isOf(record, told));
  const { merge, conflicts, steps } = show.settings();
  const isOn = show.decisions.memory().auto ?? merge.named;
  const isAuto = isOn && (steps[MERGE_STEP]?.policy ?? conflicts) === 'auto';
  return {
    isTold(record, told, ours) {
      const { original, copy } = told;
      if (typeof copy === 'string') return copy !== 'unreadable';
      const merged = atRest(original, ours, copy);
      if (!copy.isMerged && merged !== null && merged !== ours) return false;
      const choices = choicesOf(original, ours, copy);
      if (choices.length > MOST_CHOICES) return false;
      return choices.length === 0 || own(record, told).length > 0;
    },
    isDone(record, told) {
      const all = own(record, told);
      return told?.copy === 'nothing' || (all.some(isDecided) && !all.some(({ isOpen }) => isOpen));
    },
    mayGo: (record, told) => isAuto || own(record, told).some(isDecided),
  };
}

/** Its words have had the time to get everywhere. */
function isRested(show: Show, path: TreePath, { seenMs }: CopyRecord): boolean {
  const leastMs = show.sync === null ? UNSEEN_MS : show.settings().merge.settleRemoteMs;
  const { quietMs } = fileQuiet(show, path);
  return show.nowMs() - seenMs >= leastMs && (quietMs === null || quietMs >= leastMs);
}

async function isEverywhere(show: Show, paths: readonly TreePath[]): Promise<boolean> {
  const wait = await syncWaits(show)({
    title: '',
    why: '',
    applicability: 'safe',
    files: paths.map((path) => ({ kind: 'edit', path, edits: [] })),
  });
  return wait === null;
}
