// What the bot landed last in each field, read from the landing itself. A value that still reads so has been touched by
// nobody; anything else is a person's.
import type { Kept } from '../src/domain/enhancement.ts';
import type { EnhancementId, TreePath } from '../src/domain/ids.ts';
import { nameOf } from '../src/domain/ids.ts';
import { parseInfo, parseSegment } from '../src/markdown/document.ts';
import { decodeText } from '../src/tree/blob.ts';
import type { Show } from './show.ts';
import { stateOf } from './state.ts';
import type { Owned } from './subjects.ts';

const NOTHING: Owned = new Map();

export async function ownedValues(
  show: Show,
  all: ReadonlyMap<EnhancementId, Kept>,
): Promise<(path: TreePath) => Owned> {
  const owned = new Map<TreePath, Map<string, string>>();
  const past = { history: show.history, memory: show.decisions.memory() };
  for (const [id, { commit }] of show.history.ids()) {
    const kept = all.get(id);
    if (!kept || stateOf(kept, past) !== 'landed') continue;
    for (const file of kept.enhancement.change.files) {
      if (file.kind !== 'edit') continue;
      const fields = new Set(file.edits.map(({ field }) => field).filter((field) => !field.includes(':')));
      if (fields.size === 0) continue;
      const values = await valuesAt(show, commit, file.path, fields);
      const before = owned.get(file.path) ?? new Map<string, string>();
      owned.set(file.path, new Map([...before, ...values]));
    }
  }
  return (path) => owned.get(past.memory.renames.get(path) ?? path) ?? NOTHING;
}

async function valuesAt(
  { repo }: Show,
  commit: Parameters<Show['repo']['readCommit']>[0],
  path: TreePath,
  fields: ReadonlySet<string>,
): Promise<readonly [string, string][]> {
  const entry = await repo.fileAt((await repo.readCommit(commit)).tree, path);
  const text = entry === null ? null : decodeText(await repo.readBlob(entry.id));
  if (text === null) return [];
  const document = nameOf(path) === 'info.md' ? parseInfo(path, text) : parseSegment(path, text);
  return [...fields].flatMap((field): [string, string][] => {
    const value = document.value(field);
    return value === null ? [] : [[field, value]];
  });
}
