// The text around cues and the head: what pasting left goes, what people wrote stays, and what only they can mend is told.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, fits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { parseInfo, parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import { checkCues } from '../../src/markdown/repair/check.ts';
import { byPlace } from '../../src/markdown/repair/cues.ts';
import { repairHead } from '../../src/markdown/repair/head.ts';
import { realAddress } from '../../src/markdown/repair/residue/links.ts';
import { stripResidue } from '../../src/markdown/repair/residue.ts';
import { keepsWords } from '../../src/markdown/repair/words-kept.ts';
import { runs } from '../runs.ts';

const PATH = treePath('episodes/0101/rundown/10 Opening.md');
const segment = (text: string, name = '10 Opening.md') =>
  parseSegment(treePath(`episodes/0101/rundown/${name}`), text);

function stripped(text: string): string {
  const edits = stripResidue(segment(text))
    .offers.flatMap((offer) => offer.edits)
    .sort(byPlace);
  expect(fits(text, edits)).toBe(true);
  return applyEdits(text, edits);
}

describe('what pasting left', () => {
  it.each([
    ['<span>a</span>', 'a'],
    ['<span style="font-weight:700">a</span>', '<b>a</b>'],
    ['<span style="font-style:italic;font-weight:bold">a</span>', '<b><i>a</i></b>'],
    ['<span style="font-weight:400">a</span>', 'a'],
    ['<b style="font-weight:normal" id="docs-internal-guid-1">a</b>', 'a'],
    ['<p dir="ltr" style="margin:0">a</p>', '<p>a</p>'],
    ['<P DIR="ltr">a</P>', '<P>a</P>'],
    ['<p><p>a</p></p>', '<p>a</p>'],
    ['<p><p><p>a</p></p></p>', '<p>a</p>'],
    ['<p><p>a</p>', '<p>a</p>'],
    ['<p class="josh"><p>a</p></p>', '<p class="josh">a</p>'],
    ['<p dir="ltr"><p class="josh">a</p></p>', '<p class="josh">a</p>'],
    ['<p><span><p>a</p></span></p>', '<p>a</p>'],
    ['<div>a</div><div>b</div>', 'a\n\nb'],
    ['<div><p>a</p></div>', '<p>a</p>'],
    ['a&nbsp;b&nbsp;&nbsp;c', 'a b c'],
    ['a &nbsp;b', 'a b'],
    ['&nbsp;&nbsp;&nbsp;&nbsp;a', 'a'],
    ['a█', 'a'],
    ['a█b', 'a b'],
    [
      '<a href="https://www.google.com/url?q=https://x.example/a&amp;sa=D">a</a>',
      '<a href="https://x.example/a">a</a>',
    ],
    [
      'https://www.google.com/url?sa=D&url=http%3A%2F%2Fx.example%2F%3Fa%3D1 and',
      'http://x.example/?a=1 and',
    ],
  ])('%s → %s', (text, clean) => {
    expect(stripped(text)).toBe(clean);
    expect(keepsWords(segment(text), segment(clean), [])).toBe(true);
  });

  it.each([
    '<p class="josh" data-flag-note="why?">a</p>',
    '<p class="josh" dir="ltr">a</p>',
    '<span class="mine" style="font-weight:700">a</span>',
    '<span data-x="1">a</span>',
    '<span>open',
    'closed</span>',
    '<p>a</p><p>b</p>',
    '<p>a<p>b</p></p>',
    '<p class="a"><p class="b">a</p></p>',
    '<p>&nbsp;</p>',
    'a\n\n&nbsp;\n\nb',
    '████ redacted',
    '`<span>a</span>` and <!-- <span>a</span> -->',
    '{SOT/<span>a</span>} (IMG/a&nbsp;b)',
    '<b>a</b> <i>b</i> &amp; &lt;c',
    'https://www.google.com/search?q=https://x.example',
    'https://www.google.com/url?q=javascript:alert(1)',
    'https://www.google.com/url?q=%E0%A4%A',
    'https://www.google.com/url?q=https://x.example/(a)',
  ])('%s stays', (text) => expect(stripped(text)).toBe(text));

  it('is one change for each paragraph, each about its own words', () => {
    const { offers } = stripResidue(
      segment('<span>A b</span>\n\nPlain.\n\n<span>A b</span>\n<span>c</span>\n'),
    );
    expect(offers.map(({ field }) => field)).toEqual(['residue:A b', 'residue:A b c']);
    expect(offers.every(({ applicability }) => applicability === 'unsafe')).toBe(true);
    const twins = stripResidue(segment('<span>A</span>\n\n<span>A</span>\n'));
    expect(twins.offers.map(({ field }) => field)).toEqual(['residue:A', 'residue:A#2']);
  });

  it('touches nothing in cues', () => {
    const cue = '<!-- Begin Cue -->\n[Type: IMG]\n[Caption: <span>a</span>&nbsp;█]\n<!-- End Cue -->\n';
    expect(stripped(cue)).toBe(cue);
  });

  it('goes in one pass, with every word, in any text', () => {
    const pieces = [
      '<p>',
      '</p>',
      '<p dir="ltr">',
      '<p class="a">',
      '<span>',
      '<span style="font-weight:700">',
      '</span>',
      '<div>',
      '</div>',
      '<div class="x">',
      '<b style="font-weight:normal">',
      '</b>',
      '&nbsp;',
      '█',
      'a',
      'b',
      ' ',
      '\n',
      '\n\n',
      '\r\n',
      '{SOT/',
      '}',
      ' https://www.google.com/url?q=https://x.example/c%20d&sa=e ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        const once = stripped(text);
        expect(stripped(once)).toBe(once);
        expect(keepsWords(segment(text), segment(once), [])).toBe(true);
      }),
      { numRuns: runs(1200) },
    );
  });

  it('is addressed as it was meant', () => {
    expect(realAddress('https://www.google.com/url?q=https://x.example/%3Fa%3D1&amp;sa=D')).toBe(
      'https://x.example/?a=1',
    );
    expect(realAddress('https://x.example/url?q=https://y.example')).toBeNull();
  });
});

describe('the proof that words stay', () => {
  const keeps = (before: string, after: string, drops: readonly string[] = []) =>
    keepsWords(segment(before), segment(after), drops);

  it.each([
    ['<span style="color:red">One</span>&nbsp;two', 'One two'],
    ['one two', 'two\n\none'],
    ['<p dir="ltr">one</p>', 'one'],
    [
      '<a href="https://www.google.com/url?q=https://x.example/a%20b&amp;sa=D">one</a>',
      '<a href="https://x.example/a%20b">one</a>',
    ],
  ])('%s → %s is no loss', (before, after) => expect(keeps(before, after)).toBe(true));

  it.each([
    ['one two', 'one'],
    ['one one', 'one'],
    ['<p data-flag-note="ask Otto">one</p>', '<p>one</p>'],
    ['<p class="josh">one</p>', '<p>one</p>'],
    ['<img src="a.png">', ''],
    ['<a href="https://x.example/a">one</a>', 'one'],
    ['if a <b and c> d', 'if d'],
    ['see <https://x.example/a>', 'see'],
    ['caf&eacute;', 'caf'],
  ])('%s → %s is one', (before, after) => expect(keeps(before, after)).toBe(false));

  it('knows words that stood for form', () => expect(keeps('IN one', 'one', ['in'])).toBe(true));
});

describe('an air date', () => {
  const head = (line: string) => `---\ntitle: x\n${line}\n---\n\nWords.\n`;
  const repaired = (line: string) => {
    const text = head(line);
    const [segmentOffers, infoOffers] = [repairHead(segment(text)), repairHead(parseInfo(PATH, text))];
    expect(segmentOffers).toEqual(infoOffers);
    return {
      text: applyEdits(
        text,
        segmentOffers.offers.flatMap(({ edits }) => edits),
      ),
      codes: segmentOffers.diagnostics.map(({ code }) => code),
      safe: segmentOffers.offers.every(({ applicability }) => applicability === 'safe'),
    };
  };

  it.each([
    ['airdate: 2031-03-16T21:00:00', 'airdate: 2031-03-16'],
    ['airdate: 2031-03-16 21:00 # sharp', 'airdate: 2031-03-16 # sharp'],
    ['airdate: "2031-03-16T00:00:00.000Z"', 'airdate: "2031-03-16"'],
    ["Airdate: '2031-03-16T21:00'", "Airdate: '2031-03-16'"],
    ['airdate: \u200b2031\u201103\u201116\u200e', 'airdate: 2031-03-16'],
  ])('%s → %s', (before, after) => {
    expect(repaired(before)).toEqual({ text: head(after), codes: [], safe: true });
    expect(repaired(after).text).toBe(head(after));
  });

  it.each([
    'airdate: 2031-03-16',
    'airdate:',
    'airdate: null',
    "airdate: ''",
    'other: 2031-03-16T21:00',
  ])('%s stays', (line) => expect(repaired(line)).toMatchObject({ text: head(line), codes: [] }));

  it.each([
    'airdate: 2031-03-17T01:00:00Z',
    'airdate: 2031-03-17T01:00:00+02:00',
    'airdate: 2031-02-30T21:00:00',
    'airdate: 03/16/2031',
    'airdate: 2031-03-16 or 2031-03-17',
    'airdate: next Sunday',
    'airdate: 2031-3-16',
    'airdate: [2031-03-16]',
  ])('%s is not clearly one date', (line) =>
    expect(repaired(line)).toMatchObject({ text: head(line), codes: ['INVALID_AIRDATE_FORMAT'] }));
});

describe('what only a person can mend', () => {
  const codes = (text: string, siblings: readonly SegmentDocument[] = [], safely: readonly string[] = []) =>
    checkCues(segment(text), { fps: 30, siblings }, { withheld: false, safely: new Set(safely) }).map(
      ({ code }) => code,
    );
  const cue = (...lines: string[]) => `<!-- Begin Cue -->\n${lines.join('\n')}\n<!-- End Cue -->\n\n`;
  const clip = (id: string, slug: string, media: string) =>
    cue(
      '[Type: SOT]',
      `[AssetID: ${id}]`,
      `[Slug: ${slug}]`,
      `[MediaURL: ${media}]`,
      '[Duration: 00:00:10:00]',
    );

  it('is the same cue twice, or one id on two', () => {
    expect(codes(clip('A', 'x', 'x.mp4') + clip('A', 'X', 'x.mp4'))).toEqual(['CUE_DUPLICATE']);
    expect(codes(clip('A', 'x', 'x.mp4') + clip('A', 'y', 'x.mp4'))).toEqual(['CUE_DUPLICATE_ASSETID']);
    expect(codes(clip('A', 'x', 'x.mp4') + clip('A', 'x', 'y.mp4'))).toEqual(['CUE_DUPLICATE_ASSETID']);
    expect(codes(clip('pending', 'x', 'x.mp4') + clip('pending', 'y', 'x.mp4'))).toEqual([
      'CUE_INVALID_ASSETID',
      'CUE_INVALID_ASSETID',
    ]);
  });

  it('is told across items, with the other one’s name', () => {
    const others = [
      segment(clip('A', 'y', 'y.mp4'), '20 Other.md'),
      segment(clip('B', 'b', 'b.mp4'), '30 Third.md'),
    ];
    const found = checkCues(
      segment(clip('A', 'x', 'x.mp4') + clip('B', 'b', 'b.mp4')),
      { fps: 30, siblings: others },
      { withheld: false, safely: new Set() },
    );
    expect(found.map(({ code, message }) => [code, message.includes('.md')])).toEqual([
      ['CUE_DUPLICATE_ASSETID', true],
      ['CUE_IN_TWO_SEGMENTS', true],
    ]);
    expect(found[0]?.message).toContain('20 Other.md');
  });

  it('is no news where it stands in the file itself, or in a note', () => {
    const text = clip('A', 'x', 'x.mp4');
    expect(codes(text, [segment(text), segment(text, 'NOTES NOT A REAL SEGMENT.md')])).toEqual([]);
  });

  it('is not told where it is mended anyway', () => {
    const text = cue('[Type: IMG]', '[Slug: a]', '[MediaURL: a.png]');
    expect([codes(text), codes(text, [], ['0/assetid'])]).toEqual([['CUE_MISSING_ASSETID'], []]);
  });

  it('is a whole show in one file, and no more than that', () => {
    expect(codes('BLOCK A\n\nA Title\n\nPROMO-X\n\nBLOCK B\n')).toEqual(['SHOW_IN_ONE_FILE']);
    expect(codes('## BLOCK A\r\n\r\nSUBSCRIBE\r\n\r\n**BLOCK B**\r\n')).toEqual(['SHOW_IN_ONE_FILE']);
    expect(codes('BLOCK A\n\nPROMO-X\n')).toEqual([]);
    expect(codes('He said BLOCK A and BLOCK B.\n\nBLOCK C\n')).toEqual([]);
  });

  it.each([
    '<script>x</script>',
    '<IFRAME src=x>',
    '<p onclick="x">',
    '<a href="javascript:x">',
    '<object>',
  ])('is %s', (html) => expect(codes(html)).toEqual(['UNWELCOME_HTML']));

  it.each([
    '<p>on = off</p>',
    'Turn it on = now',
    '<b>a</b>',
    '<p class="josh" data-flag-note="on it">a</p>',
    '`<script>`',
  ])('is not %s', (html) => expect(codes(html)).toEqual([]));

  it.each([
    ['[TrimStart: 00:05:00]\n[TrimEnd: 00:04:00]', 'CUE_TRIM_CONTRADICTS'],
    ['[TrimStart: 00:05:00]\n[TrimEnd: 00:05:00]', 'CUE_TRIM_CONTRADICTS'],
    ['[TrimStart: 00:01:00]\n[TrimEnd: 02:00:15]', 'CUE_TRIM_LONG'],
    ['[TrimStart: 00:61:00]', 'CUE_TRIM_UNCLEAR'],
    ['[Caption: undefined]', 'TEXT_UNDEFINED'],
    ['[Slug: undefined]', 'TEXT_UNDEFINED'],
    ['[Caption: a]\n[Caption: b]', 'CUE_DUPLICATE_FIELD'],
  ])('is %j in a cue: %s', (fields, code) => {
    expect(codes(clip('A', 'x', 'x.mp4').replace('[Duration', `${fields}\n[Duration`))).toContain(code);
  });
});
