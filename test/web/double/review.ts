// What a reviewer looks at, and verdicts part by part. In memory, for the tests of the command line and the API.
import type { ReviewDesk } from '../../../src/desk.ts';

export function reviewDouble(): ReviewDesk {
  const unasked = () => Promise.reject(new Error('nobody asks for this here'));
  return {
    inbox: unasked,
    landedSince: unasked,
    review: unasked,
    decideParts: unasked,
    page: unasked,
  };
}
