// Compares the disk with main and returns what people changed. Never takes “could not read” for “deleted”.
import { type CommitId, episodeOf, type TreeId, type TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { modeOf } from '../../src/git/file-mode.ts';
import type { FileEntry } from '../../src/git/object.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { type AsSeen, type Scan, scanTree, unknownTo } from '../../src/tree/scan.ts';
import type { DiskStat } from '../../src/tree/stat.ts';
import { isPointed, meantBy } from '../publish/lfs-content.ts';
import { ORIGINALS } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { type ChangedFile, enter } from './changed-file.ts';
import { type FileOnDisk, inspectFile } from './inspect-file.ts';
import { leftOut } from './left-out.ts';

/** Files whose content may differ from main's, by path: the stat on disk, null if the file is gone. */
export type Suspects = ReadonlyMap<TreePath, DiskStat | null>;

interface Found<T> {
  readonly found: T;
  readonly problems: readonly Fault[];
}

interface Main {
  readonly id: CommitId;
  readonly tree: TreeId;
}

/** Looks at names and stats, and reads no file. `only`: at or below these paths; null: in the whole tree. */
export async function findSuspects(
  show: Show,
  main: Main,
  only: readonly TreePath[] | null,
): Promise<Found<Suspects>> {
  const isKnown = show.disk.syncedWith() === main.id;
  const { scan, gone } = only === null ? await all(show, main, isKnown) : await among(show, main, only);
  // Without the index in step, main itself is asked; with it, a scan of the whole tree has left out the unchanged ones.
  const onMain = isKnown || only !== null ? null : await filesOf(show, main.tree);
  const found = new Map<TreePath, DiskStat | null>();
  for (const [path, stat] of scan.files) {
    const isSame = isKnown ? show.disk.isAsSeen(path, stat) : isProven(show, path, stat, onMain);
    if (!isSame) found.set(path, stat);
  }
  for (const path of gone) found.set(path, null);
  return { found, problems: scan.unreadable.map(leftOut) };
}

/** Reads the suspects and returns those that a person changed; notes the others as seen. */
export async function findChanged(
  show: Show,
  { tree }: Pick<Main, 'tree'>,
  suspects: Suspects,
): Promise<Found<readonly ChangedFile[]>> {
  const onMain = await show.repo.filesAmong(tree, suspects.keys());
  const found: ChangedFile[] = [];
  const problems: Fault[] = [];
  let read = 0;
  for (const [path, stat] of suspects) {
    try {
      const changed = await compare(show, path, stat, onMain.get(path) ?? null);
      if (changed) found.push(changed);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      problems.push(error);
    }
    read += 1;
    if (read % READ_AT_ONCE === 0) await new Promise<void>((resume) => setImmediate(resume));
  }
  return { found, problems };
}

/** Reading blocks the event loop; after this many files, requests are answered. */
const READ_AT_ONCE = 64;

// ---- looking ----

interface Look {
  readonly scan: Pick<Scan, 'files' | 'unreadable'>;
  readonly gone: readonly TreePath[];
}

async function all(show: Show, { tree }: Main, isKnown: boolean): Promise<Look> {
  const { disk, root } = show;
  const asSeen: AsSeen = (path, stat) => isKnown && disk.isAsSeen(path, stat);
  const scan = await scanTree(root, { asSeen });
  requireSomething(show, scan);
  const found = scan.same + [...scan.files.keys()].filter((path) => disk.get(path) !== null).length;
  if (isKnown && found === disk.size()) return { scan, gone: [] }; // No known file is missing.
  const whole = scan.same > 0 ? await scanTree(root) : scan;
  const expected = isKnown
    ? disk.paths()
    : [...(await filesOf(show, tree)).keys(), ...disk.paths(), ...(await copiesThere(show))];
  return { scan, gone: missingFrom(whole, expected) };
}

async function among(show: Show, { tree }: Main, only: readonly TreePath[]): Promise<Look> {
  const { repo, root } = show;
  const scan = await scanTree(root, { under: only });
  const onMain = await repo.filesAmong(tree, only);
  const copies = await copiesAmong(show, only);
  // Include media outside Git, which can be deleted too.
  const recorded = await repo.ref(ORIGINALS);
  const beside = recorded && (await repo.filesAmong((await repo.readCommit(recorded)).tree, only));
  return { scan, gone: missingFrom(scan, [...onMain.keys(), ...(beside ?? new Map()).keys(), ...copies]) };
}

async function copiesThere({ copies }: Show): Promise<readonly TreePath[]> {
  return (await copies.all()).flatMap(({ path, gone }) => (gone === null ? [path] : []));
}

/** Conflict copies that are on record as being at or below these paths. */
async function copiesAmong({ copies }: Show, only: readonly TreePath[]): Promise<readonly TreePath[]> {
  const found: TreePath[] = [];
  for (const episode of new Set(only.map(episodeOf)))
    for (const { path, gone } of (await copies.read(episode)).values())
      if (gone === null && only.some((one) => path === one || path.startsWith(`${one}/`))) found.push(path);
  return found;
}

function missingFrom(scan: Look['scan'], expected: Iterable<TreePath>): readonly TreePath[] {
  const isUnknown = unknownTo(scan);
  return [...expected].filter((path) => !scan.files.has(path) && !isUnknown(path));
}

/** Throws for an empty tree: an unmounted disk is more likely than a show deleted on purpose. */
function requireSomething({ root }: Show, { files, same, unreadable }: Scan): void {
  if (files.size + same + unreadable.length > 0) return;
  const sentence = `${root} is empty. Is its disk mounted? Nothing is taken for deleted until a file is there again`;
  throw new Fault('transient', 'TREE_EMPTY', sentence);
}

async function filesOf({ repo }: Show, tree: TreeId): Promise<ReadonlyMap<TreePath, FileEntry>> {
  return new Map((await repo.listFiles(tree)).map(({ path, id, mode }) => [path, { id, mode }]));
}

/** True if the file is as last seen, and had main's content then. Null: main is not known. */
function isProven(
  { disk }: Show,
  path: TreePath,
  stat: DiskStat,
  onMain: ReadonlyMap<TreePath, FileEntry> | null,
): boolean {
  const state = onMain !== null && disk.isAsSeen(path, stat) ? disk.get(path) : null;
  if (state === null) return false;
  const entry = onMain?.get(path) ?? null;
  if (state.blob === null) return entry === null && state.sha256 !== null;
  const mode = stat.kind === 'symlink' ? '120000' : modeOf(stat);
  return entry !== null && entry.id === state.blob && entry.mode === mode;
}

// ---- reading ----

async function compare(
  show: Show,
  path: TreePath,
  stat: DiskStat | null,
  before: FileEntry | null,
): Promise<ChangedFile | null> {
  const lookedAtMs = show.nowMs();
  const seen: FileOnDisk =
    stat === null
      ? { kind: 'absent' }
      : await inspectFile(show.repo, show.root, path, stat, await keepsMedia(show, path, before));
  const arrivedMs = seen.kind === 'absent' ? lookedAtMs : arrivalOf(show, path, seen.stat, lookedAtMs);
  const changed = { path, before, seen, arrivedMs };
  if (seen.kind === 'absent') {
    const wasBeside = show.disk.get(path)?.sha256 != null || kindOfPath(path) === 'conflict';
    return before === null && !wasBeside ? null : changed;
  }
  const isSame =
    seen.kind !== 'content'
      ? before === null && show.disk.get(path)?.sha256 === seen.sha256
      : before?.id === seen.blob && before.mode === seen.mode;
  if (!isSame) return changed;
  enter(show, changed);
  return null;
}

/** A pointer on main stays one, whoever writes the file next. */
async function keepsMedia(
  { repo, settings }: Show,
  path: TreePath,
  before: FileEntry | null,
): Promise<'generated' | 'all'> {
  return isPointed(await meantBy(repo, path, before)) ? 'all' : settings().media.keep;
}

function arrivalOf(show: Show, path: TreePath, stat: DiskStat, nowMs: number): number {
  return Math.min(nowMs, show.clocks.lastArrival(path)?.atMs ?? Number(stat.ctimeNs / 1000000n));
}
