// What stands today in place of lines of an older text, and that nothing is guessed.
import { describe, expect, it } from 'vitest';
import { standingLines } from '../../src/domain/standing-lines.ts';

const TEXT = '---\nslug: old\ntitle: The Glove\n---\n\nOne.\n\n[Type: SOT]\n[Slug: clip]\n\nLast.\n';

function standing(lines: string, now: string) {
  const start = TEXT.indexOf(lines);
  return standingLines(TEXT, { start, end: start + lines.length }, now);
}

describe('what stands in place of some lines', () => {
  it('finds lines that somebody changed, at any distance', () => {
    const now = `Before.\n${TEXT.replace('slug: old', 'slug: theirs')}`;
    const found = standing('slug: old', now);
    expect(found).toMatchObject({ text: 'slug: theirs', isGone: false });
    expect(now.slice(found?.start, found?.end)).toBe('slug: theirs');
    expect(standing('slug: old', TEXT)?.text).toBe('slug: old');
    expect(standing('One.', TEXT.replace('One.', 'One,\nand two.'))?.text).toBe('One,\nand two.');
  });

  it('tells neighbours that changed with it apart by their labels, or their number', () => {
    const both = TEXT.replace('slug: old\ntitle: The Glove', 'title: A Glove\nkind: x\nslug: theirs');
    expect(standing('slug: old', both)?.text).toBe('slug: theirs');
    expect(standing('title: The Glove', both)?.text).toBe('title: A Glove');
    const cue = TEXT.replace('[Type: SOT]\n[Slug: clip]', '[ type : VO ]\n[Slug: other]');
    expect(standing('[Type: SOT]', cue)?.text).toBe('[ type : VO ]');
    const prose = standingLines('a\n1\n2\nz\n', { start: 4, end: 5 }, 'a\nx\ny\nz\n');
    expect(prose?.text).toBe('y');
  });

  it('finds where removed lines stood', () => {
    const now = TEXT.replace('slug: old\n', '');
    expect(standing('slug: old', now)).toEqual({
      start: now.indexOf('title:'),
      end: now.indexOf('title:'),
      text: '',
      isGone: true,
    });
  });

  it('names no place that is not certain', () => {
    expect(
      standing('slug: old', TEXT.replace('slug: old\ntitle: The Glove', 'kind: x\nother: y')),
    ).toBeNull();
    expect(standing('slug: old', TEXT.replace('slug: old\ntitle', 'slug: a\nslug: b\nname'))).toBeNull();
    expect(standingLines('a\n1\n2\nz\n', { start: 2, end: 3 }, 'a\nx\nz\n')).toBeNull();
    expect(standingLines('a\nlast', { start: 2, end: 6 }, 'a\n')?.text).toBe('');
  });
});
