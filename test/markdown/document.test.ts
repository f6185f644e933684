import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cueValue } from '../../src/domain/cue.ts';
import { applyEdits, fits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { parseInfo, parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import { checkCues } from '../../src/markdown/repair/check.ts';
import { byPlace, repairCues } from '../../src/markdown/repair/cues.ts';
import { runs } from '../runs.ts';

const path = treePath('episodes/0101/rundown/10 Opening.md');
const segment = (text: string) => parseSegment(path, text);
const check = (doc: SegmentDocument, withheld = false) =>
  checkCues(doc, { fps: 30, siblings: [doc] }, { withheld, safely: new Set() });
const cue = (...lines: string[]) => segment(['<!-- Begin Cue -->', ...lines, '<!-- End Cue -->'].join('\n'));
const fieldsOf = (doc: SegmentDocument) =>
  doc.cues.map((each) => each.fields.map((field) => [field.name, field.value]));

describe('cue fields', () => {
  it('reads labels whatever their case, blanks, `_` and `-`', () => {
    const doc = cue('[Asset Id: A]', '[media_url: m.mp4]', '[Font-Size: 20]');
    expect(fieldsOf(doc)).toEqual([
      [
        ['assetid', 'A'],
        ['mediaurl', 'm.mp4'],
        ['fontsize', '20'],
      ],
    ]);
  });

  it('does not cut values that hold brackets and lines', () => {
    const quote = '"He said [sic] \\"never\\" and [then] left.\n\nThe end [of it]."';
    const doc = cue(
      '[Type: FSQ]',
      `[Quote: ${quote}]`,
      '[Clips: [{"a": [1]}]]',
      '<img src="a.png" width="200" />',
      '[Part: 1x3]',
    );
    expect(fieldsOf(doc)[0]).toEqual([
      ['type', 'FSQ'],
      ['quote', quote],
      ['clips', '[{"a": [1]}]'],
      ['part', '1x3'],
    ]);
    expect(doc.cues[0]?.loose).toEqual([]);
  });

  it('gives the place of each part', () => {
    const doc = cue('[ Media URL : a b.mp4 ]');
    const field = doc.cues[0]?.fields[0];
    const at = (span: { start: number; end: number } | undefined) => doc.text.slice(span?.start, span?.end);
    expect([at(field?.span), at(field?.labelSpan), at(field?.valueSpan), field?.line]).toEqual([
      '[ Media URL : a b.mp4 ]',
      'Media URL',
      'a b.mp4',
      2,
    ]);
  });

  it('tells text that belongs to no field', () => {
    const doc = cue('[Duration: 00:00:10:00]', 'He said [sic]', 'Words.');
    expect(fieldsOf(doc)).toEqual([[['duration', '00:00:10:00']]]);
    expect(doc.cues[0]?.loose).toHaveLength(2);
  });

  it('never joins a cue without End to the next one', () => {
    const doc = segment('<!-- Begin Cue -->\n[Quote: "a\n<!-- Begin Cue -->\n[Slug: b]\n<!-- End Cue -->\n');
    expect(doc.cues.map((each) => [each.end === null, each.slug])).toEqual([
      [true, null],
      [false, 'b'],
    ]);
  });
});

describe('a cue without End whose last line is still being typed', () => {
  const above = '<!-- Begin Cue -->\n[Type: SOT]\n[AssetID: A]\n[Slug: goat]\n';
  const lines = [
    '[Quote: "Soup is the only thing [sic] that lasts."]',
    '[Duration: 00:01:30:00]',
    '[Note: to be found]',
    '<img src="a.png" width="200" />',
    '<!-- End Cue -->',
  ];
  const below = [
    '',
    '\n',
    '\n\nWords.\n',
    '\n<!-- Begin Cue -->\n[Type: IMG]\n[Slug: b]\n<!-- End Cue -->\n',
  ];

  it.each(lines)('is not closed above any beginning of %s', (line) => {
    for (const rest of below)
      for (let length = 1; length < line.length; length += 1) {
        const text = above + line.slice(0, length) + rest;
        const [first] = segment(text).cues;
        expect([text, first?.end, first?.closable]).toEqual([text, null, false]);
        expect(repaired(text)).toContain(above + line.slice(0, length));
        expect(check(segment(text)).length + segment(text).diagnostics.length).toBeGreaterThan(0);
      }
  });

  it('keeps that line, and lets words be words', () => {
    const spoken = (line: string) => segment(`${above}${line}\n\nWords.\n`).spokenText;
    expect(spoken('[Description: goat-par')).toBe('Words.');
    expect(spoken('Duration: 1:3')).toBe('Words.');
    expect(spoken('Status: nobody knows.')).toBe('Status: nobody knows.\n\nWords.');
    expect(spoken('He said it twice.')).toBe('He said it twice.\n\nWords.');
  });
});

describe('what is read out', () => {
  const spoken = (body: string) => segment(body).spokenText;

  it('is the script alone where there is one', () =>
    expect(
      spoken(
        'Intro\n\n## Notes\n\nNo.\n\n## Script\n\nYes.\n\n### My heading\n\nYes too.\n\n## Description\n\nNo.\n',
      ),
    ).toBe('Yes.\n\nYes too.'));

  it('is the body without notes where there is no script', () =>
    expect(
      spoken('Yes.\n\n## Notes\n\n### Deep\n\nNo.\n\n## Story\n\nYes too.\n\n# Description\n\nNo.'),
    ).toBe('Yes.\n\nYes too.'));

  it('takes no heading from code for a section', () =>
    expect(spoken('Yes.\n\n```\n## Notes\n```\n\nYes too.')).toBe('Yes.\n\nYes too.'));

  it.each([
    ['<p class="josh">Welcome <b>back</b>.</p><p></p><p>&nbsp;</p>', 'Welcome back.'],
    [
      '**Bold**, _slanted_, snake_case and [a link](https://x.y/z_(1)).',
      'Bold, slanted, snake_case and a link.',
    ],
    ['{SOT/foo} then (VO/street) then ![alt](a.png)', 'then  then'],
    ['[SOT: interview-segment 1:15]', ''],
    ['Add script content here...', ''],
    ['An <rev user="k" ts="t">old|new</rev> word, <rev>cut</rev>.', 'An old word, cut.'],
    ['<!-- a remark -->Words<!-- open', 'Words<!-- open'],
    ['NARRATOR (V.O.): They promised.\n> - quoted', 'They promised.\nquoted'],
    ['A [[page|name]] and [[page]].', 'A name and page.'],
  ])('%j → %j', (body, words) => expect(spoken(body)).toBe(words));
});

describe('a text nested deeper than anybody writes', () => {
  it.each(['- ', '> ', '1. ', '> - '])('is read by its fences alone, at once: %j', (piece) => {
    const text = `---\ntype: segment\n---\n## Script\n\n${piece.repeat(2000)}\n\n\`\`\`\n<!-- Begin Cue -->\n\`\`\`\n`;
    const doc = parseSegment(treePath('episodes/0101/rundown/10 A.md'), text);
    expect(doc.diagnostics.map(({ code }) => code)).toContain('MARKDOWN_TOO_LARGE');
    expect(doc.cues).toEqual([]);
  });

  it.each([
    ['growing backticks', Array.from({ length: 400 }, (_, n) => `${'`'.repeat(n + 1)}a`).join(' ')],
    ['very many lines', 'a]\n'.repeat(30_000)],
  ])('so is another that the parser takes seconds for: %s', (_what, words) => {
    const text = `---\ntype: segment\n---\n## Script\n\n${words}\n\n\`\`\`\n<!-- Begin Cue -->\n\`\`\`\n`;
    const doc = parseSegment(treePath('episodes/0101/rundown/10 A.md'), text);
    expect(doc.diagnostics.map(({ code }) => code)).toContain('MARKDOWN_TOO_LARGE');
    expect(doc.cues).toEqual([]);
  });
});

describe('which files are items', () => {
  it.each([
    '10 Opening.md',
    'trans.md',
    '2B  FTC to Go After Gender Doctors.md',
    'segment-LOCAL-me4eduwb-47d3j.md',
  ])('%s is', (name) =>
    expect(parseSegment(treePath(`episodes/0101/rundown/${name}`), '').isItem).toBe(true));
  it.each([
    'NOTES NOT A REAL SEGMENT.md',
    'NOTES ONLY NOT SEGMENT.md',
    'CONTENT DUMP NOT A REAL SEGMENT.md',
    'Outline 228.md',
    'Obsidian Refactor Failure.md',
    'compiled_script.md',
    '3B The Elder Abuse of Joe Biden.sync-conflict-20250611-081936-CPK7LWO.md',
    'checklist.txt',
  ])('%s is not', (name) =>
    expect(parseSegment(treePath(`episodes/0101/rundown/${name}`), '').isItem).toBe(false));
});

// ---- any text at all ----

const PIECES = [
  '<!-- Begin Cue -->',
  '<<!-- begin cue -->>',
  '<!-- End Cue -->',
  '<<!--END CUE-->>',
  '<!-- Begin Cue collapsed -->',
  '[Type: SOT]',
  '[Type:sot]',
  '[ Type : FSQ ]',
  'Type: GFX',
  '[Type: ADLIB, Duration: 1:00]',
  '[AssetID: A]',
  '[Asset Id:A',
  '[Slug: 20-foo]',
  '[Slug: 20-foo-30]',
  'Slug: 110-110-x]',
  '[MediaURL: 20-foo.png]',
  '[Duration: :30]',
  '[Duration: 75]',
  '[Duration: 00:00:10:40]',
  '[Quote: "He said [sic]',
  'and [left]."]',
  '[Quote: "x"]',
  '[My Own: y ]',
  '<img src="a.png" />',
  '[SOT: clip 1:15]',
  '{SOT/foo}',
  'Words.',
  '> ',
  '`',
  '```',
  '~~~cue',
  '## Notes',
  '## Script',
  '</p>',
  ' ',
  '\t',
  ']',
  '[',
  ':',
  '---',
  'title: x',
];
const ENDINGS = ['\n', '\n', '\n', '\n\n', '\r\n', '\r', ' ', ''];
const joined = (pieces: readonly string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...ENDINGS)), { maxLength: 24 })
    .map((parts) => parts.map(([piece, ending]) => piece + ending).join(''));
const messy = joined(PIECES);
const messyWithoutCode = joined(PIECES.filter((piece) => !/[`~]/.test(piece)));

function repaired(text: string): string {
  const edits = repairCues(segment(text), 30).cues.flatMap((each) => each.edits);
  const sorted = [...edits].sort(byPlace);
  expect(fits(text, sorted)).toBe(true);
  return applyEdits(text, sorted);
}

/** Letters and digits, the same however durations, numbered slugs and types are spelled. */
function values(text: string): readonly string[] {
  const doc = segment(text);
  return doc.cues.flatMap((each) =>
    each.fields
      .filter((field) => !['duration', 'slug', 'type'].includes(field.name))
      .map((field) => `${field.name}=${field.value}`),
  );
}

describe('repairing any text', () => {
  it('changes nothing the second time, and never loses a cue or a value', () => {
    fc.assert(
      fc.property(messy, (text) => {
        const once = repaired(text);
        expect(repaired(once)).toBe(once);
        expect(segment(once).cues.length).toBeGreaterThanOrEqual(segment(text).cues.length);
        expect(values(once)).toEqual(expect.arrayContaining([...values(text)]));
      }),
      { numRuns: runs(1500) },
    );
  });

  it('withholds repairs only where code comes into it', () => {
    fc.assert(
      fc.property(messyWithoutCode, (text) => {
        expect(repairCues(segment(text), 30).withheld).toBe(false);
      }),
      { numRuns: runs(1500) },
    );
  });

  it('does no harm with one cue repaired and the others left', () => {
    fc.assert(
      fc.property(messyWithoutCode, (text) => {
        for (const each of repairCues(segment(text), 30).cues) {
          const alone = applyEdits(text, each.edits);
          expect(segment(alone).cues.length).toBeGreaterThanOrEqual(segment(text).cues.length);
          expect(values(alone)).toEqual(expect.arrayContaining([...values(text)]));
          expect(repaired(alone)).toBe(repaired(text));
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it('withholds repairs that would turn a cue into code', () => {
    const text =
      '<img src="a.png" />\n<!-- Begin Cue -->\n~~~cue\n<<!--END CUE-->>\n<!-- Begin Cue -->\n[Type: IMG]\n<!-- End Cue -->\n';
    expect(repairCues(segment(text), 30)).toEqual({ cues: [], withheld: true });
    expect(check(segment(text), true).map((each) => each.code)).toContain('CUE_REPAIR_WITHHELD');
  });

  it('keeps every word of the text', () => {
    const words = (text: string) =>
      text.replace(/End Cue|(?:Duration|Slug): ?[^\],\r\n[]*/gi, '').match(/[\p{L}\p{N}]+/gu) ?? [];
    fc.assert(
      fc.property(messy, (text) => {
        expect(words(repaired(text)).map((word) => word.toLowerCase())).toEqual(
          words(text).map((word) => word.toLowerCase()),
        );
      }),
      { numRuns: runs(500) },
    );
  });
});

describe('reading any text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    messy,
    messy.map((text) => `---\n${text}\n---\n${text}`),
  );

  it('never throws, and every place lies in the text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const doc = segment(text);
        const info = parseInfo(path, text);
        for (const key of ['title', 'slug', 'x', '']) expect(info.value(key)).toBe(doc.value(key));
        check(doc);
        const spans = [
          doc.head.span,
          doc.body,
          ...doc.script,
          ...doc.silent,
          ...doc.doubts,
          ...doc.cues.flatMap((each) => [each.span, ...each.fields.map((field) => field.span)]),
        ];
        for (const span of spans)
          expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
        expect(doc.head.span.end).toBe(doc.body.start);
        expect(typeof doc.spokenText).toBe('string');
        for (const each of doc.cues) expect(cueValue(each, 'type')?.toUpperCase() ?? null).toBe(each.type);
        for (const each of doc.diagnostics)
          expect(each.line === null || (each.line >= 1 && each.line <= text.split(/\r\n|\r|\n/).length)).toBe(
            true,
          );
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('the samples of the fixtures', () => {
  const root = new URL('../fixtures/steps/cue-block-repair', import.meta.url).pathname;

  it.each(
    readdirSync(root).filter((name) => existsSync(join(root, name, 'before.md'))),
  )('%s: one change for each cue, each about its own field', (name) => {
    const doc = segment(readFileSync(join(root, name, 'before.md'), 'utf8'));
    const fields = repairCues(doc, 30).cues.map((each) => each.field);
    expect(new Set(fields).size).toBe(fields.length);
  });
});
