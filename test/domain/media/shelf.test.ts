// What holds for any names whatever.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MediaKind, type MediaWanted, mediaShelf } from '../../../src/domain/media/shelf.ts';
import { filesOf, labelled } from '../../bench/media.mjs';
import { below, EPISODE, said, shelfOf } from './shelves.ts';

const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 400 }));
const kinds = fc.subarray<MediaKind>(['video', 'image', 'audio']);

// Names out of few words, so that they meet.
const word = fc.constantFrom(
  ...[
    'mamdani',
    'mandami',
    'trans',
    'care',
    'hate',
    'crime',
    '1',
    '2',
    '10',
    '2025',
    'part',
    'the',
    'clip',
    'final',
  ],
  ...[
    'otter',
    'notre',
    'dame',
    'notredame',
    'café',
    'cafe',
    'Zoë',
    '&',
    'reuters',
    'reute',
    '(1)',
    'McBride',
    'b',
  ],
);
const name = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 5 }), fc.constantFrom(' ', '-', '_', ''))
  .map(([words, blank]) => words.join(blank));
const path = fc
  .tuple(
    fc.constantFrom(
      'preshow',
      'preshow/day',
      'captures',
      'assets/video',
      'assets/images',
      'assets/audio',
      'exports',
    ),
    name,
    fc.constantFrom('mp4', 'mov', 'png', 'JPG', 'mp3'),
  )
  .map(([folder, stem, extension]) => `${folder}/${stem}.${extension}`);
const paths = fc.uniqueArray(path, { maxLength: 25 });
const wanted: fc.Arbitrary<MediaWanted> = fc.record({ name, kinds, sourcesOnly: fc.boolean() });

describe('a shelf', () => {
  it('holds its files by path, without hidden ones and conflict copies', () => {
    const shelf = shelfOf(
      'preshow/b.mp4',
      'preshow/.b.mp4',
      'preshow/b.sync-conflict-20310611-081936-CPK7LWO.mp4',
      '.trash/a.mp4',
      'preshow/a.mp4',
    );
    expect(shelf.files.map(below)).toEqual(['preshow/a.mp4', 'preshow/b.mp4']);
  });

  it('answers when it is empty', () => {
    expect(shelfOf().resolve('x.mp4')).toBeNull();
    expect(said(shelfOf().match({ name: 'x', kinds: [], sourcesOnly: false }))).toBeNull();
  });

  it('throws on no name, and answers with its own files', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 8 }), anything, kinds, (names, asked, wantedKinds) => {
        const files = filesOf(EPISODE, [...new Set(names.map((each) => `preshow/${each}.mp4`))]);
        const shelf = mediaShelf(files);
        const file = shelf.resolve(asked);
        expect(file === null || files.includes(file)).toBe(true);
        for (const each of [asked, ...names]) {
          const match = shelf.match({ name: each, kinds: wantedKinds, sourcesOnly: false });
          if (match.kind === 'found') expect(files).toContain(match.file);
        }
      }),
    );
  });

  it('gives a kind that was asked for, and a source where only sources will do', () => {
    fc.assert(
      fc.property(paths, wanted, (all, asked) => {
        const match = shelfOf(...all).match(asked);
        const chosen =
          match.kind === 'found' ? [match.file] : match.kind === 'unclear' ? match.candidates : [];
        for (const file of chosen) {
          if (asked.kinds.length > 0) expect(asked.kinds).toContain(file.kind);
          if (asked.sourcesOnly) expect(below(file)).toMatch(/^(?:preshow|captures)\//);
        }
        expect(chosen.length).toBeLessThanOrEqual(8);
        expect(match.kind !== 'unclear' || chosen.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('answers the same in whatever order its files come', () => {
    const shuffled = paths.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, wanted, ([all, other], asked) => {
        const files = filesOf(EPISODE, all);
        const again = other.map((each) => files[all.indexOf(each)]).filter((file) => file !== undefined);
        expect(said(mediaShelf(again).match(asked))).toEqual(said(mediaShelf(files).match(asked)));
        expect(mediaShelf(again).resolve(asked.name)).toEqual(mediaShelf(files).resolve(asked.name));
      }),
      { numRuns: 300 },
    );
  });

  it('never turns from one file to another because a third one came that has nothing to do with it', () => {
    const unrelated = fc.constantFrom(
      'zeppelin wharf',
      'quux',
      '77 quokkas',
      'xylophone (1)',
      'IMG_9999',
      'żółw',
    );
    fc.assert(
      fc.property(
        paths,
        wanted,
        unrelated,
        fc.constantFrom('mp4', 'png', 'mp3'),
        (all, asked, stranger, extension) => {
          const before = shelfOf(...all).match(asked);
          const after = shelfOf(...all, `preshow/${stranger}.${extension}`).match(asked);
          if (before.kind === 'found' && after.kind === 'found')
            expect(below(after.file)).toBe(below(before.file));
          // Nor does it help: what was unclear does not become sure by it.
          if (before.kind !== 'found') expect(after.kind).not.toBe('found');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds every file by its own name, if no other has it', () => {
    for (const { episode, files } of labelled) {
      const shelf = mediaShelf(filesOf(episode, files));
      for (const file of shelf.files.filter((each) => /\/preshow\/[^/]*$/.test(each.path))) {
        const fileName = file.path.slice(file.path.lastIndexOf('/') + 1);
        const match = shelf.match({ name: fileName, kinds: [], sourcesOnly: true });
        expect(match, fileName).toEqual({ kind: 'found', file });
      }
    }
  });

  it('takes time in proportion to long names', () => {
    const long = `${'a-'.repeat(100_000)}.mp4`;
    const shelf = shelfOf(`preshow/${'b '.repeat(100)}.mp4`);
    const began = process.cpuUsage();
    for (const url of [
      long,
      '%20'.repeat(50_000),
      '../'.repeat(50_000),
      '?'.repeat(100_000),
      '/'.repeat(100_000),
    ]) {
      expect(shelf.resolve(url)).toBeNull();
      expect(shelf.match({ name: url, kinds: [], sourcesOnly: false }).kind).toBe('none');
    }
    expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
  });
});
