import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SearchFilter, SearchHit } from '../../src/desk.ts';
import { type EpisodeId, treePath } from '../../src/domain/ids.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { cue, EPISODE, quote, segment } from './rows.ts';

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

const find = (filter: SearchFilter) => store.index.find(filter).hits;
const titles = (words: string) => find({ words, kind: 'segment' }).map(({ title }) => title);
const textOf = (hit: SearchHit | undefined) => hit?.excerpt.map(({ text }) => text).join('');
const marked = (hit: SearchHit | undefined) =>
  hit?.excerpt.filter((piece) => piece.hit).map(({ text }) => text);

describe('words', () => {
  test('find segments that hold all of them, by their beginnings, whatever the accents and case', () => {
    record('The Café on the corner', 'A cafeteria, and a corner', 'No coffee');
    expect(titles('cafe CORNER').sort()).toEqual(['T0', 'T1']);
    expect(titles('corner the café')).toEqual(['T0']);
    expect(titles('tea')).toEqual([]);
  });

  test('a word in the title counts more than one in the text', () => {
    store.index.recordSegments(EPISODE, [
      segment({ path: treePath('a.md'), title: 'Teapot', position: 0, body: 'nothing' }),
      segment({ path: treePath('b.md'), title: 'Other', position: 1, body: 'teapot teapot teapot' }),
    ]);
    expect(titles('teapot')).toEqual(['Teapot', 'Other']);
  });

  test('are marked where they stand, in the text itself, with the line of the file', () => {
    const body = 'Before the <b>kettle</b> boils\n\nnothing happens';
    store.index.recordSegments(EPISODE, [segment({ body, bodyLines: [12, 13, 15] })]);
    const [first] = find({ words: 'kettle' });
    expect(marked(first)).toEqual(['kettle']);
    expect(textOf(first)).toBe('Before the <b>kettle</b> boils nothing happens');
    expect(first?.line).toBe(12);
    expect(find({ words: 'happens' })[0]?.line).toBe(15);
    expect(find({ words: 'opening' })[0]).toMatchObject({ line: null, title: 'Opening' });
  });

  test('the excerpt of a long script is where most of them stand', () => {
    const far = 'word '.repeat(200);
    record(`kettle ${far} the kettle on the railing ${far}`);
    const [found] = find({ words: 'kettle railing' });
    expect(marked(found)).toEqual(['kettle', 'railing']);
    expect(textOf(found)).toMatch(/^….*…$/);
  });

  test('leave room for every kind where one has many hits, and say that there was more', () => {
    record(...Array.from({ length: 60 }, () => 'a kettle'));
    store.index.recordQuotes(EPISODE, [quote({ text: 'The kettle is a neighbour.' })]);
    const found = store.index.find({ words: 'kettle', limit: 10 });
    expect(found.cut).toBe(true);
    expect(found.hits.map(({ kind }) => kind)).toEqual([...Array(9).fill('segment'), 'quote']);
    expect(store.index.find({ words: 'kettle', limit: 61 })).toMatchObject({ cut: false });
  });

  test('any word of a text finds it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zäéñа-я]{2,12}$/), { minLength: 1, maxLength: 8 }),
        (words) => {
          record(words.join(' '));
          for (const word of words) expect(titles(word)).toEqual(['T0']);
        },
      ),
      { numRuns: 50 },
    );
  });
});

const HOSTILE = [
  '"',
  '"; drop table episodes; --',
  "don't",
  'AND',
  'NEAR(a b)',
  'title:x',
  '{body} : a',
  '-minus ^ * ( )',
  '',
  '   ',
  '\u0000',
  'a\u0000b',
  '🧤🧤',
  '\ud800',
  '%_\\',
  '!?…—',
  'word '.repeat(2048),
  'ß'.repeat(10_240),
];

describe('whatever people type', () => {
  const filters = (text: string): readonly SearchFilter[] => [
    { words: text },
    { words: text, cueType: text },
    { person: text, cueType: 'SOT' },
    { words: text, person: text, kind: 'cue' },
    { quote: text },
    { asset: text },
    { asset: text, words: text, cueType: 'VO' },
    { asset: text, kind: 'asset' },
  ];

  beforeEach(() => {
    store.index.recordSegments(EPISODE, [
      segment({ body: 'NEAR and OR "quoted" title:x -minus', cues: [cue()] }),
    ]);
    store.index.recordQuotes(EPISODE, [quote()]);
  });

  test.each(HOSTILE)('is words, never a query and never an error: %j', (text) => {
    for (const filter of filters(text)) expect(store.index.find(filter).hits.length).toBeLessThan(5);
    expect(store.index.segments(EPISODE)).toHaveLength(1);
  });

  test('of any kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        for (const filter of filters(text)) expect(Array.isArray(find(filter))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('finds what it says, marks and all', () => {
    expect(titles('title:x')).toEqual(['Opening']);
    expect(find({ words: '"' })).toEqual([]);
  });
});

describe('cues', () => {
  const guest = segment({
    title: 'Tea with a Holloway',
    body: 'Here is Dorothea Holloway.',
    cues: [cue({ line: 20 }), cue({ type: 'VO', line: 30, slug: 'steam' })],
  });
  const other = segment({
    path: treePath('episodes/0101/rundown/20 B.md'),
    title: 'Other',
    cues: [
      cue({
        line: 40,
        slug: 'holloway-laughs',
        mediaUrl: 'dh 1.mp4',
        mediaPath: treePath('episodes/0101/assets/video/DH-1.MP4'),
      }),
    ],
  });
  const lines = (filter: SearchFilter) => find(filter).map(({ line }) => line);

  beforeEach(() => store.index.recordSegments(EPISODE, [guest, other]));

  test('every SOT of a guest: those that name him, and those in whose segment he is named', () => {
    expect(lines({ words: 'holloway', cueType: 'sot' })).toEqual([40, 20]);
    expect(lines({ person: 'Dorothea Holloway', cueType: 'SOT' })).toEqual([20]);
    expect(lines({ words: 'holloway', kind: 'cue' })).toEqual([40, 30, 20]);
    expect(lines({ words: 'laughs', person: 'holloway', cueType: 'SOT' })).toEqual([40]);
    expect(lines({ words: 'kettle', person: 'holloway', cueType: 'SOT' })).toEqual([20]);
    expect(lines({ words: 'holloway', cueType: 'LIVE' })).toEqual([]);
  });

  test('say why they were found', () => {
    const [own, around] = find({ words: 'holloway', cueType: 'SOT' });
    expect([marked(own), marked(around)]).toEqual([['holloway'], ['Holloway']]);
    expect(textOf(around)).toBe('Here is Dorothea Holloway.');
    expect(own).toMatchObject({ kind: 'cue', cueType: 'SOT', slug: 'holloway-laughs', title: 'Other' });
  });

  test('without a type, only by what stands in them', () => {
    const kinds = find({ words: 'holloway' }).map(({ kind, line }) => [kind, line]);
    expect(kinds).toEqual([
      ['segment', 9],
      ['cue', 40],
    ]);
  });

  test('by any part of the name, path or id of what they play', () => {
    expect(lines({ asset: 'dh-1' })).toEqual([40]);
    expect(lines({ asset: 'ETTLE.mp' })).toEqual([30, 20]);
    expect(lines({ asset: 'VCAIQ', cueType: 'VO' })).toEqual([30]);
    expect(lines({ asset: 'dh' })).toEqual([40]);
    expect(lines({ asset: '%' })).toEqual([]);
    expect(marked(find({ asset: 'dh-1' })[0])).toEqual(['DH-1']);
  });

  test('of one episode, and of the newest first', () => {
    const newer = '0207' as EpisodeId;
    store.index.recordSegments(newer, [
      segment({ path: treePath('episodes/0207/rundown/10 C.md'), cues: [cue({ line: 50 })] }),
    ]);
    expect(lines({ cueType: 'SOT' })).toEqual([50, 40, 20]);
    expect(lines({ cueType: 'SOT', episode: '0101' })).toEqual([40, 20]);
    expect(lines({ words: 'kettle', cueType: 'SOT', episode: '0207' })).toEqual([50]);
    expect(store.index.find({ cueType: 'SOT', limit: 1 })).toMatchObject({ cut: true, hits: [{ line: 50 }] });
  });
});

test('quotes are found by their words and by who said them, people by every way of being named', () => {
  store.index.recordSegments(EPISODE, [
    segment({
      people: [{ name: 'Dorothea Holloway', role: 'guest', line: null, words: null }],
      cues: [
        cue({ type: 'FSQ', line: 30, fields: { Quote: '"Hear, hear."', Attribution: 'Dorothea Holloway' } }),
      ],
    }),
  ]);
  store.index.recordQuotes(EPISODE, [
    quote(),
    quote({ attribution: 'Otto', text: 'Holloway? Never.', slug: 'never' }),
  ]);
  expect(find({ quote: 'hear holloway' })).toMatchObject([{ kind: 'quote', line: 30, cueType: 'FSQ' }]);
  expect(textOf(find({ quote: 'otto' })[0])).toBe('“Holloway? Never.” — Otto');
  expect(find({ person: 'holloway' }).map(({ kind }) => kind)).toEqual(['segment', 'cue', 'quote']);
  expect(find({ person: 'holloway', kind: 'quote' })).toHaveLength(1);
  expect(find({ person: 'Holloway Dorothea' })).toEqual([]);
});

test('assets are found by any part of their path, as long as they are there', () => {
  const asset = (name: string) =>
    ({
      path: treePath(`episodes/0101/preshow/${name}`),
      kind: 'image',
      bytes: 1,
      sha256: null,
      madeBy: 'person',
    }) as const;
  store.index.recordAssets(EPISODE, [asset('goat at the gate.png'), asset('doorbell.wav')]);
  const paths = (filter: SearchFilter) =>
    find(filter).map(({ path }) => path.slice('episodes/0101/preshow/'.length));
  expect(paths({ asset: 'AT THE G' })).toEqual(['goat at the gate.png']);
  expect(paths({ words: 'gate goat' })).toEqual(['goat at the gate.png']);
  expect(paths({ kind: 'asset', episode: '0101' })).toEqual(['doorbell.wav', 'goat at the gate.png']);
  store.index.recordAssets(EPISODE, [asset('doorbell.wav'), asset('bell tower.wav')]);
  expect(paths({ asset: 'goat' })).toEqual([]);
  expect(paths({ asset: 'bell' })).toEqual(['bell tower.wav', 'doorbell.wav']);
});

test('what was recorded anew is found by its new words and no longer by its old ones; what was removed not at all', () => {
  const row = { body: 'A glove.', cues: [cue({ slug: 'mitten' })] };
  store.index.recordSegments(EPISODE, [segment(row)]);
  store.index.recordQuotes(EPISODE, [quote({ text: 'A scarf.' })]);
  expect(['glove', 'mitten', 'scarf'].map((words) => find({ words }).length)).toEqual([1, 1, 1]);
  store.index.recordSegments(EPISODE, [segment({ body: 'A sock.', cues: [cue({ slug: 'shoe' })] })]);
  expect(['glove', 'mitten', 'sock', 'shoe'].map((words) => find({ words }).length)).toEqual([0, 0, 1, 1]);
  store.index.removeEpisode(EPISODE);
  expect(['sock', 'shoe', 'scarf'].map((words) => find({ words }).length)).toEqual([0, 0, 0]);
  expect(find({ asset: 'kettle' })).toEqual([]);
});

test('the newest and the oldest episode there can be are told apart', () => {
  for (const each of ['0000', '9999'] as EpisodeId[]) {
    const path = treePath(`episodes/${each}/rundown/10 A.md`);
    store.index.recordSegments(each, [segment({ path, cues: [cue()] })]);
    store.index.recordQuotes(each, [quote({ subject: path })]);
  }
  for (const episode of ['0000', '9999'])
    for (const words of ['evening', 'kettle', 'hear'])
      expect(find({ words, episode }).map((hit) => hit.episode)).toEqual([episode]);
});
