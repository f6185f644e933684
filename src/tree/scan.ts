// The whole tree as the disk has it: path → stat. Big trees are walked by worker threads; where those can't be had
// (a small tree, TypeScript sources), by this one. Absent means absent: what could not be looked at stands in `unreadable`.
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
  /** How many files are as they were seen before, and so are not among `files`. */
  readonly same: number;
  readonly unreadable: readonly Unreadable[];
}

/** Is the file as it was seen before? Asked of every file, so that a look at 140,000 of them makes no list. */
export type AsSeen = (path: TreePath, stat: Omit<DiskStat, 'mode' | 'kind'>) => boolean;

export interface ScanOptions {
  readonly under?: TreePath;
  readonly asSeen?: AsSeen;
}

const NEVER_SEEN: AsSeen = () => false;

/** Below this, starting threads costs more than they save. */
const FOLDERS_WORTH_THREADS = 400;
/** More threads than this wait for the same disk. */
const MAX_THREADS = 4;

/** All files of content and all conflict copies; with `under`, only that file or folder. */
export async function scanTree(root: string, options: ScanOptions = {}): Promise<Scan> {
  const { under, asSeen = NEVER_SEEN } = options;
  requireFolder(root);
  if (under !== undefined) return scanHere(root, [under], asSeen);
  const episodes = listEpisodes(root);
  const others = TRACKED_ROOTS.filter((name) => name !== 'episodes');
  const worker = new URL('./scan-worker.js', import.meta.url);
  if (episodes === null || episodes.length < FOLDERS_WORTH_THREADS || !existsSync(worker)) {
    return scanHere(root, TRACKED_ROOTS, asSeen);
  }
  return scanWithThreads(worker, root, [...others, ...episodes], asSeen);
}

/** Is it unknown whether this path is on disk? Then nobody may say that it was deleted. */
export function isUnknown(scan: Scan, path: TreePath): boolean {
  return scan.unreadable.some((found) => path === found.path || path.startsWith(`${found.path}/`));
}

/** A missing root is a disk that is not mounted, never a show that was deleted. */
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

/** Null where it can't be listed as plain folders; the walk then says why. */
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

/** What a thread is given; `next` counts the paths that were taken, by all threads together. */
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

/** This thread's own part: it would only wait, and what it looks at need not be handed over. */
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
    // Whoever asks the service something meanwhile is answered.
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
