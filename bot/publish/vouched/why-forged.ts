// Tells a landing, revert or restore that is not the bot's: its record is missing, its bytes are not the recorded ones,
// or nobody decided it. Checks what fsck checks, and what can only be said while the commit is new.
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import type { CommitId, EnhancementId } from '../../../src/domain/ids.ts';
import type { MainCommit } from '../../../src/git/native.ts';
import { without } from '../../record/undoing.ts';
import type { Show } from '../../show/show.ts';
import { auditCommit } from './audit.ts';

/** The end of a sentence about the commit; null if the records vouch for it. */
export async function whyForged(show: Show, commit: MainCommit): Promise<string | null> {
  const fault = await auditCommit(show, commit, (id) => recordIn(show, id));
  if (fault !== null) return fault;
  const [landed] = commit.trailers.get('Enhancement') ?? [];
  const [reverted] = commit.trailers.get('Reverts') ?? [];
  const kept = await recordIn(show, (landed ?? reverted ?? '') as EnhancementId);
  // A restored file is a person's edit, and as it was then.
  if (kept === null) return null;
  return landed === undefined ? whyNoRevert(show, commit, kept) : whyNotDecided(show, commit, kept);
}

async function recordIn({ kept }: Show, id: EnhancementId): Promise<EnhancementRecord | null> {
  if (id === '') return null;
  for (const one of await kept.idsFrom(id))
    if (one.id === id) return (await kept.read(one.episode)).all.get(id) ?? null;
  return null;
}

/** A reviewer or the policy must have said yes before it landed, and nobody no since. */
function whyNotDecided(
  { decisions }: Show,
  { trailers }: MainCommit,
  { enhancement: { id, lane } }: EnhancementRecord,
): string | null {
  const verdict = decisions.all().findLast(({ saying }) => {
    const isVerdict = saying.kind === 'accept' || saying.kind === 'revert';
    return (isVerdict || (saying.kind === 'reject' && saying.whole)) && saying.id === id;
  });
  if (verdict !== undefined)
    return verdict.saying.kind === 'accept' ? null : 'lands an enhancement that was turned down';
  const isPolicy = trailers.get('Landed-By')?.[0] === 'policy' && lane === 'auto';
  return isPolicy ? null : 'lands an enhancement that nobody accepted';
}

async function whyNoRevert(
  show: Show,
  { id, parents: [parent] }: MainCommit,
  kept: EnhancementRecord,
): Promise<string | null> {
  const landing = parent && (await lastLanding(show, kept.enhancement.id, parent));
  if (!landing) return 'reverts an enhancement that has not landed';
  const { names } = show.decisions.memory();
  const [before, after] = await Promise.all([show.repo.readCommit(parent), show.repo.readCommit(id)]);
  const undone = await without(show.repo, names, { kept, landing }, before.tree);
  const isSame = 'tree' in undone && undone.tree === after.tree;
  return isSame ? null : 'changes more than the landing that it reverts';
}

/** Up to that commit: a later one on main may be forged. */
async function lastLanding(show: Show, id: EnhancementId, upTo: CommitId): Promise<CommitId | null> {
  const commits = await show.mainCommitsBetween(null, upTo);
  return commits.findLast(({ trailers }) => trailers.get('Enhancement')?.includes(id))?.id ?? null;
}
