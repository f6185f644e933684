// Records a restore as revert decisions: a person who puts an older text back knowingly takes out what landed since,
// and it stays out until a person asks for redo. Runs once the file is in place, and at the next start after a crash.
import type { Who } from '../../src/domain/decision.ts';
import { type CommitId, episodeOf } from '../../src/domain/ids.ts';
import { parseTrailers } from '../../src/domain/trailers.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { revertDecision } from '../record/decisions.ts';
import { MAIN } from '../record/refs.ts';
import { restoredIn } from '../record/restored.ts';
import type { Show } from '../show/show.ts';
import { missingIn } from '../snapshot/displaced-landings.ts';

/** Looks only at main's newest commit: once anything has followed a restore, its decisions have been recorded. */
export async function recordRestores(show: Show): Promise<void> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return;
  const { message, author, committer, parents } = await show.repo.readCommit(main);
  const restored = restoredIn(parseTrailers(message));
  const [parent] = parents;
  const episode = restored && episodeOf(restored.path);
  if (!restored || !episode || parent === undefined) return;
  const [before, after] = [await versionAt(show, parent, restored), await versionAt(show, main, restored)];
  if (before === null || after === null) return;
  const { takenOut } = await missingIn(show, episode, {
    path: restored.path,
    text: after.text,
    main: before,
    writtenAfter: () => 'certain',
  });
  const by: Who = { name: author.name, email: author.email };
  const { verdicts } = show.decisions.memory();
  for (const { kept, fields } of takenOut) {
    const verdict = verdicts.get(kept.enhancement.id);
    if (verdict?.kind === 'revert' && verdict.decision.atMs >= committer.atMs) continue;
    const why = `${author.name} put an older text back`;
    await show.decisions.add(revertDecision(show, kept, { by, why, fields }));
  }
}

async function versionAt(
  { repo }: Show,
  commit: CommitId,
  { path }: { path: Parameters<typeof repo.fileAt>[1] },
) {
  const entry = await repo.fileAt((await repo.readCommit(commit)).tree, path);
  const text = entry === null ? null : decodeText(await repo.readBlob(entry.id));
  return entry === null || text === null ? null : { blob: entry.id, text };
}
