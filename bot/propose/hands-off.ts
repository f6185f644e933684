// Detects why nothing may be proposed or landed in an episode: a service elsewhere works on the show, or a person's
// commit is on the episode's bot branch.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { CommitId, EnhancementId, EpisodeId } from '../../src/domain/ids.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { runGit } from '../../src/git/stock.ts';
import { BOT, botRef, MAIN } from '../record/refs.ts';
import { otherReason } from '../show/claim.ts';
import type { Show } from '../show/show.ts';

export async function handsOffOf(
  { repo, claim }: Pick<Show, 'repo' | 'claim'>,
  episode: EpisodeId,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
): Promise<Reason | null> {
  const other = claim.other();
  if (other !== null) return otherReason(other);
  const tip = await repo.ref(botRef(episode));
  const main = await repo.ref(MAIN);
  if (tip === null || main === null || tip === main) return null;
  const ours = new Set([...all.values()].map(({ rendering }) => rendering?.commit));
  if (ours.has(tip)) return null;
  // The tip is no current rendering, so check every commit that main does not have.
  // By its name, because stock Git does not have a main that is only in memory.
  const above = (await runGit(repo.native, ['rev-list', tip, `^${MAIN}`])).split('\n').filter(Boolean);
  for (const id of above as CommitId[]) {
    const { author, committer } = await repo.readCommit(id);
    const person = [author, committer].find(({ email }) => email !== BOT.email);
    if (person) {
      const user = `${person.name} put a commit on the bot's branch; the bot keeps its hands off until it is gone`;
      return reason('HANDS_OFF', user, `commit ${id} by ${person.email}`);
    }
  }
  return null;
}
