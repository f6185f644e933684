// A change: all edits, new files and moves of one result, as a value that can be printed, stored, moved and compared.
import { type Edit, sameEdits } from './edit.ts';
import type { TreePath } from './ids.ts';

export type Applicability = 'safe' | 'unsafe';

export type FileChange =
  | { readonly kind: 'edit'; readonly path: TreePath; readonly edits: readonly Edit[] }
  | { readonly kind: 'create'; readonly path: TreePath; readonly text: string; readonly field: string }
  /** Renames the file. Edits to it come earlier in the list, under its old path. */
  | { readonly kind: 'move'; readonly path: TreePath; readonly to: TreePath; readonly field: string };

export interface Change {
  /** One line for a reviewer's list: "Fix spacing and brackets of 3 cues". */
  readonly title: string;
  /** One to three sentences for a producer: what changes, and why. */
  readonly why: string;
  readonly applicability: Applicability;
  readonly files: readonly FileChange[];
}

/** True if both have the same files, and equal removed and added text per edit, regardless of position. */
export function sameChange(a: Change, b: Change): boolean {
  return (
    a.files.length === b.files.length &&
    a.files.every((file, i) => {
      const other = b.files[i];
      if (other === undefined || other.path !== file.path) return false;
      if (file.kind === 'edit') return other.kind === 'edit' && sameEdits(file.edits, other.edits);
      if (file.kind === 'move') return other.kind === 'move' && other.to === file.to;
      return other.kind === 'create' && other.text === file.text;
    })
  );
}

/** Every path whose content changes, each once; for a move, both paths. */
export function pathsOf(change: Change): readonly TreePath[] {
  const paths = change.files.flatMap((file) => (file.kind === 'move' ? [file.path, file.to] : [file.path]));
  return [...new Set(paths)];
}

/** Path of a file after the change. */
export function pathAfter(change: Change, path: TreePath): TreePath {
  const move = change.files.find((file) => file.kind === 'move' && file.path === path);
  return move?.kind === 'move' ? move.to : path;
}

/** The fields that a change touches, in order, each once. */
export function fieldsOf(change: Change): readonly string[] {
  return [
    ...new Set(
      change.files.flatMap((file) => (file.kind === 'edit' ? file.edits.map((e) => e.field) : [file.field])),
    ),
  ];
}
