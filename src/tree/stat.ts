// File metadata with nanosecond times, and its comparison.
import { type BigIntStats, lstatSync } from 'node:fs';

export interface DiskStat {
  readonly bytes: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly inode: bigint;
  readonly mode: number;
  readonly kind: 'file' | 'symlink';
}

const FORMAT = 0o170000;
const FOLDER = 0o040000;
const SYMLINK = 0o120000;
const REGULAR = 0o100000;

export type DiskKind = 'file' | 'symlink' | 'folder' | 'other';

/** `other`: a pipe, socket or device, which can't be read like a file. */
function kindOfMode(mode: number): DiskKind {
  const format = mode & FORMAT;
  if (format === REGULAR) return 'file';
  if (format === FOLDER) return 'folder';
  return format === SYMLINK ? 'symlink' : 'other';
}

/** Null if it is neither a file nor a symlink. */
export function diskStat(stats: BigIntStats): DiskStat | null {
  const mode = Number(stats.mode);
  const kind = kindOfMode(mode);
  if (kind !== 'file' && kind !== 'symlink') return null;
  const { mtimeNs, ctimeNs, ino: inode } = stats;
  return { bytes: Number(stats.size), mtimeNs, ctimeNs, inode, mode, kind };
}

/** Of the file itself, not of what a link means; null if nothing is there, or neither a file nor a symlink. */
export function statAt(place: string): DiskStat | null {
  const stats = lstatSync(place, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : diskStat(stats);
}

/** Whether all fields that a write would change are equal. Can miss a write within one tick of the disk's clock (≤ 10
 *  ms), so trust it only for files whose ctime was already older than that when they were looked at. */
export function sameStat(a: DiskStat, b: DiskStat): boolean {
  return (
    a.mtimeNs === b.mtimeNs &&
    a.ctimeNs === b.ctimeNs &&
    a.bytes === b.bytes &&
    a.inode === b.inode &&
    a.mode === b.mode &&
    a.kind === b.kind
  );
}
