// The names under which rejections of a file's edits are remembered.
import { splitLines } from '../../src/domain/align.ts';
import type { FileChange } from '../../src/domain/change.ts';
import { editKeys, fileEditKey, fileKey, hunkKeys } from '../../src/domain/hunk.ts';
import { hashText } from '../../src/hash.ts';
import { lazy } from '../../src/markdown/lazy.ts';
import type { EditMark } from './plan-values.ts';

/** One for each edit, in order; one for a new file or a rename. */
export type MarksOf = (file: FileChange) => readonly EditMark[];

/** `text` is what the edits are placed on. Its lines are looked at once, for all changes of a file. */
export function editMarks(text: string): MarksOf {
  const lines = lazy(() => splitLines(text));
  const keysOf = lazy(() => hunkKeys(text, lines()));
  return (file) => {
    if (file.kind !== 'edit') {
      const { field } = file;
      return [{ hunks: [hashText(fileKey(file))], edit: { field, key: hashText(fileEditKey(file)) } }];
    }
    const keys = editKeys(lines(), file.edits);
    return file.edits.map((edit, i) => ({
      hunks: keysOf()(edit).map(hashText),
      edit: { field: edit.field, key: hashText(keys[i] ?? '') },
    }));
  };
}
