// Keeps paused steps from starting jobs: passes the pauses among the decisions to the queue when the show is opened and
// whenever one changes.
import type { DecisionState } from '../../src/domain/memory.ts';
import type { JobQueue, Paused } from '../../src/queue/queue.ts';
import type { Decisions } from '../record/decisions.ts';

/** Returns the same decisions; `add` resolves only after the queue has the new pauses. */
export async function pausingQueue(decisions: Decisions, queue: Pick<JobQueue, 'pause'>): Promise<Decisions> {
  await queue.pause(pausedIn(decisions.memory()));
  return {
    ...decisions,
    async add(decision) {
      await decisions.add(decision);
      const { kind } = decision.saying;
      if (kind === 'pause' || kind === 'resume') await queue.pause(pausedIn(decisions.memory()));
    },
  };
}

function pausedIn({ paused }: Pick<DecisionState, 'paused'>): Paused {
  return paused.has(null) ? 'all' : [...paused.keys()].filter((step) => step !== null);
}
