// History, line by line and between moments; and files put back.
import type { PastDesk } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import type { Show } from '../show.ts';
import { historyEntries } from '../status.ts';

export function pastDesk(show: Show): PastDesk {
  return {
    history: (filter) => historyEntries(show, filter),
    commit: () => notYet(show),
    compare: () => notYet(show),
    blame: () => notYet(show),
    fileAt: () => notYet(show),
    restore: () => notYet(show),
  };
}

function notYet(show: Show): never {
  throw new Fault('bug', 'NOT_YET', 'This part of the desk is not there yet', { tech: show.root });
}
