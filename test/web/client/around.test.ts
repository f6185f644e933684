// The lines of the script around a changed part, as the review page shows them.
import { expect, it } from 'vitest';
import type { ReviewFile, ReviewPart } from '../../../src/desk.ts';
import { around } from '../../../web/client/review/diff/around.ts';

const TEXT = `---
slug: x
---

## Script

One.

Two.

<!-- Begin Cue -->
[Type: SOT]
[Slug: goat]
<!-- End Cue -->

Three.

Four.
`;

const file = (text: string | null, after: string | null = null): ReviewFile => ({
  path: 'a.md',
  pathAfter: 'a.md',
  kind: 'edit',
  view: 'prose',
  before: text,
  after,
  media: null,
  note: null,
  parts: [],
});

const part = (more: Partial<ReviewPart>): ReviewPart => ({
  key: 'k',
  field: 'f',
  kind: 'prose',
  label: 'l',
  cue: null,
  lineBefore: 1,
  lineAfter: 1,
  words: [],
  before: '',
  after: '',
  ...more,
});

const CUE = { type: 'SOT', slug: 'goat', line: 11, media: null };

it.each([
  [
    'prose',
    [part({ lineBefore: 9, before: 'Two.' })],
    ['## Script', 'One.'],
    ['<!-- Begin Cue -->', '[Type: SOT]'],
  ],
  [
    'a line in a cue',
    [part({ kind: 'cue', cue: CUE, lineBefore: 13, before: '[Slug: goat]' })],
    ['One.', 'Two.'],
    ['Three.', 'Four.'],
  ],
  ['a line put before the first words', [part({ lineBefore: 5, before: '' })], [], ['## Script', 'One.']],
  ['front matter', [part({ kind: 'head', lineBefore: 2, before: 'slug: x' })], [], []],
  ['the end', [part({ lineBefore: 18, before: 'Four.' })], ['<!-- End Cue -->', 'Three.'], []],
  ['nothing', [], [], []],
])('of %s', (_what, own, above, below) => {
  expect(around(file(TEXT), own)).toEqual({ above, below });
  expect(around(file(TEXT.replaceAll('\n', '\r\n')), own)).toEqual({ above, below });
});

it('of a file that is no text are none, and of a new one those in it', () => {
  expect(around(file(null), [part({ lineBefore: 1, before: 'x' })])).toEqual({ above: [], below: [] });
  expect(around(file(null, 'a\nb\nc\n'), [part({ lineAfter: 2, after: 'b' })])).toEqual({
    above: ['a'],
    below: ['c'],
  });
});
