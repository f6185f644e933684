// Packs the stats of many files into a few flat arrays, which can be transferred between threads without copying.
import type { TreePath } from '../domain/ids.ts';
import { treePath } from '../domain/ids.ts';
import type { DiskStat } from './stat.ts';
import type { Unreadable, WalkSink } from './walk.ts';

export interface Columns {
  readonly count: number;
  /** One joined string, because an array of strings would be copied one by one. No name contains the separator. */
  readonly paths: string;
  /** Per file: bytes, mode, kind (0 file, 1 symlink). */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Per file: mtimeNs, ctimeNs, inode. */
  readonly exact: BigInt64Array<ArrayBuffer>;
  readonly unreadable: readonly Unreadable[];
}

export interface ColumnSink extends WalkSink {
  columns(): Columns;
}

const SEPARATOR = '\0';
const FIRST_ROOM = 4096;

export function columnSink(): ColumnSink {
  const paths: string[] = [];
  const unreadable: Unreadable[] = [];
  let numbers = new Float64Array(3 * FIRST_ROOM);
  let exact = new BigInt64Array(3 * FIRST_ROOM);
  const file = (path: string, stat: DiskStat): void => {
    const at = 3 * paths.length;
    if (at === exact.length) [numbers, exact] = [grown(numbers, Float64Array), grown(exact, BigInt64Array)];
    paths.push(path);
    numbers[at] = stat.bytes;
    numbers[at + 1] = stat.mode;
    numbers[at + 2] = stat.kind === 'file' ? 0 : 1;
    exact[at] = stat.mtimeNs;
    exact[at + 1] = stat.ctimeNs;
    exact[at + 2] = stat.inode;
  };
  return {
    file,
    unreadable: (found) => unreadable.push(found),
    columns: () => ({ count: paths.length, paths: paths.join(SEPARATOR), numbers, exact, unreadable }),
  };
}

function grown<T extends Float64Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>>(
  array: T,
  Kind: new (length: number) => T,
): T {
  const larger = new Kind(array.length * 2);
  (larger as Float64Array).set(array as Float64Array);
  return larger;
}

/** Adds the files to the map, except those unchanged since they were last seen; returns how many were unchanged. */
export function spread(
  { count, paths, numbers, exact }: Columns,
  files: Map<TreePath, DiskStat>,
  asSeen: (path: TreePath, stat: Omit<DiskStat, 'mode' | 'kind'>) => boolean,
): number {
  const names = paths.split(SEPARATOR);
  let same = 0;
  for (let i = 0; i < count; i++) {
    const at = 3 * i;
    const path = treePath(names[i] ?? '');
    const stat = {
      bytes: numbers[at] ?? 0,
      mtimeNs: exact[at] ?? 0n,
      ctimeNs: exact[at + 1] ?? 0n,
      // Some file systems use all 64 bits for inodes.
      inode: BigInt.asUintN(64, exact[at + 2] ?? 0n),
    };
    if (asSeen(path, stat)) same += 1;
    else
      files.set(path, {
        ...stat,
        mode: numbers[at + 1] ?? 0,
        kind: numbers[at + 2] === 1 ? 'symlink' : 'file',
      });
  }
  return same;
}
