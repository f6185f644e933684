// Finds the commit of main whose files the tree holds.
import type { CommitId } from '../../src/domain/ids.ts';
import { parseTrailers } from '../../src/domain/trailers.ts';
import { isPublishing } from '../record/landings.ts';
import type { Show } from '../show/show.ts';

/**
 * The newest commit made from the disk's content, which is every commit except landings, reverts and restores. After a
 * crash `published` can be older than that; publishing from there would put old versions over a person's files.
 */
export async function heldByDisk(
  { repo }: Show,
  published: CommitId | null,
  to: CommitId,
): Promise<CommitId> {
  for (let at = to; ; ) {
    const { message, parents } = await repo.readCommit(at);
    const trailers = parseTrailers(message);
    const [parent] = parents;
    if (parent === undefined || at === published || !isPublishing(trailers)) return at;
    at = parent;
  }
}
