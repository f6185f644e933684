// Takes a conflict copy out of the tree once its file has all that it has to give, on all machines: earlier it would rise
// again, or its words would be nowhere for a while. Its text stays on its own ref.
import { type CopyRecord, type CopyToMerge, MERGE_STEP } from '../../src/domain/conflict-copy.ts';
import { infoPath } from '../../src/domain/episode.ts';
import type { BlobId, EpisodeId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { isBotOff } from '../../src/markdown/bot-key.ts';
import { atRest, choicesOf, MOST_CHOICES } from '../../src/markdown/merge-copy.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { removeFile } from '../../src/tree/remove.ts';
import { copiesOf, copyKey, isMergeable, originalOn } from '../plan/copies-to-merge.ts';
import { handsOffOf } from '../propose/hands-off.ts';
import { contextOf, isOpen, stateOf } from '../record/enhancement-state.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
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
  const gone: CopyRecord[] = [];
  const texts = new Map<TreePath, { id: BlobId; mode: '100644' }>();
  const handsOff = await handsOffOf(show, episode, (await show.kept.read(episode)).all);
  const held = await holdsOf(show, episode, handsOff);
  const paused = holdsOfStep(show, MERGE_STEP, 0);
  const isHeld = held.length + paused.length > 0 || (await isBotOffIn(show, episode, tree));
  const offered = await offeredIn(show, episode);
  for (const record of open) {
    const path = await originalOn(show, tree, record);
    const entry = await show.repo.fileAt(tree, path);
    const text = entry === null ? null : decodeText(await show.repo.readBlob(entry.id));
    if (isHeld || record.gone !== null || text === null) continue;
    const copy = told.get(record.path) ?? 'unreadable';
    if (!isMergeable(path) || !offered.isTold(record, copy, path, text) || !offered.mayGo(record)) continue;
    if (!(await isOnDisk(show, path, entry?.id ?? null))) continue;
    if (!(await isEverywhere(show, path, record))) continue;
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
  isTold(record: CopyRecord, copy: CopyToMerge | string, path: TreePath, ours: string): boolean;
  /** It had nothing to give, or something of it was decided and nothing is left open. */
  isDone(record: CopyRecord, copy: CopyToMerge | string | undefined): boolean;
  /** True if a person took what it has, or changes may land by themselves. */
  mayGo(record: CopyRecord): boolean;
}

async function offeredIn(show: Show, episode: EpisodeId): Promise<Offered> {
  await show.history.advance();
  const past = contextOf(show);
  const merges = [...(await show.kept.read(episode)).all.values()].filter(
    ({ enhancement }) => enhancement.step === MERGE_STEP,
  );
  const names = (record: CopyRecord, { change }: (typeof merges)[number]['enhancement']) =>
    JSON.stringify(change.files).includes(`${copyKey(record.blob)}`);
  const { merge, conflicts, steps } = show.settings();
  const isAuto = (past.memory.auto ?? merge.named) && (steps[MERGE_STEP]?.policy ?? conflicts) === 'auto';
  const own = (record: CopyRecord) => merges.filter((one) => names(record, one.enhancement));
  const isDecided = (record: CopyRecord) => own(record).some((one) => DECIDED.has(stateOf(one, past)));
  return {
    isTold(record, copy, path, ours) {
      if (typeof copy === 'string') return copy !== 'unreadable';
      const merged = atRest(path, ours, copy);
      if (!copy.isMerged && merged !== null && merged !== ours) return false;
      const choices = choicesOf(path, ours, copy);
      if (choices.length > MOST_CHOICES) return false;
      return choices.length === 0 || own(record).length > 0;
    },
    isDone: (record, copy) =>
      copy === 'nothing' || (isDecided(record) && !own(record).some((one) => isOpen(one, past))),
    mayGo: (record) => isAuto || isDecided(record),
  };
}

const DECIDED: ReadonlySet<string> = new Set(['landed', 'rejected', 'reverted']);

/** Invariant 3, for the file that has its words: what is on main is on the disk at this moment. */
async function isOnDisk({ root, repo }: Show, path: TreePath, blob: BlobId | null): Promise<boolean> {
  const reading = await readFileWhole(root, path);
  return !reading.absent && repo.hashBlob(reading.bytes) === blob;
}

async function isBotOffIn(show: Show, episode: EpisodeId, tree: TreeId): Promise<boolean> {
  const path = infoPath(episode);
  const entry = await show.repo.fileAt(tree, path);
  const text = entry === null ? null : decodeText(await show.repo.readBlob(entry.id));
  return text !== null && isBotOff(show.documents.info(path, text));
}

async function isEverywhere(
  show: Show,
  path: TreePath,
  { path: copy, seenMs }: CopyRecord,
): Promise<boolean> {
  const { settleRemoteMs } = show.settings().merge;
  const nowMs = show.nowMs();
  const { quietMs } = fileQuiet(show, path);
  const leastMs = show.sync === null ? UNSEEN_MS : settleRemoteMs;
  if (nowMs - seenMs < leastMs || (quietMs !== null && quietMs < leastMs)) return false;
  const wait = await syncWaits(show)({
    title: '',
    why: '',
    applicability: 'safe',
    files: [path, copy].map((one) => ({ kind: 'edit', path: one, edits: [] })),
  });
  return wait === null;
}
