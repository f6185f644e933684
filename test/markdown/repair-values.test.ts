// What cues lack and say wrongly: ids that are the same everywhere, types that only evidence settles, media that is
// chosen only where no doubt is left, quotes with their marks in order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import {
  type MediaFile,
  type MediaMatch,
  type MediaShelf,
  type MediaWanted,
  mediaShelf,
} from '../../src/domain/media/shelf.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { byPlace } from '../../src/markdown/repair/cues.ts';
import type { RepairContext } from '../../src/markdown/repair/offer.ts';
import { repairSegment } from '../../src/markdown/repair/segment.ts';
import { quoteMarks, readQuote } from '../../src/markdown/repair/values/quote-text.ts';
import { normaliseTrim, readTrim } from '../../src/markdown/repair/values/trims.ts';
import { isUnusable, kindOfUrl, stemOfUrl } from '../../src/markdown/repair/values/urls.ts';
import { keepsValues } from '../../src/markdown/repair/values-kept.ts';
import { runs } from '../runs.ts';

const NAME = '10 Opening.md';
const at = (name: string, episode = '0101') => treePath(`episodes/${episode}/rundown/${name}`);
const file = (path: string): MediaFile => ({
  path: treePath(path),
  kind: /mp4$/.test(path) ? 'video' : 'image',
  bytes: 1,
});
const cueOf = (...lines: string[]) => ['<!-- Begin Cue -->', ...lines, '<!-- End Cue -->', ''].join('\n');

/** A shelf on which everything that is asked for lies, and one answer for what a slug means. */
function shelf(match: MediaMatch = { kind: 'none' }, asked: MediaWanted[] = []): MediaShelf {
  return {
    files: [],
    resolve: (url) => file(`episodes/0101/assets/video/${url}`),
    match: (wanted) => {
      asked.push(wanted);
      return match;
    },
    finished: () => ({ kind: 'none' }),
  };
}

interface Around {
  readonly episode?: string;
  readonly name?: string;
  readonly media?: MediaShelf;
  readonly siblings?: Readonly<Record<string, string>>;
}

function repair(text: string, { episode, name = NAME, media = shelf(), siblings = {} }: Around = {}) {
  const doc = parseSegment(at(name, episode), text);
  const others = Object.entries(siblings).map(([other, words]) => parseSegment(at(other, episode), words));
  const context: RepairContext = {
    fps: 30,
    quoteWordsPerMinute: 120,
    quoteMinimumMs: 3000,
    media,
    siblings: [doc, ...others],
  };
  const { offers, diagnostics } = repairSegment(doc, context);
  const done = (of: readonly (typeof offers)[number][]) =>
    applyEdits(text, of.flatMap((offer) => offer.edits).sort(byPlace));
  return {
    offers,
    codes: diagnostics.map(({ code }) => code),
    about: offers.map(
      ({ field, applicability }) => `${field.slice(field.lastIndexOf('/') + 1)} ${applicability}`,
    ),
    all: done(offers),
    only: (what: string) => done(offers.filter(({ field }) => field.endsWith(`/${what}`))),
  };
}

const idsIn = (text: string) => [...text.matchAll(/\[AssetID: ?(\S*)\]/g)].map((match) => match[1]);

describe('an AssetID for a cue without one', () => {
  const text = cueOf('[Type: IMG]', '[Slug: goat]', '[MediaURL: goat.png]');

  it('has 17 characters, names the type, and is the same in every pass', () => {
    const [id] = idsIn(repair(text).all);
    expect(id).toMatch(/^IMG[A-Z0-9]{14}$/);
    expect(idsIn(repair(text).all)).toEqual([id]);
  });

  it('is the same before and after the form of the cue is repaired', () => {
    const odd =
      '<<!-- Begin Cue -->>\n[Type:img] [ Slug : 20-goat ]\n[MediaURL:goat.png]\n<<!-- End Cue -->> Words.';
    expect(idsIn(repair(odd).all)).toEqual(idsIn(repair(text).all));
  });

  it('is another one for the second of two equal cues, whether or not the first has got its own by then', () => {
    const [first, second] = idsIn(repair(text + text).all);
    expect(first).not.toBe(second);
    const one = applyEdits(text + text, repair(text + text).offers[0]?.edits ?? []);
    expect(idsIn(repair(one).all)).toEqual([first, second]);
  });

  it('is another one in the copy of a file that kept its id', () => {
    const copied = `---\nid: '77'\n---\n${text}`;
    const ids = (name: string, other: string) =>
      idsIn(repair(copied, { name, siblings: { [other]: copied } }).all);
    expect(ids('10 A.md', '20 B.md')).not.toEqual(ids('20 B.md', '10 A.md'));
  });

  it('is another one in another episode made from the same template', () => {
    const template = `---\nid: '77'\n---\n${text}`;
    const ids = (episode: string) => idsIn(repair(template, { episode }).all);
    expect(ids('0101')).not.toEqual(ids('0102'));
    expect(ids('0101')).toEqual(ids('0101'));
    const given = template.replace('[Slug', '[AssetID: IMG0CH2KM1ZPP17LP]\n[Slug');
    expect(idsIn(repair(given, { episode: '0102' }).all)).toEqual(['IMG0CH2KM1ZPP17LP']);
  });

  it('avoids what the episode has already', () => {
    const [id] = idsIn(repair(text).all);
    const taken = repair(text, { siblings: { '20 B.md': cueOf('[Type: BREAK]', `[AssetID: ${id}]`) } });
    expect(idsIn(taken.all)).not.toEqual([id]);
  });

  it.each([
    'pending',
    'LOCAL-me4eduwb-47d3j',
    'abc123',
    'PROD-SOT-79A4B334B1CB',
  ])('never replaces %s', (id) => {
    expect(repair(cueOf('[Type: IMG]', `[AssetID: ${id}]`, '[Slug: a]', '[MediaURL: a.png]')).offers).toEqual(
      [],
    );
  });

  it.each(['NOTE', 'ADLIB', 'RIF', 'CONFETTI'])('is not made for %s', (type) => {
    expect(repair(cueOf(`[Type: ${type}]`, '[Slug: a]', '[Note Text: x]')).about).toEqual([]);
  });

  it('is told of only where none is offered', () => {
    expect(repair(text).codes).not.toContain('CUE_MISSING_ASSETID');
    expect(repair(text.replace('[Slug', 'Loose.\n[Slug')).codes).toContain('CUE_MISSING_ASSETID');
  });
});

describe('a type', () => {
  it.each([
    ['[Quote: "Words."]', 'FSQ'],
    ['[MediaURL: a.JPG]', 'IMG'],
    ['[MediaURL: a.mov]\n[Outcue: ...he said]', 'SOT'],
    ['[MediaURL: a.mp4]\n[TrimStart: 00:00:10]', 'SOT'],
    ['[GfxType: xpost]\n[MediaURL: a.png]', 'GFX'],
    ['[AssetID: NAT00000000000000]\n[MediaURL: a.mp4]', 'NAT'],
  ])('of a cue with %j is %s', (fields, type) => {
    const { about, only, codes } = repair(cueOf('[Slug: x]', fields));
    expect(about).toContain('type unsafe');
    expect(only('type')).toContain(`Begin Cue -->\n[Type: ${type}]\n[Slug: x]`);
    expect(codes).toContain('CUE_MISSING_TYPE');
  });

  it.each([
    '[MediaURL: a.mp4]',
    '[MediaURL: a.mp4]\n[TrimStart: 00:00:00]',
    '[MediaURL: a.mp3]',
    '[Quote: "Words."]\n[GfxType: fullscreen-text]',
    '[AssetID: SOT00000000000000]\n[MediaURL: a.png]',
    '[Quote: ""]',
  ])('of a cue with %j is anybody’s guess', (fields) => {
    const { about, codes } = repair(cueOf('[Slug: x]', fields));
    expect(about.filter((each) => each.startsWith('type'))).toEqual([]);
    expect(codes).toContain('CUE_MISSING_TYPE');
  });
});

describe('the attribution of a quote', () => {
  const cue = (...fields: string[]) =>
    cueOf('[Type: FSQ]', '[AssetID: A1]', '[Slug: rule]', '[Quote: "Words."]', ...fields);

  it.each(['Unknown', 'unknown', 'None', 'N/A', '?', '"Unknown"', ''])('is missing as %j', (name) => {
    expect(repair(cue(`[Attribution: ${name}]`)).codes).toEqual(['FSQ_MISSING_ATTRIBUTION']);
  });

  it('is there with a name, however odd', () => {
    expect(repair(cue('[Attribution: The Unknown Soldier]')).codes).toEqual([]);
  });
});

describe('media', () => {
  const found = (path: string): MediaMatch => ({ kind: 'found', file: file(path) });
  const clip = (...lines: string[]) =>
    cueOf('[Type: SOT]', '[AssetID: A1]', '[Slug: 20-night-bus]', ...lines, '[Duration: 00:00:10:00]');

  it('is offered where the slug means one file, without its number', () => {
    const asked: MediaWanted[] = [];
    const { offers, only, codes } = repair(clip(), {
      media: shelf(found('episodes/0101/preshow/night bus.mp4'), asked),
    });
    expect(only('mediaurl')).toContain('-bus]\n[MediaURL: ../preshow/night bus.mp4]\n[Dur');
    expect(offers.find(({ field }) => field === 'cue:A1/mediaurl')).toMatchObject({
      applicability: 'unsafe',
    });
    expect(asked[0]).toEqual({ name: 'night-bus', kinds: ['video'], sourcesOnly: false });
    expect(codes).toContain('CUE_MISSING_MEDIA');
  });

  it('of a converted clip that was cut from a missing film is the film of that title', () => {
    const asked: MediaWanted[] = [];
    const lines = ['[TrimStart: 00:01:00]', '[TrimEnd: 00:01:10]', '[ConvertedFrom: (SOT/night bus)]'];
    const names = (description: string) => {
      asked.length = 0;
      repair(clip(`[Description: ${description}]`, ...lines), { media: shelf({ kind: 'none' }, asked) });
      return new Set(asked.map(({ name }) => name));
    };
    expect(names('33 La Keysha; GRAB THE FULL UPLOAD')).toEqual(new Set(['33 La Keysha']));
    expect(names('GRAB THE FULL UPLOAD')).toEqual(new Set(['night-bus']));
  });

  it('of a cue that is cut is its source, and no finished clip', () => {
    const asked: MediaWanted[] = [];
    const media = shelf(found('episodes/0101/preshow/night bus.mp4'), asked);
    const { only } = repair(clip('[TrimStart: 00:01:00]', '[TrimEnd: 00:01:10]'), { media });
    expect(only('sourceurl')).toContain('-bus]\n[SourceURL: ../preshow/night bus.mp4]\n[Trim');
    expect(asked.every(({ sourcesOnly }) => sourcesOnly)).toBe(true);
  });

  it('that several files may be is left to a person, with their names', () => {
    const candidates = [file('episodes/0101/preshow/1 bus.mp4'), file('episodes/0101/preshow/2 bus.mp4')];
    const { about, codes } = repair(clip(), { media: shelf({ kind: 'unclear', candidates }) });
    expect([about, codes]).toEqual([['slug unsafe'], ['CUE_MEDIA_UNCLEAR']]);
  });

  it('is not looked for where a picture stands in the cue, and is not missing', () => {
    const text = cueOf('[Type: IMG]', '[AssetID: A]', '[Slug: goat]', '<img src="../assets/images/pen.png">');
    const media = mediaShelf([
      file('episodes/0101/assets/images/pen.png'),
      file('episodes/0101/preshow/goat.png'),
    ]);
    const { codes, about } = repair(text, { media });
    expect([codes, about]).toEqual([[], []]);
  });

  it('that lies finished at its place is the one, whatever else is alike', () => {
    const text = cueOf('[Type: GFX]', '[AssetID: A]', '[Slug: goat-pen]');
    const names = ['assets/graphics/goat-pen.png', 'preshow/goat pen 1.png', 'preshow/goat pen 2.png'];
    const media = mediaShelf(names.map((name) => file(`episodes/0101/${name}`)));
    const { codes, only } = repair(text, { media });
    expect(codes).toEqual([]);
    expect(only('mediaurl')).toContain('[MediaURL: ../assets/graphics/goat-pen.png]');
  });

  it('outside the episode is never taken', () => {
    const { about } = repair(clip(), { media: shelf(found('episodes/0099/preshow/night bus.mp4')) });
    expect(about).toEqual(['slug unsafe']);
  });

  it.each([
    'blob:https://x.example/1',
    'Processing...',
    'Processing…',
  ])('%s stays beside the file that takes its place', (url) => {
    const { all, codes } = repair(clip(`[MediaURL: ${url}]`), {
      media: shelf(found('episodes/0101/assets/video/night-bus.mp4')),
    });
    expect(all).toContain(`[PreviousMediaURL: ${url}]\n[MediaURL: ../assets/video/night-bus.mp4]`);
    expect(codes).toContain('CUE_MEDIA_UNUSABLE');
  });

  it('is asked for only where a cue has none', () => {
    const asked: MediaWanted[] = [];
    const media = shelf(undefined, asked);
    repair(clip('[MediaURL: a.mp4]'), { media });
    repair(cueOf('[Type: FSQ]', '[AssetID: A]', '[Slug: a]', '[Quote: "x"]'), { media });
    repair(cueOf('[Type: GFX]', '[AssetID: A]', '[Slug: a]', '[GfxType: xpost]'), { media });
    repair(cueOf('[Type: NOTE]', '[Note Text: a]'), { media });
    expect(asked).toEqual([]);
  });

  it('names: what can be played, and what kind it is', () => {
    expect(['blob:x', 'Processing', 'undefined', '../a/undefined.png', 'null'].every(isUnusable)).toBe(true);
    expect(['processed.mp4x', 'undefined behaviour.mp4'].map(isUnusable)).toEqual([false, false]);
    expect(['A.JPG', 'x/y.mkv?cache=1', 'a.mp3.mp3', 'a', ''].map(kindOfUrl)).toEqual([
      'image',
      'video',
      'audio',
      null,
      null,
    ]);
    expect(['../a/b c.mp3.mp3?x=.png', 'https://x.example/watch'].map(stemOfUrl)).toEqual(['b c', null]);
  });
});

describe('several MediaURLs', () => {
  const twice = (...urls: string[]) =>
    repair(cueOf('[Type: IMG]', '[AssetID: A1]', '[Slug: a]', ...urls.map((url) => `[MediaURL: ${url}]`)));

  it('that say the same are one, safely', () => {
    expect(twice('a.png', 'a.png', 'a.png')).toMatchObject({ about: ['twice safe'], codes: [] });
    expect(twice('a.png', 'a.png', 'a.png').all.match(/MediaURL/g)).toHaveLength(1);
  });

  it('that differ: the last one counts, the others stay', () => {
    const { all, about, codes } = twice('a.png', 'b.png', 'a.png');
    expect(all).toContain('[PreviousMediaURL: a.png]\n[PreviousMediaURL: b.png]\n[MediaURL: a.png]');
    expect([about, codes]).toEqual([
      ['previousmediaurl unsafe'],
      ['CUE_DUPLICATE_FIELD', 'CUE_DUPLICATE_FIELD'],
    ]);
  });

  it('of which one can be played: that one', () => {
    expect(twice('a.png', 'Processing...').all).toContain(
      '[MediaURL: a.png]\n[PreviousMediaURL: Processing...]',
    );
  });
});

describe('the marks of a quote', () => {
  it.each([
    ['He said "hello" to her', 'none', 2],
    ['He said &quot;hello&quot; to her', 'none', 2],
    ['He said \\"hello\\" to her', 'none', 2],
    ['He said &amp;quot;hello&amp;quot; to her', 'none', 2],
    ['"I think, therefore I am"', 'around', 0],
    ['"He said [sic] \\"never\\" and [then] left"', 'around', 2],
    ['“Curly” and more', 'unclear', null],
    ['"A" and "B"', 'unclear', null],
    ['"6" of rope"', 'unclear', null],
    ['"', 'unclear', null],
    ['""', 'around', 0],
  ] as const)('%s', (value, outer, inner) => {
    const marks = quoteMarks(value);
    expect([marks.outer, marks.inner?.length ?? null]).toEqual([outer, inner]);
  });

  it.each([
    ['&quot;Bread &amp; butter&quot;', 'Bread & butter'],
    ['\\"It&#39;s \\\'ours\\\'\\"', "It's 'ours'"],
    ['“I \\"do\\"”', 'I "do"'],
    ['A \\\\ and\\nanother', 'A \\ and\nanother'],
    ['One &amp;lt; two &amp;amp; three', 'One < two & three'],
  ])('%s is read as %s', (value, text) => expect(readQuote(value)).toBe(text));

  it('change no letter, in any value, and are in order after one pass', () => {
    const pieces = [
      '"',
      '\\"',
      '&quot;',
      '&amp;quot;',
      '“',
      '”',
      "\\'",
      '&#39;',
      '&amp;',
      '\\',
      'said',
      'I',
      ' ',
      '.',
      ',',
      ']',
      '&lt;',
      'amp;',
    ];
    const letters = (text: string) =>
      text
        .replace(/&(?:amp;)*(?:quot|#39|amp);/g, ' ')
        .match(/\p{L}+/gu)
        ?.join('') ?? '';
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = cueOf(
          '[Type: FSQ]',
          '[AssetID: A1]',
          '[Slug: a]',
          `[Quote: ${parts.join('')}x]`,
          '[Attribution: B]',
        );
        const { all } = repair(text);
        expect(letters(all)).toBe(letters(text));
        expect(repair(all).about.filter((each) => /quote/.test(each))).toEqual([]);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('trims', () => {
  it.each([
    ['2:54:58', '02:54:58'],
    ['29:14', '00:29:14'],
    ['9:05', '00:09:05'],
    ['2:57:31:10', '02:57:31:10'],
    ['00:29:14', null],
    ['0:00', null],
    ['', null],
    ['75:10', null],
    ['29', null],
    ['1:2', null],
    ['soon', null],
  ])('%j → %j', (text, spelled) => expect(normaliseTrim(text)).toBe(spelled));

  it.each(['00:00:00', '00:00:00:00', '0', '0:00', '00:00', ''])('%j is not set', (text) =>
    expect(readTrim(text, 30)).toEqual({ kind: 'unset' }));
});

describe('the proof that values stay', () => {
  const doc = (...lines: string[]) => parseSegment(at(NAME), cueOf(...lines));
  const before = doc(
    '[Type: FSQ]',
    '[Quote: &quot;A b&quot;]',
    '[Source: C]',
    '[Style: centered]',
    '[Duration: :30]',
  );

  it('looks through labels, codes and spellings', () => {
    const after = doc(
      '[Type: FSQ]',
      '[Quote: "A b"]',
      '[Attribution: C]',
      '[Alignment: center]',
      '[Duration: 00:00:30:00]',
    );
    expect(keepsValues(before, after)).toBe(true);
  });

  it.each([
    [
      'a word of the quote',
      ['[Type: FSQ]', '[Quote: "A"]', '[Source: C]', '[Style: left]', '[Duration: :30]'],
    ],
    ['a field', ['[Type: FSQ]', '[Quote: "A b"]', '[Style: left]', '[Duration: :30]']],
    ['a duration', ['[Type: FSQ]', '[Quote: "A b"]', '[Source: C]', '[Style: left]']],
  ])('notices that %s is gone', (_what, lines) => expect(keepsValues(before, doc(...lines))).toBe(false));

  it('notices that one of two cues lost what the other still says', () => {
    const two = parseSegment(at(NAME), cueOf('[Caption: Bread]') + cueOf('[Caption: Bread]'));
    const one = parseSegment(at(NAME), cueOf('[Caption: Bread]') + cueOf('[Caption: ]'));
    expect(keepsValues(two, one)).toBe(false);
  });
});
