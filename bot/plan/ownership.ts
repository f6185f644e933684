// The value that the bot landed last in each field and file, read from the landings themselves. A field that still has
// this value is untouched by people; any other value is a person's.
import { type Change, pathAfter } from '../../src/domain/change.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { isSameExport } from '../../src/domain/export-file.ts';
import type { BlobId, CommitId, EnhancementId, Hash, TreeId, TreePath } from '../../src/domain/ids.ts';
import { wordedFields } from '../../src/domain/part.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { fieldValue } from '../../src/markdown/field-value.ts';
import { decodeText } from '../../src/tree/blob.ts';
import type { LandedFile } from '../cache/landed-values.ts';
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import type { Show } from '../show/show.ts';
import type { OwnedValues, SubjectFacts } from './subjects.ts';

interface Made {
  readonly value: string;
  /** Input that the value was made from. */
  readonly input: Hash;
}

export async function ownership(
  show: Show,
  tree: TreeId,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
): Promise<Pick<SubjectFacts, 'owned' | 'madeFrom' | 'isOurs'>> {
  const made = new Map<TreePath, Map<string, Made>>();
  /** Last landed blob of each file that the bot writes whole. */
  const whole = new Map<TreePath, BlobId>();
  const past = contextOf(show);
  for (const [id, { commit }] of show.history.ids()) {
    const kept = all.get(id);
    if (!kept || stateOf(kept, past) !== 'landed') continue;
    const { change, input } = kept.enhancement;
    for (const [i, file] of change.files.entries()) {
      const theirs = wordedFields(
        change,
        (kept.worded ?? []).filter((words) => words.file === i),
      );
      const all = new Set(file.kind === 'edit' ? file.edits.map(({ field }) => field) : [file.field]);
      const fields = new Set([...all].filter((field) => !theirs.has(field)));
      const { blob: landed, values: left } = await landedFile(show, commit, {
        change,
        path: file.path,
        fields,
      });
      if (landed === null) continue;
      const now = past.memory.names.path(file.path, kept.asOf);
      // Fields that a reviewer reworded are the reviewer's, even if the bot had landed a value there before.
      for (const field of theirs) made.get(now)?.delete(field);
      if (theirs.has('file')) whole.delete(now);
      if (fields.has('file')) whole.set(now, landed);
      for (const [field, value] of left) {
        const values = made.get(now) ?? new Map<string, Made>();
        made.set(now, values.set(field, { value, input }));
      }
    }
  }
  const ours = new Set<TreePath>();
  for (const [path, blob] of whole) if (await isAsLanded(show, tree, path, blob)) ours.add(path);
  const of = (path: TreePath) => [...(made.get(path) ?? [])];
  return {
    owned: (path): OwnedValues => new Map(of(path).map(([field, { value }]) => [field, value])),
    madeFrom: (path) => new Map(of(path).map(([field, { input }]) => [field, input])),
    isOurs: (path) => ours.has(path),
  };
}

/** True if the file has the landed content, though perhaps with other line endings. */
async function isAsLanded({ repo }: Show, tree: TreeId, path: TreePath, landed: BlobId): Promise<boolean> {
  const now = (await repo.fileAt(tree, path))?.id ?? null;
  if (now === null || now === landed) return now === landed;
  const [text, made] = [decodeText(await repo.readBlob(now)), decodeText(await repo.readBlob(landed))];
  return text !== null && made !== null && isSameExport(text, made);
}

interface Asked {
  readonly change: Change;
  /** Before the change. */
  readonly path: TreePath;
  readonly fields: ReadonlySet<string>;
}

function landedFile(show: Show, commit: CommitId, { change, path, fields }: Asked): Promise<LandedFile> {
  return show.landedValues.of({ commit, path, fields }, async () => {
    const { tree } = await show.repo.readCommit(commit);
    const blob = (await show.repo.fileAt(tree, pathAfter(change, path)))?.id ?? null;
    return { blob, values: blob === null ? [] : await valuesAt(show, blob, path, fields) };
  });
}

/** Skips fields like `airdate:form` or `cue:CUE123`: there the bot repaired the form and wrote no value. */
async function valuesAt(
  { repo }: Show,
  blob: BlobId,
  path: TreePath,
  fields: ReadonlySet<string>,
): Promise<readonly [string, string][]> {
  const wanted = [...fields].filter(
    (field) => field !== 'file' && (!field.includes(':') || field.includes('/')),
  );
  const text = wanted.length === 0 ? null : decodeText(await repo.readBlob(blob));
  if (text === null) return [];
  const document = parseDocument(path, text);
  return wanted.flatMap((field): [string, string][] => {
    const value = fieldValue(document, field);
    return value === null ? [] : [[field, value]];
  });
}
