// All edits and new files of one result, as a value that can be printed, stored, moved and compared.
import { type Edit, sameEdits } from './edit.ts';
import type { TreePath } from './ids.ts';

export type Applicability = 'safe' | 'unsafe';

export type FileChange =
  | { readonly kind: 'edit'; readonly path: TreePath; readonly edits: readonly Edit[] }
  | { readonly kind: 'create'; readonly path: TreePath; readonly text: string; readonly field: string }
  /** The file gets another name; edits of it stand before this, under its old one. */
  | { readonly kind: 'move'; readonly path: TreePath; readonly to: TreePath; readonly field: string };

export interface Change {
  /** What a reviewer reads in a list: "Fix spacing and brackets of 3 cues". One line. */
  readonly title: string;
  /** One to three sentences that a producer understands: what and why. */
  readonly why: string;
  readonly applicability: Applicability;
  readonly files: readonly FileChange[];
}

/** "The same change": the same files, and equal removed and added text per edit, wherever it stands. */
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

/** Every path where something else stands afterwards, each once: of a moved file both. */
export function pathsOf(change: Change): readonly TreePath[] {
  const paths = change.files.flatMap((file) => (file.kind === 'move' ? [file.path, file.to] : [file.path]));
  return [...new Set(paths)];
}

/** Where a file of the change stands afterwards. */
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
