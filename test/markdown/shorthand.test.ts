// What a host types instead of cue blocks: what it becomes, what stays, and that nothing is lost on the way. Whole
// files with their befores and afters are cases of the step; here are the small rules and texts of all kinds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cueValue } from '../../src/domain/cue.ts';
import { applyEdits, fits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import {
  type MediaMatch,
  type MediaShelf,
  type MediaWanted,
  mediaShelf,
} from '../../src/domain/media/shelf.ts';
import { parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import { byPlace, repairCues } from '../../src/markdown/repair/cues.ts';
import type { Offer, RepairContext } from '../../src/markdown/repair/offer.ts';
import { memberOf } from '../../src/markdown/repair/shorthand/video-lines.ts';
import { convertShorthand } from '../../src/markdown/repair/shorthand.ts';
import { keepsWords } from '../../src/markdown/repair/words-kept.ts';
import { runs } from '../runs.ts';

const path = treePath('episodes/0101/rundown/10 Opening.md');
const segment = (text: string) => parseSegment(path, text);

function contextOf(doc: SegmentDocument, media: MediaShelf = mediaShelf([])): RepairContext {
  return { fps: 30, quoteWordsPerMinute: 120, quoteMinimumMs: 3000, media, siblings: [doc] };
}

const file = (name: string) =>
  ({ path: treePath(`episodes/0101/${name}`), kind: 'video', bytes: 1 }) as const;

/** Knows what it was asked, and answers so. */
function shelf(answer: MediaMatch): MediaShelf & { readonly asked: MediaWanted[] } {
  const asked: MediaWanted[] = [];
  const match = (wanted: MediaWanted) => {
    asked.push(wanted);
    return answer;
  };
  return { files: [], resolve: () => null, match, finished: () => ({ kind: 'none' }), asked };
}

const read = (text: string, media?: MediaShelf) => {
  const doc = segment(text);
  return { doc, ...convertShorthand(doc, contextOf(doc, media)) };
};

function applied(text: string, offers: readonly Offer[]): string {
  const edits = offers.flatMap((offer) => offer.edits).sort(byPlace);
  expect(fits(text, edits)).toBe(true);
  return applyEdits(text, edits);
}

const converted = (text: string, media?: MediaShelf) => applied(text, read(text, media).offers);
const codes = (text: string, media?: MediaShelf) => read(text, media).diagnostics.map(({ code }) => code);

/** Fields of the only cue that comes of it, by name. */
function cueOf(text: string, media?: MediaShelf): Readonly<Record<string, string>> {
  const { cues } = segment(converted(text, media));
  expect(cues).toHaveLength(1);
  return Object.fromEntries((cues[0]?.fields ?? []).map(({ label, value }) => [label, value]));
}

describe('a token', () => {
  it.each([
    ['{SOT/foo}', 'SOT', 'foo', '00:00:30:00'],
    ['(SOT/foo)', 'SOT', 'foo', '00:00:30:00'],
    ['{SOT/foo)', 'SOT', 'foo', '00:00:30:00'],
    ['(vo/foo}', 'VO', 'foo', '00:00:30:00'],
    ['{ VO / b roll of the street}', 'VO', 'b-roll-of-the-street', '00:00:30:00'],
    ['{\u00a0Nat\u00a0/\u00a0geese }', 'NAT', 'geese', '00:00:30:00'],
    ['{VOT/foo}', 'SOT', 'foo', '00:00:30:00'],
    ["{IMG/The Baker's (old) hat!}", 'IMG', 'the-bakers-old-hat', '00:00:15:00'],
    ['{IMG pope ice}', 'IMG', 'pope-ice', '00:00:15:00'],
    ['{GFX pope memo 1}', 'GFX', 'pope-memo-1', '00:00:15:00'],
    ['{GFX/10 tyler-robinson}', 'GFX', 'tyler-robinson', '00:00:15:00'],
    ['{010  [IMG] city-hall}', 'IMG', 'city-hall', '00:00:15:00'],
    ['{SOT/1 brad}', 'SOT', '1-brad', '00:00:30:00'],
    ['{SOT/12 angry goats}', 'SOT', '12-angry-goats', '00:00:30:00'],
    ['[SOT: 24-hour-bakery 1:15]', 'SOT', '24-hour-bakery', '00:01:15:00'],
    ['{SOT/foo 1:15}', 'SOT', 'foo', '00:01:15:00'],
    ['[SOT: interview-segment 1:15]', 'SOT', 'interview-segment', '00:01:15:00'],
    ['[VO: opening-narration :30]', 'VO', 'opening-narration', '00:00:30:00'],
    ['[SOT: interview-segment 1:15.5]', 'SOT', 'interview-segment', '00:01:15:15'],
    ['[NAT:crowd-ambience :10]', 'NAT', 'crowd-ambience', '00:00:10:00'],
    ['[COMMERCIAL BREAK - 2:00]', 'BREAK', 'break', '00:02:00:00'],
    ['{SOT/goat parade https://x.com/goats/status/17}', 'SOT', 'goat-parade', '00:00:30:00'],
  ])('%s', (token, type, slug, duration) => {
    expect(cueOf(token)).toMatchObject({
      Type: type,
      Slug: slug,
      Duration: duration,
      ConvertedFrom: token,
    });
  });

  it.each([
    '(and/or)',
    '(VO by Kevin)',
    '{note to self}',
    'see GFX 10',
    '(live/taped)',
    '{live from the roof}',
    '(SOT/VO)',
    '[sot: small]',
    '[Return with bumper music]',
    '[Type: SOT]',
    '[GFX: a link](https://example.org)',
    '![IMG: a picture](a.png)',
    'He said [Note: sic] twice.',
    '\\{SOT/foo}',
    '{something}',
    '`{SOT/foo}`',
    '<!-- {SOT/foo} -->',
  ])('is not %s', (prose) => {
    const { offers, diagnostics } = read(`Before ${prose} after.\n`);
    expect({ offers, diagnostics }).toEqual({ offers: [], diagnostics: [] });
  });

  it.each([
    ['[ADLIB: 2:00]', '00:02:00:00'],
    ['[AD LIB 2:00]', '00:02:00:00'],
    ['[AD LIB] 00:01:30', '00:01:30:00'],
    ['[AD-LIB]', '00:01:00:00'],
    ['[Type: ADLIB, Duration: 00:01:30]', '00:01:30:00'],
  ])('in %s is an ad-lib of %s', (text, duration) => {
    const fields = cueOf(text);
    expect(fields).toMatchObject({ Type: 'ADLIB', Duration: duration });
    expect(Object.keys(fields)).not.toContain('Slug');
  });

  it.each([
    ['[Note: get it]', 'unknown'],
    ['[Note for Kevin: get it]', 'Kevin'],
    ['[NOTE TO MR. HALE: get it]', 'MR. HALE'],
  ])('in %s is a note for %s', (text, to) => {
    expect(cueOf(text)).toMatchObject({ Type: 'NOTE', 'Note For': to, 'Note Text': 'get it' });
  });

  it.each([
    ['an [ADLIB] amid prose', 'He went on [ADLIB: 2:00] for hours.'],
    ['a note amid prose', 'He said [Note for Kevin: sic] twice.'],
    ['small letters', '[ad lib]'],
  ])('is not %s', (_, text) => {
    expect(read(text)).toMatchObject({ offers: [], diagnostics: [] });
  });

  it('names one file where one may be meant, and does not speak of several', () => {
    const near = shelf({ kind: 'unclear', candidates: [file('preshow/foo 2.mp4')] });
    const { diagnostics, offers } = read('{SOT/foo}', near);
    expect(diagnostics[0]?.message).toBe(
      'No file of the episode certainly belongs to this cue; closest by name: “foo 2.mp4”',
    );
    expect(`${diagnostics[0]?.message} ${offers[0]?.why}`).not.toMatch(/several/i);
  });

  it.each([
    ['{CUE/foo}', 'CUE_TOKEN'],
    ['{{cue:1001}}', 'CUE_TOKEN'],
    ['{SOT: foo}', 'CUE_TOKEN'],
    ['{SOT/}', 'CUE_TOKEN_NO_SLUG'],
    ['{sot}', 'CUE_TOKEN_NO_SLUG'],
    ['{GFX/10}', 'CUE_TOKEN_NO_SLUG'],
    ['{XYZ/foo}', 'CUE_TOKEN_UNKNOWN'],
    ['{SOT/foo', 'CUE_TOKEN_UNCLOSED'],
    ['[SOT: foo 1:75]', 'CUE_TOKEN_TIME_UNCLEAR'],
    ['{FSQ/foo}', 'FSQ_MISSING_QUOTE'],
    ['{SOT/https://www.youtube.com/watch?v=dQw4w9WgXcQ}', 'CUE_TOKEN_NO_SLUG'],
    ['[SOT: https://x.com/goats/status/17 1:15]', 'CUE_TOKEN_NO_SLUG'],
    ['(IMG/www.goats.org)', 'CUE_TOKEN_NO_SLUG'],
    ['- Words {SOT/foo}', 'CUE_TOKEN'],
    ['- {SOT/foo} words', 'CUE_TOKEN'],
    ['- {SOT/foo}\n  more words', 'CUE_TOKEN'],
    ['- {SOT/foo}\n    - deep', 'CUE_TOKEN'],
    ['- {SOT/foo}\n\n\tdeep', 'CUE_TOKEN'],
    ['> {SOT/foo}', 'CUE_TOKEN'],
    ['| {SOT/foo} |', 'CUE_TOKEN'],
    ['# {SOT/foo}', 'CUE_TOKEN'],
    ['{SOT/foo}\n---', 'CUE_TOKEN'],
    ['**bold {SOT/foo} bold**', 'CUE_TOKEN'],
    ['<p>Words {SOT/foo}</p>', 'CUE_TOKEN'],
    ['{SOT/foo} # no heading', 'CUE_TOKEN'],
  ])('stays and is told: %s', (text, code) => {
    const { offers, diagnostics } = read(`${text}\n`);
    expect(offers).toEqual([]);
    expect(diagnostics.map((each) => [each.code, each.line])).toEqual([[code, 1]]);
  });

  it('keeps the number that stood in it, outside of the slug', () => {
    expect(cueOf('{GFX/10 tyler-robinson}')['Enumerator']).toBe('10');
    expect(cueOf('{095  [IMG] luv-my-gov}')['Enumerator']).toBe('095');
    expect(Object.keys(cueOf('{010 [IMG] city-hall}')).slice(0, 4)).toEqual([
      'Type',
      'Enumerator',
      'AssetID',
      'Slug',
    ]);
  });

  it('is nobody’s business in notes', () =>
    expect(read('## Notes\n\n{SOT/foo}\n\nIN 1:00\n\n## Script\n\nWords.\n')).toMatchObject({
      offers: [],
      diagnostics: [],
    }));
});

describe('a token leaves nothing behind that says nothing without it', () => {
  const BLOCK = /<!-- Begin Cue -->.*?<!-- End Cue -->/gs;
  const around = (text: string) => converted(text).replace(BLOCK, '(cue)');

  it.each([
    ['{SOT/x}.', '(cue)'],
    ['"{SOT/x}"', '(cue)'],
    ['“{SOT/x}.”', '(cue)'],
    ['„{SOT/x}“', '(cue)'],
    ["'{SOT/x}',", '(cue)'],
    ['*“{SOT/x}”*', '(cue)'],
    ['==(IMG/x)==', '(cue)'],
    ['<mark>{SOT/x}</mark>.', '(cue)'],
    ['({SOT/x})', '(cue)'],
    ['[{SOT/x}]', '(cue)'],
    ['— {SOT/x} —', '(cue)'],
    ['▶ {SOT/x}:', '(cue)'],
    ['*** {SOT/x}.', '(cue)'],
    ['{SOT/x}, {SOT/y}; {SOT/z}.', '(cue)\n\n(cue)\n\n(cue)'],
    ['Look at {SOT/x}, {SOT/y}.', 'Look at,\n\n(cue)\n\n(cue)'],
    ['Look (there) {SOT/x}! Well.', 'Look (there)!\n\n(cue)\n\nWell.'],
    ['Look. {SOT/x}. Well.', 'Look.\n\n(cue)\n\nWell.'],
    ['{SOT/x} 🐐', '(cue)\n\n🐐'],
    ['He calls it "{SOT/x}" here.', 'He calls it\n\n(cue)\n\nhere.'],
    ['"{SOT/x} is it," he said.', '"\n\n(cue)\n\nis it," he said.'],
    ['{SOT/x}.\nIN 1:00\nOUT 2:00\n', '(cue)\n'],
    ['- {SOT/x}', '(cue)'],
    ['- one\n* [ ] **{SOT/x}**.\n- two', '- one\n\n(cue)\n\n- two'],
    ['1. one\n2. [x] {SOT/x}\n3. three', '1. one\n\n(cue)\n\n3. three'],
    ['- {SOT/x}\n- {SOT/y}', '(cue)\n\n(cue)'],
    ['- one\n  - {SOT/x}\n  - two', '- one\n\n(cue)\n\n  - two'],
  ])('%j → %j', (text, left) => expect(around(text)).toBe(left));

  it('one by one, too', () => {
    const text = '- {SOT/x}\n- [ ] {SOT/y}\n- words\n\n{SOT/z}, {SOT/a}.\n';
    for (const [i, offer] of read(text).offers.entries()) {
      const alone = applied(text, [offer]);
      expect(segment(alone).cues).toHaveLength(1);
      expect(keepsWords(segment(text), segment(alone), offer.drops)).toBe(true);
      expect(read(alone).offers).toHaveLength(read(text).offers.length - 1);
      expect(i).toBeLessThan(4);
    }
  });
});

describe('pictures that are drawn from words', () => {
  const thirds = ['Ada Lum - Baker', 'Bo Crumb - Owl man', 'Ada Lum - Baker', 'Bo Crumb - Witness'].map(
    (words) => `[GFX: lower-third "${words}"]`,
  );
  const slugs = (text: string) => segment(converted(text)).cues.map(({ slug }) => slug);

  it('have a slug of their own, and the same one for the same words', () => {
    expect(slugs(thirds.join('\n\n'))).toEqual([
      'lower-third',
      'lower-third-bo-crumb',
      'lower-third',
      'lower-third-bo-crumb-witness',
    ]);
    expect(slugs('{GFX/map}\n\n{GFX/map}')).toEqual(['map', 'map']);
  });

  it('keep it whichever is taken first', () => {
    const text = `${thirds.join('\n\n')}\n`;
    const all = slugs(text);
    for (const [i, offer] of read(text).offers.entries()) {
      const alone = applied(text, [offer]);
      expect([i, slugs(alone)]).toEqual([i, all]);
    }
  });

  it('of other items of the episode count too', () => {
    const at = (name: string, text: string) => parseSegment(treePath(`episodes/0101/rundown/${name}`), text);
    const first = at('10 a.md', `${thirds[0]}\n`);
    const made = at(
      '30 c.md',
      cueLines('[Type: GFX]', '[Slug: lower-third-bo-crumb]', '[Description: Else]'),
    );
    const doc = at('20 b.md', `${thirds[1]}\n`);
    const { offers } = convertShorthand(doc, { ...contextOf(doc), siblings: [first, doc, made] });
    expect(segment(applied(doc.text, offers)).cues[0]?.slug).toBe('lower-third-bo-crumb-owl');
    const alone = convertShorthand(first, { ...contextOf(first), siblings: [first, doc, made] });
    expect(segment(applied(first.text, alone.offers)).cues[0]?.slug).toBe('lower-third');
  });

  it('quotes among them', () => {
    const text =
      '{FSQ}\n"So that is that, my dear."\n—Ada Lum\n\n{FSQ}\n"So that is how it went."\n—Bo Crumb\n';
    expect(slugs(text)).toEqual(['so-that-is', 'so-that-is-how-it']);
  });

  function cueLines(...lines: readonly string[]): string {
    return ['<!-- Begin Cue -->', ...lines, '<!-- End Cue -->', ''].join('\n');
  }
});

describe('several tokens', () => {
  const text = 'A {GFX/one} B {GFX/two}{GFX/one} C.\n{GFX/three}\nD.\n';

  it('are named so that taking one leaves the names of the others', () => {
    const { offers } = read(text);
    const names = offers.map(({ field }) => field);
    expect(names).toEqual(['token:{GFX/one}', 'token:{GFX/two}', 'token:{GFX/one}#2', 'token:{GFX/three}']);
    const first = applied(text, offers.slice(0, 1));
    expect(read(first).offers.map(({ field }) => field)).toEqual(names.slice(1));
    const ids = (offer: Offer | undefined) => /AssetID: (\w+)/.exec(offer?.edits[0]?.added ?? '')?.[1];
    expect(read(first).offers.map(ids)).toEqual(offers.slice(1).map(ids));
  });

  it('are named and get ids apart, also where their number or their speaker is taken', () => {
    const { offers } = read('{GFX/10-one} {GFX/10-one}\n\n[FSQ: "A."]\n—Ada Lum\n\n[FSQ: "A."]\n—Ada Lum\n');
    expect(offers.map(({ field }) => field)).toEqual([
      'token:{GFX/10-one}',
      'token:{GFX/10-one}#2',
      'token:[FSQ: "A."]',
      'token:[FSQ: "A."]#2',
    ]);
  });

  it('keep what a decision hangs on when another one is taken, or words are added elsewhere', () => {
    const about = (body: string, field: string) => {
      const { offers } = read(body);
      const offer = offers.find((each) => each.field === field);
      return body.slice(offer?.span.start, offer?.span.end);
    };
    const apart = 'A {GFX/one} B {GFX/two} C.\n';
    const other = applied(apart, read(apart).offers.slice(0, 1));
    expect(about(other, 'token:{GFX/two}')).toBe(about(apart, 'token:{GFX/two}'));
    expect(about(`More.\n\n${apart}`, 'token:{GFX/one}')).toBe(about(apart, 'token:{GFX/one}'));
  });

  it('give ids that no cue of the episode has', () => {
    const doc = segment('{SOT/a}\n\n{SOT/a}\n');
    const [one, two] = segment(converted(doc.text)).cues.map(({ assetId }) => assetId);
    expect(new Set([one, two]).size).toBe(2);
    const sibling = parseSegment(
      treePath('episodes/0101/rundown/20 b.md'),
      `<!-- Begin Cue -->\n[AssetID: ${one}]\n<!-- End Cue -->\n`,
    );
    const { offers } = convertShorthand(doc, { ...contextOf(doc), siblings: [doc, sibling] });
    expect(segment(applied(doc.text, offers)).cues.map(({ assetId }) => assetId)).not.toContain(one);
  });

  it('give other ids in another episode, and in another item, made from the same template', () => {
    const text = "---\nid: '77'\n---\n{SOT/a}\n";
    const read = (path: string) => parseSegment(treePath(path), text);
    const [one, other] = [read('episodes/0101/rundown/10 a.md'), read('episodes/0102/rundown/10 a.md')];
    const copy = read('episodes/0101/rundown/20 a.md');
    const ids = [one, other, copy].map((doc) => {
      const siblings = doc === other ? [other] : [one, copy];
      const { offers } = convertShorthand(doc, { ...contextOf(doc), siblings });
      return segment(applied(text, offers)).cues[0]?.assetId;
    });
    expect(new Set(ids).size).toBe(3);
  });

  it('stand apart with one blank line between', () => {
    const after = converted('{GFX/a}{GFX/b} {GFX/c}\n{GFX/d}');
    expect(after.match(/-->\n\n<!--/g)).toHaveLength(3);
    expect(after).not.toMatch(/\n{3}/);
  });
});

describe('media', () => {
  const clip = '{SOT/foo}\nIN 1:00 "a"\nto\nOUT 2:00 "b"\nFROM: the long film\n';

  it('that is found is named as seen from the rundown folder', () => {
    const found = shelf({ kind: 'found', file: file("preshow/b's film & more.mp4") });
    expect(cueOf('{SOT/foo}', found)['MediaURL']).toBe("../preshow/b's film & more.mp4");
    expect(found.asked[0]).toEqual({ name: 'foo', kinds: ['video'], sourcesOnly: false });
    expect(read('{SOT/foo}', found)).toMatchObject({ offers: [{ confidence: 0.9 }], diagnostics: [] });
  });

  it('that is unclear or missing is left open, and told', () => {
    const unclear = shelf({ kind: 'unclear', candidates: [file('preshow/a.mp4'), file('preshow/b.mp4')] });
    const { offers, diagnostics } = read('{VO/foo}', unclear);
    expect(offers).toMatchObject([{ confidence: 0.5 }]);
    expect(offers[0]?.edits[0]?.added).not.toContain('MediaURL');
    expect(diagnostics).toMatchObject([{ code: 'CUE_MEDIA_UNCLEAR', line: 1 }]);
    expect(diagnostics[0]?.message).toContain('a.mp4, b.mp4');
    expect(codes('{MUS/foo}')).toEqual(['CUE_MEDIA_MISSING']);
  });

  it.each([
    '{GFX/foo}',
    '{LIVE/foo}',
    '{RIF/foo}',
    '{DIR/foo}',
    '[FSQ: a quote | him]',
  ])('is not missed by %s', (token) => expect(codes(token)).toEqual([]));

  it('of a clip with IN and OUT is its source', () => {
    const found = shelf({ kind: 'found', file: file('preshow/long film.mp4') });
    expect(cueOf(clip, found)).toMatchObject({
      Duration: '00:01:00:00',
      Description: 'the long film',
      TrimStart: '00:01:00',
      TrimEnd: '00:02:00',
      ClippingMethod: 'single-trim',
      Incue: 'a',
      Outcue: 'b',
      SourceURL: '../preshow/long film.mp4',
    });
    expect(cueOf(clip, found)).not.toHaveProperty('MediaURL');
    expect(found.asked[0]).toEqual({ name: 'the long film', kinds: ['video'], sourcesOnly: true });
  });

  it('of a clip with IN and OUT may be missing: the clip is converted without it, and told', () => {
    expect(cueOf(clip)).toMatchObject({ Duration: '00:01:00:00', Description: 'the long film', Outcue: 'b' });
    expect(cueOf(clip)).not.toHaveProperty('SourceURL');
    expect(codes(clip)).toEqual(['VIDEO_SOURCE_MISSING']);
    expect(read(clip).offers).toMatchObject([{ applicability: 'unsafe', confidence: 0.5 }]);
    const unclear = shelf({ kind: 'unclear', candidates: [file('preshow/a.mp4'), file('preshow/b.mp4')] });
    expect(cueOf(clip, unclear)).not.toHaveProperty('SourceURL');
    expect(codes(clip, unclear)).toEqual(['VIDEO_SOURCE_UNCLEAR']);
    expect(read(clip, unclear).diagnostics[0]?.message).toContain('closest by name: “a.mp4, b.mp4”');
  });
});

describe('lines that say what to cut', () => {
  it.each([
    ['IN-02:54:58 "do you think"', 'times'],
    ['IN 29:14', 'times'],
    ['OUT: 2:05', 'times'],
    ['02:54:58', 'times'],
    ['to', 'to'],
    ["FULL VIDEO IS TITLED '33LaKeyshaKeysha'", 'title'],
    ['FROM: title', 'title'],
    ['From: title', 'title'],
    ["FROM 'title'", 'title'],
    ['FROM 33LaKeyshaKeysha', 'title'],
    ['"do you think"', 'cue'],
    ['GRAB THE FULL YOUTUBE UPLOAD', 'note'],
    ['IN 1:00.5 "hello"', 'times'],
    ['OUT: 0:01:02,25', 'times'],
    ['IN 00:01:00;12', 'times'],
    ['IN-2:5', 'broken'],
    ['IN 1:00.5000', 'broken'],
    ['IN 1:00pm "hello"', 'broken'],
    ['IN 1:00.5.5', 'broken'],
    ['tune in: 8:30 tonight', null],
    ['From here we see', null],
    ['OK', null],
    ['In 8:30 minutes', null],
    ['Out: 2:05', null],
    ['8:30 is when it starts', null],
    ['INSIDE 8:30', null],
    ['A NOTE', null],
  ])('%s', (line, kind) => expect(memberOf(line)?.kind ?? null).toBe(kind));

  const found = shelf({ kind: 'found', file: file('preshow/a.mp4') });

  it.each([
    ['IN 1:00.5 "hello"\nOUT 2:00', '00:01:00:15', '00:02:00', '00:00:59:15'],
    ['IN 1:00,25\nOUT 2:00,5', '00:01:00.25', '00:02:00:15', '00:01:00:08'],
    ['IN 1:00.5 to 2:00.5', '00:01:00:15', '00:02:00:15', '00:01:00:00'],
    ['IN 00:01:00:12\nOUT 00:02:00:12', '00:01:00:12', '00:02:00:12', '00:01:00:00'],
    ['IN 1:00.\nOUT 2:00.', '00:01:00', '00:02:00', '00:01:00:00'],
    ['IN 0:10:00\nOUT 1:10:00', '00:10:00', '01:10:00', '01:00:00:00'],
  ])('have fractions in %j', (text, start, end, length) => {
    const cue = cueOf(`{SOT/a}\n${text}\n`, found);
    expect([cue['TrimStart'], cue['TrimEnd'], cue['Duration']]).toEqual([start, end, length]);
    expect(cue['Incue'] ?? 'hello').toBe('hello');
  });

  it.each([
    '{SOT/a}\nIN 1:00\nOUT 2:00:15\n',
    '{SOT/a}\nIN 1:00 to 2:00:15\n',
    '{SOT/a}\nIN 00:01:00 "a"\nto\nOUT 00:02:00:15 "b"\n',
    '{SOT/a}\nIN 0:10:00\nOUT 1:10:01\n',
    '{SOT/a}\nIN 1:00.5000\nOUT 2:00\n',
    '{SOT/a}\nIN 1:00 "a" <!-- or 1:05 -->\nOUT 2:00\n',
    '{SOT/a}\nIN 1:00\n~~OUT 2:00~~\nOUT 3:00 %% ask %%\n',
    '{SOT/a}\nIN 1:00\n%% OUT 2:00 %%\nOUT 3:00\n',
    '{SOT/a}\nIN 1:00\n%%\nOUT 2:00\n%%\nOUT 3:00\n',
    '{SOT/a}\nIN 1:00[^1]\nOUT 2:00\n',
    '{SOT/a}\nIN 1:00\nOUT 2:00\nIN 3:00\nOUT 4:00\n',
    '{SOT/a}\nIN 1:00\n',
    '{SOT/a}\nIN 2:00\nOUT 1:00\n',
    '{SOT/a}\nOUT 1:00\nIN 2:00\n',
    '{SOT/a}\nIN 1:00\nOUT 2:00\nFROM a\nFROM b\n',
    '{SOT/a} IN 1:00 OUT 2:00\n',
    'IN 1:00\nto\nOUT 2:00\n',
  ])('don’t add up in %j', (text) => {
    expect(read(text, found)).toMatchObject({ offers: [], diagnostics: [{ code: 'VIDEO_LINES_UNCLEAR' }] });
  });
});

describe('a full-screen quote', () => {
  const quoteOf = (text: string) => {
    const cue = cueOf(`{FSQ/q}\n${text}\n`);
    return [cue['Quote'], cue['Attribution']];
  };

  it.each([
    ['"Words."\n—Name', '"Words."', 'Name'],
    ['"Words."\n\n--Name', '"Words."', 'Name'],
    ['\n"Words."\n- Name', '"Words."', 'Name'],
    ['"Words." - Name', '"Words."', 'Name'],
    ['"Words."\nPerson Name', '"Words."', 'Person Name'],
    ['Words.\n—Sen. Sam Douglass', '"Words."', 'Sen. Sam Douglass'],
    ['“He said “no” to me.”', '"He said ‘no’ to me."', 'Unknown'],
    ['"He said "no" to me."', '"He said \'no\' to me."', 'Unknown'],
    ['"He said &amp;quot;no&amp;quot; [sic]."\n—X', '"He said \'no\' [sic]."', 'X'],
    ['> Words.\n> More.\n—Name', '"Words.\nMore."', 'Name'],
    ['"One.\n\n"Two."', '"One.\n\nTwo."', 'Unknown'],
    ['One.\n\nTwo.\n\n—Name', '"One.\n\nTwo."', 'Name'],
    ['"empahty is hautned"', '"empahty is hautned"', 'Unknown'],
    ['"Words."\n\n—Ada Lum, "Baker\'s Weekly"', '"Words."', 'Ada Lum, "Baker\'s Weekly"'],
    ['“Words.”\n\n—Ada Lum, “Baker’s Weekly”', '"Words."', 'Ada Lum, “Baker’s Weekly”'],
    ['“Words.”\n\n—“Ada Lum”', '"Words."', 'Ada Lum'],
    ['"Words."\n\n*—Ada Lum*', '"Words."', 'Ada Lum'],
    ['"Words."\n\n— **Ada Lum**, _baker_', '"Words."', 'Ada Lum, baker'],
    ['"Words." — Ada*Lum of* B', '"Words."', 'Ada*Lum of* B'],
    ['"Words."\n\n<em>&mdash;Ada Lum</em>', '"Words."', 'Ada Lum'],
    ['"Words."\n\n(—Ada Lum)', '"Words."', 'Ada Lum'],
    ['"Words."\n\n—— Ada Lum.', '"Words."', 'Ada Lum'],
    ['"Words." —Ada Lum, "Baker\'s Weekly"', '"Words."', 'Ada Lum, "Baker\'s Weekly"'],
    ['> Words.\n> —Ada Lum, "Baker\'s Weekly"', '"Words."', 'Ada Lum, "Baker\'s Weekly"'],
    ['> Words.\n\n> *— Ada Lum*', '"Words."', 'Ada Lum'],
    ['"Words."\n\n- and the weather.', '"Words."', 'Unknown'],
    ['"Words."\n\n(laughs)', '"Words."', 'Unknown'],
    ['"Words."\n\nShe left.', '"Words."', 'Unknown'],
    ['"Words."\n\n~~—Ada Lum~~', '"Words."', 'Unknown'],
    ['"Words."\n—Ada Lum\n\n%% check %%', '"Words."', 'Ada Lum'],
    ['"Words."\n—Ada Lum\n<!-- check -->', '"Words."', 'Ada Lum'],
    ['"Words."\n—Ada Lum\nThen she left.', '"Words."', 'Ada Lum'],
  ])('%j', (text, quote, attribution) => expect(quoteOf(text)).toEqual([quote, attribution]));

  it.each([
    'Just prose.',
    '"Most days," he said. "I let them."',
    '"It never closes.\n\nAnd goes on.',
    '"Words." And prose.',
    '"Words."\n\n- Ada Lum',
    '"Words."\n\n* Ada Lum',
    '"Words."\n\n-Ada Lum',
    '"Words."\n\n~ Ada Lum',
    '"Words."\n\n(Ada Lum)',
    '"Words."\n\n(by Ada Lum)',
    '"Words."\n\nAda Lum',
    '"Words."\n\n**Ada Lum**',
    '"Words."\n\nby Ada Lum',
    '"Words."\n\nSource: Ada Lum',
    '"Words."\n\n[Attribution: Ada Lum]',
    '"Words."\n\n—',
    `"Words."\n\n—Ada Lum, ${'who bakes '.repeat(12)}in Pimbury`,
    '"Words."\n\n—Ada Lum, who said it twice, and then once more to be sure that everybody had heard it.',
    '"Words."\n\n— “I never said that.”',
    '"Words."\n—Ada Lum\nBaker’s Weekly, 1999',
    '> Words.\n> —Ada Lum, who said it twice, and then once more to be sure that everybody had heard.',
    '> Words.\n\n(Ada Lum)',
    'Words.\n\nAda Lum\n\n—Otto Vale',
    '"Words."\n—Ada Lum <!-- or {SOT/otto} -->',
    '"Words." <!-- cut? -->\n—Ada Lum',
    '"Words ~~and more~~."\n—Ada Lum',
    '"Words."\n\n—Ada Lum %% check %%',
    '"Words."\n<!-- check -->\n—Ada Lum',
    '"Words."\n%%\ncheck\n%%\n—Ada Lum',
    '"Words."\n\n~~—Otto Vale~~\n—Ada Lum',
    '"Words[^1]."\n—Ada Lum',
  ])('is not guessed from %j', (text) => {
    expect(read(`{FSQ/q}\n${text}\n`)).toMatchObject({
      offers: [],
      diagnostics: [{ code: 'FSQ_QUOTE_UNCLEAR' }],
    });
  });

  it('in brackets has its speaker below as well', () => {
    const by = (text: string) => cueOf(text)['Attribution'];
    expect(by('[FSQ: "Words."]\n\n—Ada Lum\n')).toBe('Ada Lum');
    expect(by('[FSQ: first-rule "Words."] —Ada Lum\n')).toBe('Ada Lum');
    expect(by('[FSQ: Words. | Otto Vale]\n\n—Ada Lum\n')).toBe('Otto Vale');
    expect(by('[FSQ: "Words."]\n\nShe left.\n')).toBe('Unknown');
    expect(codes('[FSQ: "Words."]\n\n(Ada Lum)\n')).toEqual(['FSQ_QUOTE_UNCLEAR']);
  });

  it('in brackets takes nothing that is commented or struck out along', () => {
    for (const below of ['—Ada Lum %% check %%', '%% check %%\n—Ada Lum', '—Ada Lum <!-- or {SOT/otto} -->'])
      expect([below, codes(`[FSQ: "Words."]\n${below}\n`)]).toEqual([below, ['FSQ_QUOTE_UNCLEAR']]);
  });

  it.each([
    '{SOT/goat %%old%% cut}',
    '{SOT/~~goat~~ hen}',
    '[SOT: goat <!-- old --> 1:15]',
    '[FSQ: "Words ~~and more~~." | Ada Lum]',
    '{SOT/goat} ~~ %% cut',
    '{FSQ/q}\n"Words." %% check\n—Ada Lum',
    '{SOT/a}\nIN 1:00 "a" ~~ ask\nOUT 2:00',
  ])('or a clip stays where a comment or struck words stand in %j', (text) => {
    expect(read(`${text}\n`).offers).toEqual([]);
    expect(codes(`${text}\n`)).toEqual(['CUE_TOKEN']);
  });

  it('or a clip is taken above a comment', () => {
    for (const text of [
      '{SOT/a}\n%% ask %%',
      '{GFX/a}\n\n~~old~~',
      '{SOT/a}\nIN 1:00\nOUT 2:00\n%% ask %%\n"Well."',
    ])
      expect([text, read(`${text}\n`).offers.length]).toEqual([text, 1]);
  });

  it('is the same whether or not the flag of a token below has been taken off', () => {
    const text = '{FSQ/q}\nWords.\n— the owl\n*** flagged {GFX/foo}\n';
    expect(segment(converted(text)).cues).toHaveLength(2);
  });

  it('stops at the next token, at a cue and at a heading', () => {
    for (const next of ['{GFX/b}', '<!-- Begin Cue -->\n[Type: RIF]\n<!-- End Cue -->', '## Next'])
      expect(codes(`{FSQ/q}\n\n${next}\n\n—Name\n`)).toEqual(['FSQ_MISSING_QUOTE']);
  });

  it('takes the prose behind it out of nobody’s mouth', () =>
    expect(converted('{FSQ/q}\n"Words."\n\n"Well," he said.\n')).toMatch(
      /End Cue -->\n\n"Well," he said\.\n$/,
    ));

  it('is named for its first words', () => {
    expect(cueOf('{FS Quote/}\n"The purpose of it all."\n')['Slug']).toBe('the-purpose-of');
    expect(cueOf('[FSQ: We don’t have that. | Him]')['Slug']).toBe('we-dont-have');
  });

  it('lasts as long as it is read', () =>
    expect(cueOf('{FSQ/q}\n"One two three four five six seven eight nine ten."\n')['Duration']).toBe(
      '00:00:05:00',
    ));

  it('is not written where it would be read as something else', () =>
    expect(codes('{FSQ/q}\n> a ]\n> [Slug: b]\n')).toEqual(['CUE_TOKEN']));
});

describe('cues without a clear end', () => {
  it.each([
    '<!-- Begin Cue -->\n[Quote: "It opens\nand {SOT/a} goes on.\n',
    '<!-- Begin Cue -->\n[Type: RIF]\n<!-- End Cue -->\n\n{SOT/a}\n\n<!-- End Cue -->\n',
    '<!-- Begin Cue -->\n[Type: RIF]\n\n{SOT/a}\n\n<!-- Begin Cue -->\n[Type: RIF]\n<!-- End Cue -->\n<!-- End Cue -->\n',
  ])('keep shorthand nearby as it is: %j', (text) => {
    expect(read(text).offers).toEqual([]);
    expect(codes(text)).toEqual(['CUE_TOKEN']);
  });
});

// ---- texts as this host writes them ----

const TYPES = [
  'SOT',
  'VO',
  'VOT',
  'NAT',
  'GFX',
  'IMG',
  'PKG',
  'DIR',
  'MUS',
  'RIF',
  'sot',
  'Img',
  'CUE',
  'LIVE',
  'XYZ',
];
const word = fc.constantFrom(
  'the',
  'owl',
  'and',
  'bun',
  'IN',
  'to',
  'From',
  'said',
  '(so)',
  '"no"',
  'a*b',
  '5*',
  'x_y',
  '8:30',
  'end.',
  'he,',
  '(',
  '—',
);
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((all) => all.join(' '));
const slug = fc.constantFrom('foo', 'b roll', '10 foo', 'the owl 1:15', '7 buns', '', 'a/b', "x's (y)", '…');
const token = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('{', '(', '{ '),
      fc.constantFrom(...TYPES),
      fc.constantFrom('/', ' / ', ' '),
      slug,
      fc.constantFrom('}', ')', ' }', ''),
    )
    .map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('SOT', 'GFX', 'FSQ', 'NAT'), slug).map(([type, name]) => `[${type}: ${name}]`),
  fc.constantFrom(
    '{FS Quote/rule}',
    '{FSQ/}',
    '{010  [IMG] hall}',
    '[GFX: lower "A - B"]',
    '[FSQ: Say it | Him]',
    '[COMMERCIAL BREAK - 2:00]',
    '[Note: be kind]',
    '[Return with music]',
    '{{cue:1}}',
    '**{GFX/bold}**',
    '(SOT/foo) ',
    '{GFX/foo}',
    '{GFX/foo}',
  ),
);
const line = fc
  .array(fc.oneof(words, token), { minLength: 1, maxLength: 4 })
  .chain((parts) => fc.constantFrom(' ', ' ', '', '  ').map((gap) => parts.join(gap)));
const quoteLine = fc.constantFrom(
  '"A whole quote."',
  '"It opens',
  'it closes."',
  '> marked',
  '—Edda Crumb',
  '--Otto',
  '- Edda',
  '“He said “no”.”',
  'Bare words.',
  '&quot;Coded.&quot;',
  'Person Name',
);
const videoLine = fc.constantFrom(
  'IN-1:00 "a b"',
  'IN 2:00',
  'to',
  'OUT: 3:05',
  'OUT-4:00:00 "c"',
  '2:30',
  '"heard"',
  'FROM: film',
  "FULL VIDEO IS TITLED 'F'",
  'GRAB THE FULL UPLOAD',
  '',
);
const frame = fc.constantFrom(
  '<!-- Begin Cue -->\n[Type: RIF]\n<!-- End Cue -->',
  '<!-- Begin Cue -->\n[Type: FSQ]\nProse inside',
  '<!-- Begin Cue -->',
  '<!-- End Cue -->',
  '<!-- a comment {SOT/no} -->',
  '<!-- never closed',
  '## Script',
  '## Notes',
  '### Mine {GFX/foo}',
  '- a list {GFX/foo}',
  '  indented {GFX/foo}',
  '> a quote {GFX/foo}',
  '| a | {GFX/foo} |',
  '---',
  '*** {GFX/foo} flagged',
  '*** flagged {GFX/foo}',
  '<p class="josh">{GFX/foo}</p>',
  '<p class="josh">Words {GFX/foo}</p>',
  '<p>IN 1:00</p>',
  '`{GFX/code}`',
  '```\n{GFX/code}\n```',
);
const ending = fc.constantFrom('\n', '\n', '\n\n', '\n\n', '\n \n', '\r\n', '\r\n\r\n', '\r');
const script = (rows: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(rows, ending), { maxLength: 14 })
    .map((all) => all.map((parts) => parts.join('')).join(''));
const hosts = script(
  fc.oneof(
    { weight: 4, arbitrary: line },
    { weight: 2, arbitrary: quoteLine },
    { weight: 3, arbitrary: videoLine },
    { weight: 2, arbitrary: frame },
    { weight: 1, arbitrary: fc.constant('{SOT/clip}') },
    { weight: 1, arbitrary: fc.constant('{FSQ/q}') },
  ),
);

/** Every second film is there. */
const someMedia: MediaShelf = {
  files: [],
  resolve: () => null,
  finished: () => ({ kind: 'none' }),
  match: ({ name }) =>
    name.length % 2 === 0 ? { kind: 'found', file: file(`preshow/${name}.mp4`) } : { kind: 'none' },
};
const offered = (text: string) => read(text, someMedia).offers;

describe('any script', () => {
  it('changes nothing the second time, gets a cue for each offer, and keeps every word', () => {
    fc.assert(
      fc.property(hosts, (text) => {
        const { doc, offers } = read(text, someMedia);
        const after = segment(applied(text, offers));
        expect(after.cues.length).toBe(doc.cues.length + offers.length);
        expect(offered(after.text)).toEqual([]);
        expect(
          keepsWords(
            doc,
            after,
            offers.flatMap(({ drops }) => drops),
          ),
        ).toBe(true);
        expect(new Set(offers.map(({ field }) => field)).size).toBe(offers.length);
        for (const { edits, span, field } of offers)
          for (const edit of edits) {
            expect(span.start <= edit.start && edit.end <= span.end).toBe(true);
            expect(edit.field).toBe(field);
          }
      }),
      { numRuns: runs(1200) },
    );
  });

  it('stays well-formed whichever offers are taken, and offers the others as before', () => {
    fc.assert(
      fc.property(hosts, fc.infiniteStream(fc.boolean()), (text, coin) => {
        const { doc, offers } = read(text, someMedia);
        const taken = offers.filter(() => coin.next().value);
        const left = offers.filter((offer) => !taken.includes(offer));
        const after = segment(applied(text, taken));
        expect(after.cues.length).toBe(doc.cues.length + taken.length);
        expect(offered(after.text).map(({ field }) => field)).toEqual(left.map(({ field }) => field));
        expect(applied(after.text, offered(after.text)).replace(/\s+/g, ' ')).toBe(
          applied(text, offers).replace(/\s+/g, ' '),
        );
      }),
      { numRuns: runs(800) },
    );
  });

  it('puts each new cue on lines of its own, with a blank line around it where all are taken', () => {
    fc.assert(
      fc.property(hosts, (text) => {
        const { doc, offers } = read(text, someMedia);
        if (doc.cues.length > 0 || doc.head.state !== 'absent') return;
        const after = segment(applied(text, offers));
        const own = after.cues.filter((cue) => cueValue(cue, 'convertedfrom') !== null);
        expect(repairCues(after, 30).cues).toEqual([]);
        for (const { span } of own) {
          expect(after.text.slice(0, span.start)).toMatch(
            /(?:^|^[^\S\r\n]*(?:\r\n|\n|\r)|(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r))$/,
          );
          expect(after.text.slice(span.end)).toMatch(
            /^(?:$|(?:\r\n|\n|\r)$|(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r|$))/,
          );
        }
      }),
      { numRuns: runs(600) },
    );
  });

  it('is read without throwing, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 400 }),
          hosts.map((text) => `---\n${text}`),
        ),
        (text) => {
          const { doc, offers, diagnostics } = read(text);
          applied(text, offers);
          for (const each of diagnostics) expect(each.line).toBeLessThanOrEqual(doc.lineAt(text.length));
        },
      ),
      { numRuns: runs(400) },
    );
  });
});
