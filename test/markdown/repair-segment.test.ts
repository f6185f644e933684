// All repairs of a segment together, on any text at all: nothing is lost, each offer holds alone, it comes to an end,
// and a large file costs no more than its size.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, fits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { mediaShelf } from '../../src/domain/media/shelf.ts';
import { parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import { byPlace } from '../../src/markdown/repair/cues.ts';
import type { Offer, RepairContext } from '../../src/markdown/repair/offer.ts';
import { repairSegment } from '../../src/markdown/repair/segment.ts';
import { keepsValues } from '../../src/markdown/repair/values-kept.ts';
import { keepsWords } from '../../src/markdown/repair/words-kept.ts';
import { runs } from '../runs.ts';

const PATH = treePath('episodes/0101/rundown/10 Opening.md');
const parse = (text: string) => parseSegment(PATH, text);
const MEDIA = mediaShelf(
  ['video/night-bus.mp4', 'video/a.mp4', 'images/goat.png', 'images/b.png'].map((name) => ({
    path: treePath(`episodes/0101/assets/${name}`),
    kind: name.startsWith('video') ? ('video' as const) : ('image' as const),
    bytes: 1000,
  })),
);

function context(doc: SegmentDocument): RepairContext {
  return { fps: 30, quoteWordsPerMinute: 120, quoteMinimumMs: 3000, media: MEDIA, siblings: [doc] };
}

const repair = (text: string) => {
  const doc = parse(text);
  return repairSegment(doc, context(doc));
};

function made(text: string, offers: readonly Offer[]): string {
  const edits = offers.flatMap((offer) => offer.edits).sort(byPlace);
  expect(fits(text, edits)).toBe(true);
  return applyEdits(text, edits);
}

const LINES = [
  '<!-- Begin Cue -->',
  '<!-- Begin Cue -->',
  '<!-- End Cue -->',
  '<!-- End Cue -->',
  '<<!-- End Cue -->>',
  '[Type: SOT]',
  '[Type:fsq]',
  '[Type: IMG]',
  '[Type: ]',
  '[Type: SOT',
  '[AssetID: ]',
  '[AssetID: A]',
  '[Slug: goat]',
  '[Slug: 20-night-bus]',
  '[ Slug : a ]',
  '[Slug:]',
  '[MediaURL: b.png]',
  '[MediaURL: b.png]',
  '[Media URL:a.mp4]',
  '[MediaURL: Processing...]',
  '[MediaURL: blob:x]',
  'MediaURL: night-bus.mp4]',
  '[Quote: "He said "never" and [left]."]',
  '[Quote: He said &quot;never&quot; twice]',
  '[Quote: \\"Never.\\"]',
  '[Quote: a &amp;amp;quot; b & c]',
  '[Quote: "open',
  '[Source: Somebody]',
  '[Attribution: Somebody]',
  '[Style: centered]',
  '[Align:left]',
  '[TrimStart: 29:14]',
  '[TrimEnd: 2:54:58]',
  '[Duration: :30]',
  '[Duration: ]',
  '[My Own: y ]',
  '<img src="a.png" />',
  'Words of a script.',
  '<p dir="ltr"><span style="font-weight:700">Bold</span>&nbsp;words</p>',
  '<p><p>Twice</p></p>',
  '<p class="josh"><p>',
  '</p></p>',
  '<div><span>',
  '</span></div>',
  '<span>',
  'a</span>b</div>c',
  'stray█mark',
  '&nbsp;',
  '<a href="https://www.google.com/url?q=https://x.example/a%20b&amp;sa=D">there</a>',
  '`<span>`',
  '```',
  '',
  '',
];
const ENDINGS = ['\n', '\n', '\n', '\n\n', '\r\n', ' ', ''];
const joined = (lines: readonly string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...lines), fc.constantFrom(...ENDINGS)), { maxLength: 22 })
    .map((parts) => parts.map(([line, ending]) => line + ending).join(''));
const field = (line: string) => /^\[?[ A-Z]/.test(line) && line.includes(':');
/** A cue that is whole, with any fields, spelled well or ill. */
const wholeCue = fc
  .array(
    fc.tuple(fc.constantFrom(...LINES.filter(field)), fc.constantFrom('\n', '\n', '\n', '\r\n', ' ', '')),
    {
      maxLength: 9,
    },
  )
  .map(
    (parts) => `<!-- Begin Cue -->\n${parts.map(([line, end]) => line + end).join('')}\n<!-- End Cue -->\n\n`,
  );
const messy = fc.oneof(
  joined(LINES),
  fc.array(wholeCue, { maxLength: 3 }).map((cues) => cues.join('')),
);

describe('repairing any text', () => {
  it('loses neither cue nor value nor word, all at once or each alone', () => {
    fc.assert(
      fc.property(messy, (text) => {
        const doc = parse(text);
        const { offers } = repair(text);
        for (const some of [offers, ...offers.map((offer) => [offer])]) {
          const after = parse(made(text, some));
          expect(after.cues.length).toBeGreaterThanOrEqual(doc.cues.length);
          expect(keepsValues(doc, after)).toBe(true);
          expect(
            keepsWords(
              doc,
              after,
              some.flatMap(({ drops }) => drops),
            ),
          ).toBe(true);
        }
      }),
      { numRuns: runs(1500) },
    );
  });

  it('comes to an end', () => {
    fc.assert(
      fc.property(messy, (text) => {
        let now = text;
        for (let round = 0; round < 5; round += 1) {
          const { offers } = repair(now);
          if (offers.length === 0) return;
          now = made(now, offers);
        }
        expect(repair(now).offers.map(({ field: name }) => name)).toEqual([]);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('names each offer otherwise, in words for people, and writes no “undefined”', () => {
    fc.assert(
      fc.property(messy, (text) => {
        const { offers, diagnostics } = repair(text);
        expect(new Set(offers.map((offer) => offer.field)).size).toBe(offers.length);
        for (const { title, why, span, edits } of offers) {
          expect(title).toMatch(/^[^\r\n]{5,120}$/);
          expect(why).toMatch(/^[^\r\n]{10,600}$/);
          expect(edits.every((edit) => span.start <= edit.end && edit.start <= span.end + 2)).toBe(true);
          expect(edits.some((edit) => edit.added.includes('undefined'))).toBe(false);
        }
        for (const { message, todo } of diagnostics) expect(`${message}${todo}`).not.toMatch(/[\r\n]/);
      }),
      { numRuns: runs(500) },
    );
  });

  it('leaves out the one offer among many that would harm something', () => {
    // Without the tag the address would be part of the word before it.
    const harmful = 'word<span></span>https://x.example/a';
    const text = [...'abcdefg'].map((word) => `<span>${word}</span>\n\n`);
    text.splice(4, 0, `${harmful}\n\n`);
    const { offers } = repair(text.join(''));
    expect(offers.map((offer) => offer.field)).toEqual([...'abcdefg'].map((word) => `residue:${word}`));
    expect(made(text.join(''), offers)).toBe(`a\n\nb\n\nc\n\nd\n\n${harmful}\n\ne\n\nf\n\ng\n\n`);
  });
});

describe('a clean script', () => {
  const cue = (i: number) =>
    `<!-- Begin Cue -->\n[Type: SOT]\n[AssetID: A${i}]\n[Slug: bus-${i}]\n[MediaURL: night-bus.mp4]\n[Duration: 00:00:58:00]\n<!-- End Cue -->\n`;
  const script = Array.from(
    { length: 8 },
    (_, i) => `${'Plain words of a script. '.repeat(15)}\n\n${cue(i)}\n`,
  );

  it('is found to be one', () => {
    const text = `## Script\n\n${script.join('')}`;
    expect(repair(text)).toEqual({ offers: [], diagnostics: [] });
  });
});
