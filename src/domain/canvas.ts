// An episode's text as changes accumulate on it. Every edit goes through here, so a change made at any earlier moment
// can be moved, exactly and without searching, to the present text or back to main's.
import { type Change, type FileChange, pathsOf } from './change.ts';
import { applyEdits, type Edit, inverted } from './edit.ts';
import type { TreePath } from './ids.ts';
import { canStand, moveThroughAll, type TextAt } from './transplant.ts';

/** Number of edit lists applied to each file at some moment. */
export type Moment = ReadonlyMap<TreePath, number>;

export interface Canvas {
  readonly at: TextAt;
  readonly texts: ReadonlyMap<TreePath, string>;
  now(): Moment;
  /** The present texts, as a value that stays as it is. The same one until a change is applied. */
  snapshot(): ReadonlyMap<TreePath, string>;
  /** The change made at `moment`, moved to the present text; null if a later edit overlaps it. */
  moved(change: Change, moment: Moment): Change | null;
  /** A change on the present text, moved to the text this canvas began with; null if it builds on a later change. */
  onBase(change: Change): Change | null;
  /** Applies a change that is placed on the present text. */
  apply(change: Change): void;
  copy(): Canvas;
}

/** Edit lists applied to one file, and those that undo them, both oldest first. */
interface Taken {
  readonly done: (readonly Edit[])[];
  readonly undo: (readonly Edit[])[];
}

export function canvas(files: ReadonlyMap<TreePath, string>): Canvas {
  return over(new Map(files), new Map(), new Set());
}

/** `made`: paths created since the first texts, and both paths of every moved file. */
function over(texts: Map<TreePath, string>, taken: Map<TreePath, Taken>, made: Set<TreePath>): Canvas {
  const at: TextAt = (path) => texts.get(path) ?? null;
  let still: ReadonlyMap<TreePath, string> | null = null;

  return {
    at,
    texts,
    now: () => new Map([...taken].map(([path, { done }]) => [path, done.length])),
    snapshot() {
      still ??= new Map(texts);
      return still;
    },
    moved: (change, moment) =>
      eachFile(change, at, (edits, path) =>
        moveThroughAll(edits, from(taken.get(path)?.done ?? [], moment.get(path) ?? 0)),
      ),
    onBase: (change) =>
      pathsOf(change).some((path) => made.has(path))
        ? null
        : eachFile(change, at, (edits, path) =>
            moveThroughAll(edits, backwards(taken.get(path)?.undo ?? [])),
          ),
    apply(change) {
      still = null;
      for (const file of change.files) {
        if (file.kind === 'create') {
          texts.set(file.path, file.text);
          made.add(file.path);
          continue;
        }
        if (file.kind === 'move') {
          texts.set(file.to, at(file.path) ?? '');
          texts.delete(file.path);
          made.add(file.path).add(file.to);
          continue;
        }
        texts.set(file.path, applyEdits(at(file.path) ?? '', file.edits));
        const known = taken.get(file.path) ?? { done: [], undo: [] };
        known.done.push(file.edits);
        known.undo.push(inverted(file.edits));
        taken.set(file.path, known);
      }
    },
    copy() {
      const copies = new Map<TreePath, Taken>();
      for (const [path, { done, undo }] of taken) copies.set(path, { done: [...done], undo: [...undo] });
      return over(new Map(texts), copies, new Set(made));
    },
  };
}

function* from<T>(all: readonly T[], first: number): Iterable<T> {
  for (let i = first; i < all.length; i++) yield all[i] as T;
}

function* backwards<T>(all: readonly T[]): Iterable<T> {
  for (let i = all.length - 1; i >= 0; i--) yield all[i] as T;
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
