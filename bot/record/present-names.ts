// A record under the present names of its files, cues and tokens.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { Names } from '../../src/domain/names.ts';

/** The record itself if no name has changed since it was written. */
export function underPresentNames(kept: EnhancementRecord, names: Names): EnhancementRecord {
  const { enhancement, asOf } = kept;
  const { subject, change } = enhancement;
  const now = names.path(subject, asOf);
  const fieldNow = (field: string) => {
    const to = names.field({ subject, field }, asOf);
    return to.subject === now ? to.field : field;
  };
  const files = change.files.map((file) => {
    const path = names.path(file.path, asOf);
    if (file.kind !== 'edit') return { ...file, path };
    return { ...file, path, edits: file.edits.map((edit) => ({ ...edit, field: fieldNow(edit.field) })) };
  });
  if (now === subject && JSON.stringify(files) === JSON.stringify(change.files)) return kept;
  return { ...kept, enhancement: { ...enhancement, subject: now, change: { ...change, files } } };
}
