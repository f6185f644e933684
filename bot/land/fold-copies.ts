// Takes a conflict copy out of the tree once its file has all that it has to give, on all machines: earlier it would rise
// again, or its words would be nowhere for a while. Its text stays on its own ref.
import { type CopyRecord, type CopyToMerge, MERGE_STEP } from '../../src/domain/conflict-copy.ts';
import type { BlobId, EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { mergeTexts } from '../../src/markdown/merge-texts.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { removeFile } from '../../src/tree/remove.ts';
import { copiesOf, copyKey, originalOn } from '../plan/copies-to-merge.ts';
import { handsOffOf } from '../propose/hands-off.ts';
import { contextOf, isOpen, stateOf } from '../record/enhancement-state.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { holdsOf } from './holds.ts';
import { fileQuiet } from './quiet.ts';
import { syncWaits } from './sync-facts.ts';

export interface Folded {
  readonly paths: readonly TreePath[];
  /** When to look again, if some are left that may go by themselves; null if there are none. */
  readonly againMs: number | null;
}

/** Without Syncthing's word, the merged file must have had the time to get everywhere. */
const UNSEEN_MS = 10 * 60_000;
/** The version that kept the name may arrive after the copy. */
const SETTLES_MS = 60 * 60_000;
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
  const { copies } = await copiesOf(show, episode, tree);
  const gone: CopyRecord[] = [];
  const texts = new Map<TreePath, { id: BlobId; mode: '100644' }>();
  const handsOff = await handsOffOf(show, episode, (await show.kept.read(episode)).all);
  const isHeld = (await holdsOf(show, episode, handsOff)).length > 0;
  const offered = await offeredIn(show, episode);
  for (const record of open) {
    const path = await originalOn(show, tree, record);
    const entry = await show.repo.fileAt(tree, path);
    const text = entry === null ? null : decodeText(await show.repo.readBlob(entry.id));
    if (isHeld || record.gone !== null || text === null) continue;
    if (!isMerged(path, text, record, copies(path)) || !offered.mayGo(record)) continue;
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
  const settled = open.filter((record) => isSettled(show, record) && !offered.isOpen(record));
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
  const isFresh = left.some(({ seenMs }) => show.nowMs() - seenMs < SETTLES_MS);
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

function isMerged(
  path: TreePath,
  ours: string,
  { blob }: CopyRecord,
  copies: readonly CopyToMerge[],
): boolean {
  const own = copies.filter(({ key }) => key === copyKey(blob));
  return own.every(({ base, theirs }) => mergeTexts({ path, base, ours, theirs }).edits.length === 0);
}

function isSettled({ nowMs }: Show, { gone, seenMs }: CopyRecord): boolean {
  return gone !== null && nowMs() - seenMs > SETTLES_MS;
}

interface Offered {
  /** Something of it still waits for a decision. */
  isOpen(record: CopyRecord): boolean;
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
  return {
    isOpen: (record) => merges.some((one) => isOpen(one, past) && names(record, one.enhancement)),
    mayGo: (record) =>
      isAuto || merges.some((one) => stateOf(one, past) === 'landed' && names(record, one.enhancement)),
  };
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
