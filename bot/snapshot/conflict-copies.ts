// Keeps every conflict copy ever seen, on a ref of its own, even after it is gone. Copies are no content of the show:
// they are not on main, and a show that had them there gets them off in one commit.
import type { CopyRecord } from '../../src/domain/conflict-copy.ts';
import { type CommitId, episodeOf, type ShortDeviceId, type TreePath } from '../../src/domain/ids.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { copiesOffMessage } from '../record/commit-messages.ts';
import { BOT } from '../record/refs.ts';
import { indexedFiles } from '../show/indexed-files.ts';
import type { Show } from '../show/show.ts';
import { type ChangedFile, withFiles } from './changed-file.ts';

export function isCopy({ path }: Pick<ChangedFile, 'path'>): boolean {
  return kindOfPath(path) === 'conflict';
}

export async function recordCopies(show: Show, copies: readonly ChangedFile[]): Promise<void> {
  if (copies.length === 0) return;
  const there = copies.filter(({ seen }) => seen.kind !== 'absent').map(({ path }) => path);
  const indexed = there.length === 0 ? null : await indexedFiles(show, there);
  const records: CopyRecord[] = [];
  const texts = new Map<TreePath, FileEntry>();
  for (const one of copies) {
    const { path, seen } = one;
    const known = (await show.copies.read(episodeOf(path))).get(path) ?? null;
    const file = indexed?.get(path);
    const by = file?.kind === 'known' ? (file.local ?? file.global).modifiedBy : null;
    const record = recordOf(show, one, known, by);
    if (record === null) continue;
    records.push(record);
    if (seen.kind === 'absent' && known === null && one.before !== null) texts.set(path, one.before);
    if (seen.kind === 'copy') texts.set(path, { id: await show.repo.writeBlob(seen.bytes), mode: seen.mode });
  }
  const many = records.length === 1 ? 'a conflict copy' : `${records.length} conflict copies`;
  if (records.length > 0)
    await show.copies.write({ records, texts, message: `Keep ${many}`, atMs: show.nowMs() });
}

/** Null if nothing is new. */
function recordOf(
  show: Show,
  { path, seen, before, arrivedMs }: ChangedFile,
  known: CopyRecord | null,
  by: ShortDeviceId | null,
): CopyRecord | null {
  if (seen.kind === 'absent') {
    if (known === null && before !== null) return fromMain(show, path, before, arrivedMs);
    if (known === null || known.gone !== null) return null;
    return { ...known, gone: { atMs: show.nowMs(), by: 'person' } };
  }
  if (seen.kind === 'content') return null;
  if (known !== null && known.sha256 === seen.sha256)
    return known.gone === null ? null : { ...known, gone: null, seenMs: arrivedMs, isSettled: false };
  return {
    path,
    blob: seen.kind === 'copy' ? seen.blob : null,
    sha256: seen.sha256,
    bytes: seen.stat.bytes,
    seenMs: arrivedMs,
    writtenMs: Number(seen.stat.mtimeNs / 1_000_000n),
    by,
    asOf: show.decisions.count(),
    gone: null,
    isSettled: false,
  };
}

/** One that was content of the show, and went before the program looked: its words are on main. */
function fromMain(show: Show, path: TreePath, before: FileEntry, atMs: number): CopyRecord {
  const asOf = show.decisions.count();
  const gone = { atMs: show.nowMs(), by: 'person' as const };
  const sizes = { sha256: '', bytes: 0, seenMs: atMs, writtenMs: atMs };
  return { path, blob: before.id, ...sizes, by: null, asOf, gone, isSettled: false };
}

/** They stay on the disk until they are merged. */
export async function takeOffMain(
  show: Show,
  main: CommitId,
  copies: readonly ChangedFile[],
): Promise<CommitId> {
  const { tree } = await show.repo.readCommit(main);
  const signature = { ...BOT, atMs: show.nowMs() };
  const gone = copies.map((one) => ({ ...one, seen: { kind: 'absent' as const } }));
  return show.repo.writeCommit({
    tree: await withFiles(show.repo, tree, gone),
    parents: [main],
    author: signature,
    committer: signature,
    message: copiesOffMessage(copies.map(({ path }) => path)),
  });
}
