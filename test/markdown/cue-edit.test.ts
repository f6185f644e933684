import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cueValue } from '../../src/domain/cue.ts';
import { applyEdits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { setCueValue } from '../../src/markdown/cue-edit.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { runs } from '../runs.ts';

const segment = (text: string) => parseSegment(treePath('episodes/0101/rundown/10 Case.md'), text);
const block = (lines: readonly string[], eol = '\n') =>
  ['<!-- Begin Cue -->', ...lines, '<!-- End Cue -->', ''].join(eol);

function set(text: string): string | null {
  const doc = segment(text);
  const [cue] = doc.cues;
  const edit = cue === undefined ? null : setCueValue(doc, cue, 'Duration', '00:00:12:00', 'f');
  return edit === null ? null : applyEdits(text, [edit]);
}

describe('setting a field of a cue', () => {
  it.each([
    ['fills an empty one', ['[Type: FSQ]', '[Duration: ]'], ['[Type: FSQ]', '[Duration: 00:00:12:00]']],
    ['fills one without a blank', ['[duration:]'], ['[duration: 00:00:12:00]']],
    ['replaces the value alone', ['[ Duration : 0 ]'], ['[ Duration : 00:00:12:00 ]']],
    ['replaces within shared brackets', ['[Type: FSQ, Duration: 0]'], ['[Type: FSQ, Duration: 00:00:12:00]']],
    [
      'adds a line after the slug',
      ['[Type: FSQ]', '[Slug: a]', '[Quote: "b"]'],
      ['[Type: FSQ]', '[Slug: a]', '[Duration: 00:00:12:00]', '[Quote: "b"]'],
    ],
    [
      'else after the AssetID',
      ['[AssetID: A1]', '', '[Type: FSQ]'],
      ['[AssetID: A1]', '[Duration: 00:00:12:00]', '', '[Type: FSQ]'],
    ],
    [
      'else after the type',
      ['[Type: FSQ]', '[Quote: "b"]'],
      ['[Type: FSQ]', '[Duration: 00:00:12:00]', '[Quote: "b"]'],
    ],
  ])('%s', (_name, before, after) => {
    expect(set(block(before))).toBe(block(after));
    expect(set(`\uFEFF${block(before, '\r\n')}`)).toBe(`\uFEFF${block(after, '\r\n')}`);
  });

  it.each([
    ['a block without an End', '<!-- Begin Cue -->\n[Type: FSQ]\n\nText.\n'],
    ['a field that stands twice', block(['[Type: FSQ]', '[Duration: 0]', '[Duration: ]'])],
    ['a field without its bracket', block(['[Type: FSQ]', '[Duration: 0'])],
    ['a neighbour without its bracket', block(['[Slug: a', '[Quote: "b"]'])],
    ['a line with two fields', block(['[Type: FSQ] [Slug: a] [Quote: "b"]'])],
    ['a block with nothing to stand after', block(['[Quote: "b"]'])],
  ])('leaves %s', (_name, text) => expect(set(text)).toBeNull());

  it('sets that field and no other, in whatever stands there', () => {
    const line = fc.constantFrom(
      '[Type: FSQ]',
      '[Slug: a]',
      '[Slug: a',
      'Slug: a',
      '[Slug: a] [Part: 1x1]',
      '[AssetID: A1]',
      '[Duration: ]',
      '[Duration: 0',
      'Duration: 0',
      '[Type: FSQ, Duration: 0]',
      '[Quote: "He said [sic]',
      'and more"]',
      '<img src="x">',
      '',
      '  ',
      'loose words',
      ']',
      '[',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
        const text = `Before.${eol}${eol}${block(lines, eol)}${eol}After.`;
        const after = set(text);
        if (after === null) return;
        const [old, now] = [segment(text).cues[0], segment(after).cues[0]];
        expect(now === undefined ? null : cueValue(now, 'duration')).toBe('00:00:12:00');
        const others = (cue: typeof now) =>
          cue?.fields.filter(({ name }) => name !== 'duration').map(({ label, value }) => [label, value]);
        expect(others(now)).toEqual(others(old));
        expect(set(after)).toBe(after);
      }),
      { numRuns: runs(1000) },
    );
  });
});
