// The reviewer's views of enhancements, and verdicts on single parts.
import type { ReviewDesk } from '../../src/desk.ts';
import { openPages } from '../../src/markdown/page.ts';
import { openTouches } from '../history/touches.ts';
import type { Show } from '../show/show.ts';
import { inboxDesk } from './review/inbox.ts';
import { landedSince } from './review/landed.ts';
import { pageOf } from './review/page.ts';
import { decideParts } from './review/parts.ts';
import { putOnTop, standing } from './review/standing.ts';
import { reviewOf } from './review/view.ts';

export function reviewDesk(show: Show): ReviewDesk {
  const pages = openPages();
  const touches = openTouches(show);
  return {
    inbox: inboxDesk(show),
    landedSince: (sinceMs) => landedSince(show, sinceMs),
    review: (id) => reviewOf(show, id),
    decideParts: (id, verdict, revision, who) => decideParts(show, id, verdict, revision, who),
    standing: (id, key) => standing(show, touches, id, key),
    putOnTop: (id, key, words, theirs, who) => putOnTop(show, { id, key, words, theirs, who }),
    page: (id, path, side) => pageOf({ show, pages }, id, path, side),
  };
}
