// Which LFS objects the show still needs, and since when the others are of no use. An object is needed if any commit of
// any ref points to it, kept renderings alone excepted; of those, the records say which enhancements are over.
import type { EnhancementRecord, EnhancementState } from '../../src/domain/enhancement.ts';
import { type CommitId, type EpisodeId, treePath } from '../../src/domain/ids.ts';
import { type Pointer, parsePointer } from '../../src/domain/media/pointer.ts';
import { mediaReached } from '../../src/git/pointers.ts';
import { keptRef } from '../record/enhancement-records.ts';
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import type { Show } from '../show/show.ts';

export interface MediaNeeds {
  readonly needed: ReadonlySet<string>;
  /** When the last enhancement ended that used it; 0 if only an old rendering points to it. */
  readonly endedMs: ReadonlyMap<string, number>;
}

const ENDED: ReadonlySet<EnhancementState> = new Set<EnhancementState>([
  'rejected',
  'superseded',
  'withdrawn',
]);
const KEPT_REFS = 'refs/show-build/kept/*';
const HASH = /\b[0-9a-f]{64}\b/g;

/** Rejects if any part of the history can't be read: nothing may go then. */
export async function mediaNeeds(show: Show): Promise<MediaNeeds> {
  const needed = new Set(await mediaReached(show.repo, { without: KEPT_REFS }));
  const endedMs = new Map<string, number>();
  for (const sha256 of await mediaReached(show.repo, { within: KEPT_REFS })) endedMs.set(sha256, 0);
  const past = contextOf(show);
  for (const episode of await show.kept.episodes()) {
    for (const record of (await show.kept.read(episode)).all.values()) {
      const used = await mediaOf(show, record);
      if (used.length === 0) continue;
      if (!ENDED.has(stateOf(record, past))) {
        for (const sha256 of used) needed.add(sha256);
        continue;
      }
      const atMs = await endOf(show, episode, record);
      for (const sha256 of used) endedMs.set(sha256, Math.max(atMs, endedMs.get(sha256) ?? 0));
    }
  }
  return { needed, endedMs };
}

/** Any hash that its record names counts, whatever for; so do the pointers that its rendering holds. */
async function mediaOf({ repo }: Show, record: EnhancementRecord): Promise<readonly string[]> {
  const { enhancement, rendering } = record;
  const named = JSON.stringify(enhancement.change).match(HASH) ?? [];
  if (rendering === null) return named;
  const { tree } = await repo.readCommit(rendering.commit);
  const paths = enhancement.change.files.flatMap((file) =>
    'to' in file ? [file.path, file.to] : [file.path],
  );
  const found: Pointer[] = [];
  for (const path of paths) {
    const entry = await repo.fileAt(tree, path);
    const pointer = entry === null ? null : parsePointer(await repo.readBlob(entry.id));
    if (pointer !== null) found.push(pointer);
  }
  return [...named, ...found.map(({ sha256 }) => sha256)];
}

/** When it was rejected, or else when its record was last written: the program's own endings have no time of their own. */
async function endOf(
  show: Show,
  episode: EpisodeId,
  { enhancement: { id } }: EnhancementRecord,
): Promise<number> {
  const verdict = show.decisions.memory().verdicts.get(id);
  const writtenMs = await recordWrittenMs(show, episode, `${id}.json`);
  return Math.max(writtenMs, verdict?.decision.atMs ?? 0);
}

async function recordWrittenMs({ repo }: Show, episode: EpisodeId, name: string): Promise<number> {
  const path = treePath(name);
  const blobAt = async (commit: { readonly tree: Parameters<typeof repo.fileAt>[0] }) =>
    (await repo.fileAt(commit.tree, path))?.id ?? null;
  let next: CommitId | null = await repo.ref(keptRef(episode));
  let now: string | null = null;
  let atMs = 0;
  while (next !== null) {
    const commit = await repo.readCommit(next);
    const blob = await blobAt(commit);
    now ??= blob;
    if (blob !== now) break;
    atMs = commit.committer.atMs;
    // The first parent of the chain's first commit is a rendering, which has no such file.
    next = commit.parents[0] ?? null;
  }
  return atMs;
}
