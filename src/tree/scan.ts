// Scans the tree on disk: path → stat. Walks large trees with worker threads; small ones, and all when run from
// TypeScript sources, in this thread. A path missing from the result is absent: unreadable ones are in `unreadable`.
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { TreePath } from '../domain/ids.ts';
import { treePath } from '../domain/ids.ts';
import { Fault, isAbsent } from '../errors.ts';
import { diskFault } from './faults.ts';
import { isVolatileFile, TRACKED_ROOTS } from './ignore.ts';
import { BATCH, takeBatch } from './scan-batch.ts';
import { type Columns, spread } from './scan-columns.ts';
import type { DiskStat } from './stat.ts';
import { type Unreadable, type WalkSink, walk } from './walk.ts';

export interface Scan {
  readonly files: ReadonlyMap<TreePath, DiskStat>;
  /** Number of files unchanged since they were last seen, which are not in `files`. */
  readonly same: number;
  readonly unreadable: readonly Unreadable[];
}

/** Whether a file is unchanged since it was last seen. A callback, so that a scan of 140,000 files builds no list. */
export type AsSeen = (path: TreePath, stat: Omit<DiskStat, 'mode' | 'kind'>) => boolean;

export interface ScanOptions {
  readonly under?: readonly TreePath[];
  readonly asSeen?: AsSeen;
}

const NEVER_SEEN: AsSeen = () => false;

/** With fewer episodes, starting threads costs more than it saves. */
const FOLDERS_WORTH_THREADS = 400;
/** More threads would only wait for the same disk. */
const MAX_THREADS = 4;

/** Scans all content and conflict copies; with `under`, only these files and folders. */
export async function scanTree(root: string, options: ScanOptions = {}): Promise<Scan> {
  const { under, asSeen = NEVER_SEEN } = options;
  requireFolder(root);
  if (under !== undefined) return scanHere(root, under, asSeen);
  const episodes = listEpisodes(root);
  const others = TRACKED_ROOTS.filter((name) => name !== 'episodes');
  const worker = new URL('./scan-worker.js', import.meta.url);
  if (episodes === null || episodes.length < FOLDERS_WORTH_THREADS || !existsSync(worker)) {
    return scanHere(root, TRACKED_ROOTS, asSeen);
  }
  return scanWithThreads(worker, root, [...others, ...episodes], asSeen);
}

/** Whether the scan could not tell if a path exists. Such a path must not count as deleted. */
export function unknownTo({ unreadable }: Pick<Scan, 'unreadable'>): (path: TreePath) => boolean {
  const unread = new Set(unreadable.map(({ path }) => path));
  return (path) => {
    if (unread.size === 0) return false;
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
      if (unread.has(path.slice(0, end))) return true;
    return false;
  };
}

/** Throws if the root is missing: that means an unmounted disk, never a deleted show. */
function requireFolder(root: string): void {
  try {
    if (lstatSync(root).isDirectory() || lstatSync(`${root}/`).isDirectory()) return;
  } catch (error) {
    if (!isAbsent(error)) throw diskFault(error, root);
  }
  throw new Fault(
    'transient',
    'TREE_MISSING',
    `The show's folder ${root} is not there. Is its disk mounted?`,
  );
}

/** Null if the episodes can't be listed by name; the walk then reports why. */
function listEpisodes(root: string): readonly string[] | null {
  if (!existsSync(`${root}/episodes`) || !lstatSync(`${root}/episodes`).isDirectory()) return null;
  const names = readdirSync(`${root}/episodes`).filter((name) => !isVolatileFile(name, 'episodes'));
  return names.some((name) => name.includes('\u{FFFD}')) ? null : names.map((name) => `episodes/${name}`);
}

function scanHere(root: string, paths: readonly string[], asSeen: AsSeen): Scan {
  const files = new Map<TreePath, DiskStat>();
  const unreadable: Unreadable[] = [];
  let same = 0;
  const sink: WalkSink = {
    file(path, stat) {
      if (asSeen(treePath(path), stat)) same += 1;
      else files.set(treePath(path), stat);
    },
    unreadable: (found) => unreadable.push(found),
  };
  for (const path of paths) walk(root, path, sink);
  return { files, same, unreadable };
}

/** Input of a thread. `next` counts the paths taken by all threads together. */
export interface ScanShare {
  readonly root: string;
  readonly paths: readonly string[];
  readonly next: Int32Array;
}

async function scanWithThreads(
  worker: URL,
  root: string,
  paths: readonly string[],
  asSeen: AsSeen,
): Promise<Scan> {
  const share: ScanShare = { root, paths, next: new Int32Array(new SharedArrayBuffer(4)) };
  const others = Math.max(1, Math.min(MAX_THREADS, availableParallelism()) - 1);
  const elsewhere = Array.from({ length: others }, () => scanInThread(worker, share));
  const here = { files: new Map<TreePath, DiskStat>(), same: 0, unreadable: [] as Unreadable[] };
  await scanShare(share, here, asSeen);
  for (const part of await Promise.all(elsewhere)) {
    here.same += spread(part, here.files, asSeen);
    here.unreadable.push(...part.unreadable);
  }
  return here;
}

/** This thread's own share: it would otherwise only wait, and its results need no transfer. */
async function scanShare(
  { root, paths, next }: ScanShare,
  found: { files: Map<TreePath, DiskStat>; same: number; unreadable: Unreadable[] },
  asSeen: AsSeen,
): Promise<void> {
  const sink: WalkSink = {
    file(path, stat) {
      if (asSeen(treePath(path), stat)) found.same += 1;
      else found.files.set(treePath(path), stat);
    },
    unreadable: (one) => found.unreadable.push(one),
  };
  for (let from = takeBatch(next); from < paths.length; from = takeBatch(next)) {
    for (const path of paths.slice(from, from + BATCH)) walk(root, path, sink);
    // Lets the service answer requests meanwhile.
    await new Promise<void>((resume) => setImmediate(resume));
  }
}

function scanInThread(worker: URL, share: ScanShare): Promise<Columns> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: share });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) =>
      reject(new Fault('bug', 'SCAN_THREAD', `A scanning thread ended with ${code}.`)),
    );
  });
}
