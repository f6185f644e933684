// A change: all edits, new files and moves of one result, as a value that can be printed, stored, moved and compared.
import { type Edit, sameEdits } from './edit.ts';
import type { TreePath } from './ids.ts';
import { type Pointer, pointerText } from './media/pointer.ts';

export type Applicability = 'safe' | 'unsafe';

export type FileChange =
  | { readonly kind: 'edit'; readonly path: TreePath; readonly edits: readonly Edit[] }
  | { readonly kind: 'create'; readonly path: TreePath; readonly text: string; readonly field: string }
  /** A media file, whose bytes are in the store under their hash before anything refers to them. `replaces`: null for a
   *  new file, else the bytes that the program has put there itself; a person's file is never replaced. */
  | {
      readonly kind: 'media';
      readonly path: TreePath;
      readonly pointer: Pointer;
      readonly replaces: Pointer | null;
      readonly field: string;
    }
  /** Renames the file. Edits to it come earlier in the list, under its old path. */
  | { readonly kind: 'move'; readonly path: TreePath; readonly to: TreePath; readonly field: string };

/** A file that is written whole. */
export type FileWritten = Extract<FileChange, { kind: 'create' | 'media' }>;

/** Its content in Git: the text, or the pointer to the bytes. */
export function textOfWhole(file: FileWritten): string {
  return file.kind === 'create' ? file.text : pointerText(file.pointer);
}

/** Null if it needs a free path; else the content in Git that it replaces. */
export function textReplaced(file: FileWritten): string | null {
  return file.kind === 'create' || file.replaces === null ? null : pointerText(file.replaces);
}

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
      return other.kind === file.kind && isSameWhole(file, other);
    })
  );
}

function isSameWhole(a: FileWritten, b: FileWritten): boolean {
  return textOfWhole(a) === textOfWhole(b) && textReplaced(a) === textReplaced(b);
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
