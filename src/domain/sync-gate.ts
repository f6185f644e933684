// Decides whether Syncthing is done with the files of a landing. What is on its way would be overtaken, and a version that
// another machine lacks would become a conflict copy there.
import { type Reason, reason } from './reason.ts';
import { ago } from './span.ts';

/** Syncthing's knowledge of one file that a landing changes. */
export interface FileSync {
  readonly name: string;
  /** Syncthing is writing it on this machine. */
  readonly isInFlight: boolean;
  /** The newest version known to Syncthing is the one on this machine. */
  readonly isNewest: boolean;
  /** The index has the bytes that are on this disk. */
  readonly isRead: boolean;
  /** Names of the connected machines that lack it. */
  readonly lackedBy: readonly string[];
  /** Time for which it has stood like this. */
  readonly sinceMs: number;
}

export interface SyncFacts {
  readonly nowMs: number;
  /** A number: Syncthing can't be asked, for so many milliseconds. */
  readonly files: readonly FileSync[] | number;
  /** It renames a file; a machine that is away would bring the old name back. */
  readonly isRename: boolean;
  /** Machines that are away, and for how long; null: never seen. */
  readonly away: readonly { readonly name: string; readonly forMs: number | null }[];
}

/** A machine may never get a file that it ignores, or a folder that it has paused. */
const LONGEST_MS = 5 * 60_000;
/** An index that is not read within this time belongs to a folder that nobody scans. */
const LONGEST_UNREAD_MS = 2 * 60_000;
/** It may be busy for a moment. A text is safe all the same: it has rested, and a newer one of a person wins. */
const SILENT_MS = 30_000;
/** A machine away for longer is not waited for: what it brings is merged. */
const AWAY_MS = 24 * 3_600_000;

export interface SyncWait {
  readonly reason: Reason;
  /** When it is let through at the latest. */
  readonly opensAtMs: number;
}

/** Null if nothing is waited for. */
export function syncWait({ nowMs, files, isRename, away }: SyncFacts): SyncWait | null {
  if (typeof files === 'number') {
    const leftMs = (isRename ? AWAY_MS : SILENT_MS) - files;
    const user = 'Syncthing can’t be asked whether anybody is editing it';
    return leftMs <= 0 ? null : { reason: reason('SYNC_UNKNOWN', user), opensAtMs: nowMs + leftMs };
  }
  for (const file of files) {
    const waits = fileWait(file);
    if (waits !== null) return { reason: waits.reason, opensAtMs: nowMs + waits.leftMs };
  }
  const gone = isRename ? away.find(({ forMs }) => forMs !== null && forMs < AWAY_MS) : undefined;
  if (gone === undefined) return null;
  const forMs = gone.forMs ?? 0;
  const user = `renames a file, and ${gone.name} is away (last seen ${ago(forMs)})`;
  return { reason: reason('SYNC_AWAY', user), opensAtMs: nowMs + AWAY_MS - forMs };
}

function fileWait(file: FileSync): { readonly reason: Reason; readonly leftMs: number } | null {
  const { name, isInFlight, isNewest, isRead, lackedBy, sinceMs } = file;
  if ((isInFlight || !isNewest) && sinceMs < LONGEST_MS) {
    const user = `a newer ${name} is on its way from another machine`;
    return { reason: reason('SYNC_ARRIVING', user), leftMs: LONGEST_MS - sinceMs };
  }
  if (!isRead && sinceMs < LONGEST_UNREAD_MS) {
    const user = `Syncthing has not read ${name} yet`;
    return { reason: reason('SYNC_UNREAD', user), leftMs: LONGEST_UNREAD_MS - sinceMs };
  }
  const [first] = lackedBy;
  if (first === undefined || sinceMs >= LONGEST_MS) return null;
  const who = lackedBy.length === 1 ? `${first} has` : `${first} and ${lackedBy.length - 1} more have`;
  return {
    reason: reason('SYNC_SPREADING', `${who} not got the last ${name} yet`),
    leftMs: LONGEST_MS - sinceMs,
  };
}
