// Reports the stat of every file at or below a path of the tree, in one thread. Follows no symlink and reads no
// content. Reports unreadable paths too, so that they don't seem absent.
import { type BigIntStats, type Dirent, lstatSync, readdirSync } from 'node:fs';
import { isAbsent, systemCode } from '../errors.ts';
import { isRefusedName } from '../git/refused-names.ts';
import { isVolatileFile, isVolatileFolder } from './ignore.ts';
import { type DiskStat, diskStat } from './stat.ts';

/** A path that could not be examined, with the system's error code. For a folder, everything below is unknown. */
export interface Unreadable {
  readonly path: string;
  readonly code: string;
}

export interface WalkSink {
  file(path: string, stat: DiskStat): void;
  unreadable(found: Unreadable): void;
}

/** Not a system code: the name is not UTF-8, so no `TreePath` can name it. */
const NAME_NOT_UTF8 = 'NAME_NOT_UTF8';
/** Not a system code: a pipe, socket or device. */
const NOT_A_FILE = 'NOT_A_FILE';
/** Not a system code: Git's own check refuses the name, so the history can't hold it, or anything below it. */
export const NAME_REFUSED = 'GIT_PATH_REFUSED';

const REPLACED = '\u{FFFD}';

/** Walks a file or folder. `path` is relative to `root`. */
export function walk(root: string, path: string, sink: WalkSink): void {
  const stats = look(root, path, sink);
  if (stats === null) return;
  const names = path.split('/');
  const refused = names.findIndex(isRefusedName);
  if (refused >= 0) sink.unreadable({ path: names.slice(0, refused + 1).join('/'), code: NAME_REFUSED });
  else if (stats.isDirectory()) walkFolder(root, path, sink);
  else tell(path, stats, sink);
}

function walkFolder(root: string, path: string, sink: WalkSink): void {
  const parent = path.slice(path.lastIndexOf('/') + 1);
  for (const entry of entriesOf(root, path, sink)) {
    const { name } = entry;
    const below = `${path}/${name}`;
    if (entry.isDirectory()) {
      if (isVolatileFolder(name, parent)) continue;
      if (isRefusedName(name)) sink.unreadable({ path: below, code: NAME_REFUSED });
      else walkFolder(root, below, sink);
    } else if (!isVolatileFile(name, parent)) {
      if (isRefusedName(name)) {
        sink.unreadable({ path: below, code: NAME_REFUSED });
        continue;
      }
      const stats = look(root, below, sink);
      if (stats !== null) tell(below, stats, sink);
    }
  }
}

function tell(path: string, stats: BigIntStats, sink: WalkSink): void {
  const stat = diskStat(stats);
  if (stat !== null) sink.file(path, stat);
  // Also for a folder that has just replaced a listed file: its contents are unknown.
  else sink.unreadable({ path, code: NOT_A_FILE });
}

function look(root: string, path: string, sink: WalkSink): BigIntStats | null {
  try {
    return lstatSync(`${root}/${path}`, { bigint: true });
  } catch (error) {
    if (!isAbsent(error)) sink.unreadable({ path, code: systemCode(error) ?? 'UNKNOWN' });
    return null;
  }
}

function entriesOf(root: string, path: string, sink: WalkSink): readonly Dirent[] {
  try {
    const entries = readdirSync(`${root}/${path}`, { withFileTypes: true });
    if (!entries.some((entry) => entry.name.includes(REPLACED))) return entries;
    const garbled = garbledNames(root, path);
    for (const name of garbled) sink.unreadable({ path: `${path}/${name}`, code: NAME_NOT_UTF8 });
    return entries.filter((entry) => !garbled.has(entry.name));
  } catch (error) {
    if (!isAbsent(error)) sink.unreadable({ path, code: systemCode(error) ?? 'UNKNOWN' });
    return [];
  }
}

/** Names that are not UTF-8. Compares bytes, because a name may contain a real U+FFFD. */
function garbledNames(root: string, path: string): ReadonlySet<string> {
  const names = readdirSync(`${root}/${path}`, { encoding: 'buffer' });
  return new Set(
    names.filter((bytes) => !Buffer.from(bytes.toString()).equals(bytes)).map((bytes) => bytes.toString()),
  );
}
