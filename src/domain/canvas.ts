// An episode's text as changes accumulate on it. Every edit goes through here, so a change made at any earlier moment
// can be moved, exactly and without searching, to the present text or back to main's.
import { type Change, type FileChange, pathsOf } from './change.ts';
import { applyEdits, type Edit, inverted } from './edit.ts';
import type { TreePath } from './ids.ts';
import { canStand, moveThrough, type TextAt } from './transplant.ts';

/** Number of edit lists applied to each file at some moment. */
export type Moment = ReadonlyMap<TreePath, number>;

export interface Canvas {
  readonly at: TextAt;
  readonly texts: ReadonlyMap<TreePath, string>;
  now(): Moment;
  /** The change made at `moment`, moved to the present text; null if a later edit overlaps it. */
  moved(change: Change, moment: Moment): Change | null;
  /** A change on the present text, moved to the text this canvas began with; null if it builds on a later change. */
  onBase(change: Change): Change | null;
  /** Applies a change that is placed on the present text. */
  apply(change: Change): void;
  copy(): Canvas;
}

export function canvas(files: ReadonlyMap<TreePath, string>): Canvas {
  return over(new Map(files), new Map(), new Set());
}

/** `made`: paths created since the first texts, and both paths of every moved file. */
function over(
  texts: Map<TreePath, string>,
  taken: Map<TreePath, (readonly Edit[])[]>,
  made: Set<TreePath>,
): Canvas {
  const at: TextAt = (path) => texts.get(path) ?? null;

  return {
    at,
    texts,
    now: () => new Map([...taken].map(([path, lists]) => [path, lists.length])),
    moved: (change, moment) =>
      eachFile(change, at, (edits, path) =>
        through(edits, (taken.get(path) ?? []).slice(moment.get(path) ?? 0)),
      ),
    onBase: (change) =>
      pathsOf(change).some((path) => made.has(path))
        ? null
        : eachFile(change, at, (edits, path) =>
            through(edits, [...(taken.get(path) ?? [])].reverse().map(inverted)),
          ),
    apply(change) {
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
        taken.set(file.path, [...(taken.get(file.path) ?? []), file.edits]);
      }
    },
    copy: () => over(new Map(texts), new Map(taken), new Set(made)),
  };
}

function through(edits: readonly Edit[], lists: readonly (readonly Edit[])[]): readonly Edit[] | null {
  return lists.reduce<readonly Edit[] | null>(
    (moved, applied) => moved && moveThrough(moved, applied),
    edits,
  );
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
