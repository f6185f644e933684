// Jobs, and what they have cost and brought. In memory, for the tests of the command line and the API.
import type { WorkDesk } from '../../../src/desk.ts';

export function workDouble(): WorkDesk {
  const unasked = () => Promise.reject(new Error('nobody asks for this here'));
  return {
    jobs: unasked,
    job: unasked,
    retryJob: unasked,
    cancelJob: unasked,
    prioritise: unasked,
    analytics: unasked,
  };
}
