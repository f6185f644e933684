// What a reviewer looks at, and verdicts part by part.
import type { ReviewDesk } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import type { Show } from '../show.ts';

export function reviewDesk(show: Show): ReviewDesk {
  return {
    inbox: () => notYet(show),
    landedSince: () => notYet(show),
    review: () => notYet(show),
    decideParts: () => notYet(show),
    page: () => notYet(show),
  };
}

function notYet(show: Show): never {
  throw new Fault('bug', 'NOT_YET', 'This part of the desk is not there yet', { tech: show.root });
}
