// The landings that changed one file, with its text before and after each.
import { pathAfter } from '../../src/domain/change.ts';
import { type Edit, fits } from '../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { BlobId, CommitId, EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { landedChange } from '../record/reviewer-words.ts';
import type { Show } from '../show/show.ts';

export interface LandingOn {
  readonly kept: EnhancementRecord;
  readonly edits: readonly Edit[];
  readonly parent: CommitId;
  readonly atMs: number;
  readonly base: Version;
  readonly after: Version;
  /** True if it landed under an older name of the file. */
  readonly isRenamed: boolean;
}

export interface Version {
  readonly blob: BlobId;
  readonly text: string;
}

/** Newest first. */
export async function landingsOn(
  show: Show,
  episode: EpisodeId,
  path: TreePath,
): Promise<readonly LandingOn[]> {
  const { all } = await show.kept.read(episode);
  const { names } = show.decisions.memory();
  const found: LandingOn[] = [];
  for (const [id, { commit, atMs, undone }] of show.history.ids()) {
    const kept = all.get(id);
    if (!kept || undone) continue;
    const change = await landedChange(show.repo, kept);
    const file = change.files.find((one) => names.path(one.path, kept.asOf) === path);
    if (file?.kind !== 'edit') continue;
    const landing = await show.repo.readCommit(commit);
    const parent = landing.parents[0];
    if (parent === undefined) continue;
    const [base, after] = [
      await versionAt(show, parent, file.path),
      await versionAt(show, commit, pathAfter(change, file.path)),
    ];
    if (!base || !after || !fits(base.text, file.edits)) continue;
    found.push({ kept, edits: file.edits, parent, atMs, base, after, isRenamed: file.path !== path });
  }
  return found.reverse();
}

export async function versionAt(show: Show, commit: CommitId, path: TreePath): Promise<Version | null> {
  const entry = await show.repo.fileAt((await show.repo.readCommit(commit)).tree, path);
  const text = entry && (await textOf(show, entry.id));
  return entry === null || text === null ? null : { blob: entry.id, text };
}

export async function textOf({ repo }: Show, blob: BlobId): Promise<string | null> {
  return decodeText(await repo.readBlob(blob));
}
