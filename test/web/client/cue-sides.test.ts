// The media of a cue beside its change: one side where nothing differs, both where it does, none that has nothing to say.
import { expect, it } from 'vitest';
import type { PlayedMedia } from '../../../src/desk.ts';
import { cueOf, cueSides } from '../../../web/client/review/diff/cue-sides.ts';

const file = (path: string): PlayedMedia => ({ files: [{ path, kind: 'image' }], missing: null });
const A = file('a.png');
const B = file('b.png');
const LOST: PlayedMedia = { files: [], missing: 'there is no file “a.png”' };
const NOTHING: PlayedMedia = { files: [], missing: null };

it.each([
  ['the same', A, file('a.png'), [{ label: null, media: A }]],
  [
    'another file',
    A,
    B,
    [
      { label: 'Before', media: A },
      { label: 'After', media: B },
    ],
  ],
  [
    'found at last',
    LOST,
    A,
    [
      { label: 'Before', media: LOST },
      { label: 'After', media: A },
    ],
  ],
  ['missing on both sides', LOST, LOST, [{ label: null, media: LOST }]],
  ['a new cue', null, A, [{ label: null, media: A }]],
  ['a cue that meant nothing', NOTHING, A, [{ label: null, media: A }]],
  ['a cue that is removed', A, null, [{ label: 'Before', media: A }]],
  ['a note', NOTHING, NOTHING, []],
  ['no cue', null, null, []],
])('of %s', (_what, before, after, sides) => {
  expect(cueSides({ media: { before, after } })).toEqual(sides);
});

it('are none in an older answer', () => {
  expect(cueSides({ media: null })).toEqual([]);
});

it('are those of the part that lies in the cue on both sides', () => {
  const cue = (before: PlayedMedia | null, after: PlayedMedia | null) => ({
    cue: { type: 'IMG', slug: 'a', line: 3, media: { before, after } },
  });
  const [edge, inside] = [cue(A, null), cue(A, B)];
  expect(cueOf([edge, inside])).toBe(inside.cue);
  expect(cueOf([edge])).toBe(edge.cue);
  expect(cueOf([{ cue: null }])).toBeNull();
});
