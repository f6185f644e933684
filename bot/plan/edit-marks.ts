// The names under which rejections of a file's edits are remembered.
import type { FileChange } from '../../src/domain/change.ts';
import { editKeys, fileEditKey, fileKey, hunkKeys } from '../../src/domain/hunk.ts';
import { hashText } from '../../src/hash.ts';
import type { EditMark } from './plan-values.ts';

/** One for each edit, in order; one for a new file or a rename. `text` is what the edits are placed on. */
export function editMarks(file: FileChange, text: string): readonly EditMark[] {
  if (file.kind !== 'edit') {
    const { field } = file;
    return [{ hunks: [hashText(fileKey(file))], edit: { field, key: hashText(fileEditKey(file)) } }];
  }
  const keysOf = hunkKeys(text);
  const keys = editKeys(text, file.edits);
  return file.edits.map((edit, i) => ({
    hunks: keysOf(edit).map(hashText),
    edit: { field: edit.field, key: hashText(keys[i] ?? '') },
  }));
}
