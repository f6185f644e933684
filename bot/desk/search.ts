// Search over all episodes, and people’s own questions in SQL.
import type { SearchDesk } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import type { Show } from '../show.ts';

export function searchDesk(show: Show): SearchDesk {
  return {
    search: () => notYet(show),
    query: () => notYet(show),
    savedQueries: () => notYet(show),
    saveQuery: () => notYet(show),
    forgetQuery: () => notYet(show),
  };
}

function notYet(show: Show): never {
  throw new Fault('bug', 'NOT_YET', 'This part of the desk is not there yet', { tech: show.root });
}
