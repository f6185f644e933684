// Keeps every conflict copy ever seen, on refs/show-build/conflicts/<episode>, even after a person deletes it. Copies
// outside of episodes are on refs/show-build/conflicts/show.
import { type EpisodeId, episodeOf } from '../../src/domain/ids.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import { appendTo } from '../record/append-only-ref.ts';
import { conflictsRef } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { type ChangedFile, entriesOf } from './changed-file.ts';

export async function recordConflicts(show: Show, copies: readonly ChangedFile[]): Promise<void> {
  const kept = copies.filter(({ seen }) => seen.kind === 'content');
  for (const [where, group] of grouped(kept, ({ path }) => episodeOf(path) ?? 'show')) {
    await appendTo(show.repo, conflictsRef(where as EpisodeId), {
      files: await entriesOf(show.repo, group),
      message: `Keep ${group.length} conflict cop${group.length === 1 ? 'y' : 'ies'}`,
      atMs: show.nowMs(),
    });
  }
}
