// An episode's text as changes accumulate on it. Every edit goes through here, so a change made at any earlier moment
// can be moved, exactly and without searching, to the present text or back to main's.
import { type Change, type FileChange, pathsOf, textOfWhole } from './change.ts';
import { applyEdits, type Edit, inverted } from './edit.ts';
import type { TreePath } from './ids.ts';
import { canStand, moveThroughAll, type TextAt } from './transplant.ts';

/** Number of changes applied until then. */
export type Moment = number;

export interface Canvas {
  readonly at: TextAt;
  readonly texts: ReadonlyMap<TreePath, string>;
  now(): Moment;
  /** The present texts, as a value that stays as it is. Copies nothing until a change is applied. */
  snapshot(): TextAt;
  /** The change made at `moment`, moved to the present text; null if a later edit overlaps it. */
  moved(change: Change, moment: Moment): Change | null;
  /** A change on the present text, moved to the text this canvas began with; null if it builds on a later change. */
  onBase(change: Change): Change | null;
  /** Applies a change that is placed on the present text. */
  apply(change: Change): void;
  copy(): Canvas;
}

/** An edit list applied to a file, and the one that undoes it. */
interface Taken {
  readonly moment: Moment;
  readonly done: readonly Edit[];
  readonly undo: readonly Edit[];
}

/** A value of all texts, told by what has been replaced since. Nothing leads from a newer one to an older one, so a
 *  value that nobody keeps costs nothing. */
interface Still {
  readonly replaced: Map<TreePath, string | null>;
  next: Still | null;
}

export function canvas(files: ReadonlyMap<TreePath, string>): Canvas {
  return over(new Map(files), new Map(), new Set(), 0);
}

/** `taken`: oldest first. `made`: paths created since the first texts, and both paths of every moved file. */
function over(
  texts: Map<TreePath, string>,
  taken: Map<TreePath, Taken[]>,
  made: Set<TreePath>,
  begun: Moment,
): Canvas {
  const at: TextAt = (path) => texts.get(path) ?? null;
  let moment = begun;
  let still: Still = { replaced: new Map(), next: null };
  const put = (path: TreePath, text: string | null) => {
    if (!still.replaced.has(path)) still.replaced.set(path, at(path));
    if (text === null) texts.delete(path);
    else texts.set(path, text);
  };

  return {
    at,
    texts,
    now: () => moment,
    snapshot() {
      if (still.replaced.size > 0) {
        const newest: Still = { replaced: new Map(), next: null };
        still.next = newest;
        still = newest;
      }
      const here = still;
      return (path) => textIn(here, path, at);
    },
    moved: (change, from) =>
      eachFile(change, at, (edits, path) => moveThroughAll(edits, since(taken.get(path) ?? [], from))),
    onBase: (change) =>
      pathsOf(change).some((path) => made.has(path))
        ? null
        : eachFile(change, at, (edits, path) => moveThroughAll(edits, backwards(taken.get(path) ?? []))),
    apply(change) {
      for (const file of change.files) {
        if (file.kind === 'create' || file.kind === 'media') {
          put(file.path, textOfWhole(file));
          made.add(file.path);
          continue;
        }
        if (file.kind === 'move') {
          put(file.to, at(file.path) ?? '');
          put(file.path, null);
          made.add(file.path).add(file.to);
          continue;
        }
        put(file.path, applyEdits(at(file.path) ?? '', file.edits));
        const known = taken.get(file.path) ?? [];
        known.push({ moment, done: file.edits, undo: inverted(file.edits) });
        taken.set(file.path, known);
      }
      moment += 1;
    },
    copy() {
      const copies = new Map([...taken].map(([path, all]) => [path, [...all]]));
      return over(new Map(texts), copies, new Set(made), moment);
    },
  };
}

function textIn(still: Still, path: TreePath, present: TextAt): string | null {
  for (let one: Still | null = still; one !== null; one = one.next) {
    const text = one.replaced.get(path);
    if (text !== undefined) return text;
  }
  return present(path);
}

function* since(all: readonly Taken[], from: Moment): Iterable<readonly Edit[]> {
  let first = all.length;
  while (first > 0 && (all[first - 1]?.moment ?? from) >= from) first -= 1;
  for (let i = first; i < all.length; i++) yield all[i]?.done ?? [];
}

function* backwards(all: readonly Taken[]): Iterable<readonly Edit[]> {
  for (let i = all.length - 1; i >= 0; i--) yield all[i]?.undo ?? [];
}

function eachFile(
  change: Change,
  at: TextAt,
  move: (edits: readonly Edit[], path: TreePath) => readonly Edit[] | null,
): Change | null {
  const files: FileChange[] = [];
  for (const file of change.files) {
    if (file.kind !== 'edit') {
      if (!canStand(file, at)) return null;
      files.push(file);
      continue;
    }
    const edits = at(file.path) === null ? null : move(file.edits, file.path);
    if (edits === null) return null;
    files.push({ ...file, edits });
  }
  return { ...change, files };
}
