// The desk of a show that this program has open. Answers queries from Git, decisions and the disk; makes each decision
// durable first, and then carries it out as far as the gates allow.
import type { CareDesk, Desk } from '../../src/desk.ts';
import type { DecisionKind } from '../../src/domain/decision.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { detailOf, diffOf, listRows } from '../index/enhancement-rows.ts';
import { listEpisodes, requireEpisode } from '../plan/episodes.ts';
import { reviewer } from '../record/authors.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { passAcceptingAll } from './accept-all.ts';
import { budgetReport, checkedUsd } from './budget.ts';
import { checkDesk } from './check.ts';
import { conflictsDesk } from './conflicts.ts';
import { episodeDetail } from './episode-detail.ts';
import { exported } from './exports.ts';
import { flowDesk } from './flow.ts';
import { machinesDesk } from './machines.ts';
import { newEpisode } from './new-episode.ts';
import { pass } from './pass.ts';
import { pastDesk } from './past.ts';
import { redoDesk } from './redo.ts';
import { reviewDesk } from './review.ts';
import { searchDesk } from './search.ts';
import { standingDesk } from './status.ts';
import { verdictDesk } from './verdicts.ts';
import { workDesk } from './work.ts';

/** All but the care of the state folder, which needs more than this room knows. */
export function openDesk(show: Show): Omit<Desk, keyof CareDesk> {
  const decide = (who: string | null, saying: DecisionKind, why: string | null = null) =>
    show.exclusively(() =>
      show.decisions.add({ atMs: show.nowMs(), by: reviewer(show.settings(), who), why, saying }),
    );

  return {
    ...verdictDesk(show),
    ...reviewDesk(show),
    ...flowDesk(show),
    ...machinesDesk(show),
    ...conflictsDesk(show),
    ...pastDesk(show),
    ...workDesk(show),
    ...searchDesk(show),
    ...standingDesk(show),
    ...checkDesk(show),
    ...redoDesk(show),
    list: (selection) => listRows(show, selection),
    show: (id) => detailOf(show, id),
    diff: (id) => diffOf(show, id),

    async hold(episode, forMs, why, who) {
      const untilMs = forMs === null ? null : show.nowMs() + forMs;
      await decide(who, { kind: 'hold', episode: await episodeNamed(show, episode), untilMs }, why);
    },
    release: async (episode, who) =>
      decide(who, { kind: 'release', episode: await episodeNamed(show, episode) }),
    pause: async (step, why, who) => decide(who, { kind: 'pause', step: stepNamed(show, step) }, why),
    resume: async (step, who) => decide(who, { kind: 'resume', step: stepNamed(show, step) }),
    auto: (on, who) => decide(who, { kind: 'auto', on }),
    budget: (episode) => budgetReport(show, episode),
    async addBudget(episode, addUsd, who) {
      const named = episode === null ? null : await episodeNamed(show, episode);
      await decide(who, { kind: 'budget', episode: named, addUsd: checkedUsd(addUsd) });
    },

    create: (who) => newEpisode(show, who),
    exported: (episode, name) => exported(show, episode, name),
    episode: (episode) => episodeDetail(show, episode),

    pass: (options, onProgress) =>
      options.acceptAll && !options.dryRun
        ? passAcceptingAll(show, options, onProgress)
        : pass(show, options, onProgress),
  };
}

async function episodeNamed(show: Show, name: string): Promise<EpisodeId> {
  const main = await show.repo.ref(MAIN);
  if (main === null) throw new Fault('refused', 'NOTHING_YET', 'This show has not been looked at yet');
  return requireEpisode(name, await listEpisodes(show, (await show.repo.readCommit(main)).tree));
}

function stepNamed(show: Show, name: string | null): string | null {
  if (name === null || show.steps.some(({ id }) => id === name)) return name;
  throw new Fault(
    'usage',
    'NO_STEP',
    `There is no step ${name}; there are ${show.steps.map(({ id }) => id).join(', ')}`,
  );
}
