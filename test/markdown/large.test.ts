// Half a megabyte of one piece, over and over: whoever reads the text again from each place in it needs longer than a test
// may take, and a pattern that goes back and forth never ends.
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { mediaShelf } from '../../src/domain/media/shelf.ts';
import { parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import { checkCues } from '../../src/markdown/repair/check.ts';
import { repairCues } from '../../src/markdown/repair/cues.ts';
import type { RepairContext } from '../../src/markdown/repair/offer.ts';
import { stripResidue } from '../../src/markdown/repair/residue.ts';
import { convertShorthand } from '../../src/markdown/repair/shorthand.ts';
import { completeCues } from '../../src/markdown/repair/values.ts';
import { keepsWords } from '../../src/markdown/repair/words-kept.ts';
import { scriptParts } from '../../src/markdown/script-parts.ts';
import { wordsBySpeaker } from '../../src/markdown/speech.ts';

const segment = (text: string) => parseSegment(treePath('episodes/0101/rundown/10 Opening.md'), text);
const over = (piece: string, length = 500_000) => piece.repeat(Math.ceil(length / piece.length));

function contextOf(doc: SegmentDocument): RepairContext {
  return { fps: 30, quoteWordsPerMinute: 120, quoteMinimumMs: 3000, media: mediaShelf([]), siblings: [doc] };
}

describe('a segment, its cues and its head', () => {
  it.each([
    '<!-- Begin Cue -->\n',
    '<!-- End Cue -->\n',
    '<!-- Begin Cue --><!-- End Cue --><!-- End Cue -->',
    '<!-- Begin Cue -->',
    '<',
    '<!--',
    '[',
    '[Type: ',
    '\r',
    '\n',
    ' ',
    '`',
    '```\n',
    '`\n- a\n  - b\n',
    '`\n> > a\n',
    '<rev>a',
    '{',
    '(SOT/',
    '_',
    '*',
    '&amp;',
    '# ',
    '[Type: a, ',
    '---\n',
    '---\na: b\n',
    'a: ',
    '\u{1F600}',
    '"',
    '%%',
    '%% a\n',
    '%%`\n',
    '%%a%% `b` ',
    '<!-- `a -->',
    '~~',
    '~~a ',
    '~~a~~ ',
    '<del>',
    '<del>a</del>\n',
    '<span style="text-decoration:line-through">',
    '[^1]: a\n',
    '[^1]: a\n\n    b\n',
    '^[',
    '^[a]',
    '<<<<<<< a\n',
    '>>>>>>> a\n',
    '<!— a —>',
    '## Notes\n',
    'Notes\n---\n',
    '**Notes**\n',
    '<h2>',
    '—\n',
    'begin cue ',
    '\\',
  ])('%j', (piece) => {
    for (const text of [over(piece), `---\n${over(piece)}\n---\n`]) {
      const doc = segment(text);
      for (const { line } of doc.diagnostics) expect(line ?? 0).toBeLessThanOrEqual(doc.lineAt(text.length));
      expect(doc.spokenText.length).toBeLessThanOrEqual(text.length);
      repairCues(doc, 30);
      checkCues(doc, { fps: 30, siblings: [doc] }, { withheld: false, safely: new Set() });
    }
  });
});

describe('what a host types instead of cues', () => {
  it.each([
    '{',
    '(SOT/',
    '{SOT/a} ',
    '{SOT/a}\n',
    '[SOT: ',
    '[SOT: a] ',
    '{FSQ/a}\n"',
    '{FSQ/a}\n"b"\n\n',
    '*',
    '<p>',
    '<p class="',
    '<!-- ',
    '<!-- Begin Cue -->\n',
    '<!-- End Cue -->\n',
    '<!-- Begin Cue --><!-- End Cue -->\n{RIF/a}\n',
    'IN 1:00\n',
    '{SOT/a}\nIN 1:00\n',
    'IN 1:00 OUT ',
    '"',
    '> ',
    '- a\n  ',
    '*** ',
    '(',
    '\n',
  ])('%j', (piece) => {
    const doc = segment(`{GFX/a}\n\n${over(piece)}`);
    const { offers, diagnostics } = convertShorthand(doc, contextOf(doc));
    expect(offers.length + diagnostics.length).toBeGreaterThan(0);
  });
});

describe('what pasting left', () => {
  it.each([
    '<p>',
    '</p>',
    '<p><p class="a">',
    '<span>',
    '<span></span>',
    '<div>a</div>',
    '<span>x</span>\n\n',
    '&nbsp;',
    'a&nbsp;b\n',
    'a█b ',
    '<!--',
    '<a b on=',
    'https://www.google.com/url?q=https://x.example/&sa=D ',
    'BLOCK B\nBLOCK A\nTITLE\n',
    '<!-- Begin Cue -->\n[Type: IMG]\n[Slug: a]\n<!-- End Cue -->\n\n',
    '<!-- Begin Cue -->\n[AssetID: A]\n[AssetID: A]\n<!-- End Cue -->\n\n',
    '<!-- Begin Cue -->\n[Type: FSQ]\n[Quote: &amp;amp;quot;\\"]\n<!-- End Cue -->\n\n',
    '[MediaURL: x]\n',
    '[Caption: ]\n',
    '[MediaURL: blob:x]\n[MediaURL: y]\n',
  ])('%j', (piece) => {
    const text = over(piece, 300_000);
    const inQuote = `<!-- Begin Cue -->\n[Type: FSQ]\n[Quote: ${text}]\n<!-- End Cue -->\n`;
    const inCue = `<!-- Begin Cue -->\n[Type: SOT]\n${text}\n<!-- End Cue -->\n`;
    for (const whole of [text, inQuote, inCue]) {
      const doc = segment(whole);
      stripResidue(doc);
      completeCues(doc, contextOf(doc), []);
      checkCues(doc, contextOf(doc), { withheld: false, safely: new Set() });
      expect(keepsWords(doc, doc, [])).toBe(true);
    }
  });
});

describe('who says how many words', () => {
  it.each(['<p ', '<p "', `<p '"`, '<p class="', 'GUEST ', 'GUEST\n', '&#', '<p>a</p>'])('%j', (piece) => {
    const text = over(piece);
    const sum = [...wordsBySpeaker(segment(text)).values()].reduce((a, b) => a + b, 0);
    expect(sum).toBeLessThanOrEqual(text.length);
  });
});

// A tenth of it: each part is an object.
describe('the parts of a script', () => {
  it.each([
    '*a_ ',
    '1. ',
    '- a\n',
    '<p class="a">',
    '<b>',
    '[[a|',
    '{SOT/',
    '~~',
    '~~a~~ ',
    '%%a%% ',
    '<del>a</del> ',
    '[^1]: a\n',
    '<a b',
    '<mark>',
    '<rev>',
    '> ',
    '![',
    '```\n',
    '<!--',
    '<!-- Begin Cue -->\n[Type: SOT]\n[AssetID: A]\n[Slug: b]\n<!-- End Cue -->\n',
  ])('%j', (piece) => {
    expect(scriptParts(segment(over(piece, 40_000)))).toBeInstanceOf(Array);
  });
});
