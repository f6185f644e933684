// Conflict copies, by their names: where two machines wrote the same file, Syncthing keeps one version under its name and
// sets the other aside as `<name>.sync-conflict-<date>-<time>-<device><ending>`.
import { type ShortDeviceId, shortDeviceId, type TreePath, treePath } from './ids.ts';

const MARK = /\.sync-conflict-(\d{8})-(\d{6})-([A-Z0-9]{7})/;

/** The step that merges them. */
export const MERGE_STEP = 'conflict-merge';

export interface CopyName {
  /** The file that it is a copy of; for the copy of a copy, the file of that. */
  readonly original: TreePath;
  /** `20250611-081936`, in the time zone of the machine that set it aside. */
  readonly setAside: string;
  /** The device whose version kept the name; not the one whose words are in the copy. */
  readonly winner: ShortDeviceId;
}

/** Null if the path is not a conflict copy. */
export function copyName(path: string): CopyName | null {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length);
  const [, date, time, device] = MARK.exec(name) ?? [];
  if (date === undefined || time === undefined || device === undefined) return null;
  const original = name.replace(new RegExp(MARK, 'g'), '');
  return {
    original: treePath(folder + original),
    setAside: `${date}-${time}`,
    winner: shortDeviceId(device),
  };
}

/** A conflict copy as it was kept when it arrived. */
export interface CopyRecord {
  readonly path: TreePath;
  /** Its text in Git; null for media, which are kept where people put them. */
  readonly blob: string | null;
  readonly sha256: string;
  readonly bytes: number;
  /** When it arrived here, and when its words were written. */
  readonly seenMs: number;
  readonly writtenMs: number;
  /** The device that set it aside, on which its words were written or stood; null if Syncthing could not be asked. */
  readonly by: ShortDeviceId | null;
  /** Number of decisions made before; for names that files got since. */
  readonly asOf: number;
  /** When it left the tree, and who took it; null while it is there. */
  readonly gone: { readonly atMs: number; readonly by: 'bot' | 'person' } | null;
  /** True when nothing of it is left to decide. */
  readonly isSettled: boolean;
}

/** A conflict copy that is to be merged into its file. */
export interface CopyToMerge {
  /** Tells it from the file's other copies. */
  readonly key: string;
  readonly theirs: string;
  /** All that only it has was put in already, and may have been reworded since: only choices are left. */
  readonly isMerged: boolean;
  /** The version that the copy and the present text were both made from; null if it is not known. */
  readonly base: string | null;
  /** The person who wrote it, or the device. */
  readonly who: string;
}

/** One whose file is not there any more. */
export interface OrphanCopy extends CopyToMerge {
  /** The file that it is a copy of. */
  readonly path: TreePath;
}

/** A short name for some texts (FNV-1a, twice 32 bits): the same for the same ones. */
export function markOf(texts: readonly string[]): string {
  const all = texts.join('\0');
  return [0x811c9dc5, 0x01234567].map((seed) => hashOf(all, seed).toString(16).padStart(8, '0')).join('');
}

function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
