// History, line by line and between moments; and files put back. In memory, for the tests of the command line and the API.
import type { PastDesk } from '../../../src/desk.ts';

export function pastDouble(): PastDesk {
  const unasked = () => Promise.reject(new Error('nobody asks for this here'));
  return {
    history: unasked,
    commit: unasked,
    compare: unasked,
    blame: unasked,
    fileAt: unasked,
    restore: unasked,
  };
}
