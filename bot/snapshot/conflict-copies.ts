// Keeps every conflict copy ever seen, on refs/show-build/conflicts/<episode>, even after a person deletes it. Copies
// outside of episodes are on refs/show-build/conflicts/show.
import { type EpisodeId, episodeOf } from '../../src/domain/ids.ts';
import { appendTo } from '../record/append-only-ref.ts';
import { conflictsRef } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { type ChangedFile, entriesOf } from './changed-file.ts';

export async function recordConflicts(show: Show, copies: readonly ChangedFile[]): Promise<void> {
  const groups = new Map<string, ChangedFile[]>();
  for (const copy of copies) {
    if (copy.seen.kind !== 'content') continue;
    const where = episodeOf(copy.path) ?? 'show';
    groups.set(where, [...(groups.get(where) ?? []), copy]);
  }
  for (const [where, group] of groups) {
    await appendTo(show.repo, conflictsRef(where as EpisodeId), {
      files: await entriesOf(show, group),
      message: `Keep ${group.length} conflict cop${group.length === 1 ? 'y' : 'ies'}`,
      atMs: show.nowMs(),
    });
  }
}
