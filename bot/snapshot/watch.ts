// Reports which files of the tree have just changed. Makes no decision about them. When it may have missed something
// (events lost, folder away, no watches left) it reports `rescan` instead of guessing.
import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { type TreePath, treePath } from '../../src/domain/ids.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { kindOfPath, TRACKED_ROOTS } from '../../src/tree/ignore.ts';
import { scanTree } from '../../src/tree/scan.ts';
import { type FolderEvent, folderWatches } from './watch/folder-watches.ts';

export interface TreeEvent {
  readonly path: TreePath;
  /** A path that is gone may have been a folder. */
  readonly kind: 'present' | 'gone';
}

/** `rescan`: look at the whole tree. */
export type WatchBatch = 'rescan' | readonly TreeEvent[];

export interface WatchOptions {
  /** Called once per problem, not on every retry. */
  readonly onTrouble?: (fault: Fault) => void;
  /** Interval of `rescan`: a working watcher can still lose events in a burst, and hides the kernel's notice of it. */
  readonly rescanMs?: number;
  /** How often to check that the tree is still, or again, there; also the `rescan` interval if it can't be watched. */
  readonly checkMs?: number;
  /** Rejects while the tree's disk does not answer. Asked before each look at whether the tree is still there. */
  readonly ask?: () => Promise<void>;
}

export interface Watch {
  /** Reports these paths again a moment later. For code that writes into the tree: the watcher drops a file that came
   *  and went within one batch, and with it anything a person saved there in that moment. */
  lookAgain(paths: readonly TreePath[]): void;
  close(): Promise<void>;
}

const RESCAN_MS = 5 * 60_000;
const CHECK_MS = 10_000;
/** Longer than the half second for which the watcher gathers events at most. */
const AGAIN_MS = 600;
/** Each folder created since the start gets its own watch; beyond this many, watching anew is cheaper. */
const MAX_ADDED = 64;

/** Resolves when the tree is being watched, or when that turns out to be impossible for now. */
export async function watchTree(
  root: string,
  onBatch: (batch: WatchBatch) => void,
  { onTrouble = () => {}, rescanMs = RESCAN_MS, checkMs = CHECK_MS, ask = noWait }: WatchOptions = {},
): Promise<Watch> {
  const watches = folderWatches((error, events) => heard(error, events));
  let watched: string | null = null;
  let state: 'watching' | 'away' | 'blind' | 'closed' = 'watching';

  const isClosed = (): boolean => state === 'closed';
  const begin = async (): Promise<void> => {
    watched = identityOf(root);
    if (watched === null) return become('away', treeMissing(root));
    try {
      await watches.begin(realpathSync(root), untracked(root));
      if (!isClosed()) state = 'watching';
    } catch (error) {
      become('blind', watchFailed(error));
    }
  };
  const become = (next: 'away' | 'blind', fault: Fault): void => {
    if (isClosed() || state === next) return;
    state = next;
    onTrouble(fault);
  };
  const beginAgain = async (): Promise<void> => {
    await watches.end();
    if (isClosed()) return;
    await begin();
    if (state === 'watching' || state === 'blind') onBatch('rescan');
  };
  const heard = (error: Error | null, events: readonly FolderEvent[]): void => {
    if (error !== null && !isClosed()) queue(beginAgain);
    const base = isClosed() || error !== null ? null : realRoot(root);
    if (base === null) return;
    const { touches, folders } = sorted(base, events);
    if (touches.length > 0) onBatch(touches);
    if (folders.length > 0) queue(() => enter(base, folders));
  };
  /** Watches new folders, which are not watched below their first level and may already contain files. */
  const enter = async (base: string, folders: readonly TreePath[]): Promise<void> => {
    if (isClosed()) return;
    if (watches.size() + folders.length > MAX_ADDED) return beginAgain();
    try {
      for (const folder of folders) await watches.begin(`${base}/${folder}`, []);
    } catch (error) {
      if (folders.every((folder) => isFolder(`${base}/${folder}`))) become('blind', watchFailed(error));
    }
    const touches = await filesBelow(root, folders);
    if (touches.length > 0 && !isClosed()) onBatch(touches);
  };

  let work: Promise<void> = Promise.resolve();
  const queue = (next: () => Promise<void>): void => {
    work = work.then(next).catch((error: unknown) => become('blind', watchFailed(error)));
  };
  const check = async (): Promise<void> => {
    if (state === 'blind') return onBatch('rescan');
    const now = await identityNow(root, ask);
    if (now instanceof Fault) {
      if (now.code === 'TREE_MISSING' && state !== 'away') await watches.end();
      return become('away', now);
    }
    if (state === 'away' || now !== watched) await beginAgain();
  };

  await begin();
  const timers = [setInterval(() => queue(check), checkMs), setInterval(() => onBatch('rescan'), rescanMs)];
  const again = new Set<TreePath>();
  let looking: NodeJS.Timeout | null = null;
  const look = (): void => {
    looking = null;
    const touches = [...again].map((path) => ({ path, kind: 'present' as const }));
    again.clear();
    onBatch(touches);
  };
  return {
    lookAgain(paths) {
      if (isClosed() || paths.length === 0) return;
      for (const path of paths) again.add(path);
      if (looking !== null) clearTimeout(looking);
      looking = setTimeout(look, AGAIN_MS);
    },
    close: async () => {
      state = 'closed';
      if (looking !== null) clearTimeout(looking);
      for (const timer of timers) clearInterval(timer);
      await work;
      await watches.end();
    },
  };
}

async function noWait(): Promise<void> {}

function sorted(base: string, events: readonly FolderEvent[]): { touches: TreeEvent[]; folders: TreePath[] } {
  const touches: TreeEvent[] = [];
  const folders: TreePath[] = [];
  for (const event of events) {
    const path = treePath(event.path.slice(base.length + 1));
    if (kindOfPath(path) === 'volatile') continue;
    if (event.type === 'delete') touches.push({ path, kind: 'gone' });
    else if (isFolder(event.path)) folders.push(path);
    else touches.push({ path, kind: 'present' });
  }
  return { touches, folders };
}

async function filesBelow(root: string, folders: readonly TreePath[]): Promise<readonly TreeEvent[]> {
  const { files } = await scanTree(root, { under: folders });
  return [...files.keys()].map((path) => ({ path, kind: 'present' as const }));
}

/** Names in the tree that are not part of the show; watching them would be a waste. */
function untracked(root: string): readonly string[] {
  return readdirSync(root).filter((name) => !TRACKED_ROOTS.includes(name));
}

function isFolder(place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    // The snapshot reports what is wrong with it.
    if (systemCode(error) !== null) return false;
    throw error;
  }
}

function realRoot(root: string): string | null {
  try {
    return realpathSync(root);
  } catch (error) {
    // Also a share that was cut off: it may come back.
    if (systemCode(error) !== null) return null;
    throw error;
  }
}

/** Identifies the folder: another disk or folder under the same path is another tree. */
function identityOf(root: string): string | null {
  const place = realRoot(root);
  const stats = place === null ? undefined : lstatSync(place, { bigint: true, throwIfNoEntry: false });
  return stats?.isDirectory() ? `${place} ${stats.dev} ${stats.ino}` : null;
}

async function identityNow(root: string, ask: () => Promise<void>): Promise<string | Fault> {
  try {
    await ask();
  } catch (error) {
    return diskFault(error, root);
  }
  return identityOf(root) ?? treeMissing(root);
}

function treeMissing(root: string): Fault {
  return new Fault(
    'transient',
    'TREE_MISSING',
    `The show's folder ${root} is not there. Is its disk mounted?`,
  );
}

const LIMIT = '/proc/sys/fs/inotify/max_user_watches';

function watchFailed(error: unknown): Fault {
  const todo =
    process.platform === 'linux'
      ? `Raise fs.inotify.max_user_watches (now ${readFileSync(LIMIT, 'utf8').trim()}) with sysctl, one for each folder, and start again.`
      : 'Start again; if it stays so, ask for help with the line in the log.';
  return new Fault(
    'configuration',
    'WATCH_OFF',
    `The system does not let Show-Build watch all folders, so it looks from time to time. ${todo}`,
    { tech: String(error), cause: error },
  );
}
