import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { EPISODE, segment } from './rows.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(() => store.close());

function record(...bodies: readonly string[]): void {
  const rows = bodies.map((body, n) =>
    segment({
      path: treePath(`episodes/0101/rundown/${n}.md`),
      title: `T${n}`,
      slug: null,
      position: n,
      body,
    }),
  );
  store.index.recordSegments(EPISODE, rows);
}

const titles = (words: string) => store.index.search(words).map((found) => found.title);

test('finds segments with all the words, by their beginnings, whatever the accents and case', () => {
  record('The Café on the corner', 'A cafeteria, and a corner', 'No coffee');
  expect(titles('cafe CORNER').sort()).toEqual(['T0', 'T1']);
  expect(titles('corner the café')).toEqual(['T0']);
  expect(titles('tea')).toEqual([]);
});

test('a word in the title counts more than one in the text', () => {
  store.index.recordSegments(EPISODE, [
    segment({ path: treePath('a.md'), title: 'Other', position: 0, body: 'teapot teapot teapot' }),
    segment({ path: treePath('b.md'), title: 'Teapot', position: 1, body: 'nothing' }),
  ]);
  expect(titles('teapot')).toEqual(['Teapot', 'Other']);
});

test('the excerpt says what matched, and is the text itself', () => {
  record('Before the <b>kettle</b> boils');
  const [found] = store.index.search('kettle');
  expect(found?.excerpt.filter((piece) => piece.hit).map((piece) => piece.text)).toEqual(['kettle']);
  expect(found?.excerpt.map((piece) => piece.text).join('')).toBe('Before the <b>kettle</b> boils');
});

test('whatever people type is words, never a query and never an error', () => {
  record('NEAR and OR "quoted" title:x -minus ^ (brackets) * don\'t');
  for (const words of [
    '"',
    'AND',
    'NEAR(a b)',
    'title:x',
    '-minus',
    "don't",
    '*',
    '(',
    '',
    '   ',
    'a OR',
    '\u0000',
  ])
    expect(() => store.index.search(words)).not.toThrow();
  expect(titles('title:x')).toEqual(['T0']);
  expect(store.index.search('')).toEqual([]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (words) => {
      expect(Array.isArray(store.index.search(words))).toBe(true);
    }),
  );
});

test('any word of a text finds it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-zäéñа-я]{1,12}$/), { minLength: 1, maxLength: 8 }),
      (words) => {
        record(words.join(' '));
        for (const word of words) expect(titles(word)).toEqual(['T0']);
      },
    ),
    { numRuns: 50 },
  );
});
