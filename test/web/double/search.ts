// Search over all episodes, and people’s own questions in SQL. In memory, for the tests of the command line and the API.
import type { SearchDesk } from '../../../src/desk.ts';

export function searchDouble(): SearchDesk {
  const unasked = () => Promise.reject(new Error('nobody asks for this here'));
  return {
    search: unasked,
    query: unasked,
    savedQueries: unasked,
    saveQuery: unasked,
    forgetQuery: unasked,
  };
}
