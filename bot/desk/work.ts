// Jobs, and what they have cost and brought.
import type { WorkDesk } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import type { Show } from '../show.ts';
import { jobRows } from '../status.ts';

export function workDesk(show: Show): WorkDesk {
  return {
    jobs: () => jobRows(show),
    job: () => notYet(show),
    retryJob: () => notYet(show),
    cancelJob: () => notYet(show),
    prioritise: () => notYet(show),
    analytics: () => notYet(show),
  };
}

function notYet(show: Show): never {
  throw new Fault('bug', 'NOT_YET', 'This part of the desk is not there yet', { tech: show.root });
}
