// When a hunk is the one that somebody rejected: on the same lines beside a neighbour that stayed, and nowhere else.
import { describe, expect, it } from 'vitest';
import { editAt } from '../../src/domain/edit.ts';
import { hunkKeys } from '../../src/domain/hunk.ts';

const CUES = [
  '<!-- Begin Cue -->',
  '[Type:VO]',
  '[AssetID: A]',
  '<!-- End Cue -->',
  '',
  'Words.',
  '',
  '<!-- Begin Cue -->',
  '[Type:VO]',
  '[AssetID: B]',
  '<!-- End Cue -->',
].join('\n');

/** The edit that sets a blank into the n-th `[Type:VO]`, by its names in this text. */
function keys(text: string, n = 0): readonly string[] {
  let at = -1;
  for (let i = 0; i <= n; i++) at = text.indexOf('Type:VO', at + 1);
  return hunkKeys(text)(editAt(text, at + 5, at + 5, ' ', 'cue'));
}

const isSame = (a: readonly string[], b: readonly string[]) => a.some((key) => b.includes(key));

describe('a rejected hunk', () => {
  it('is itself, wherever it moves and however blank lines fall', () => {
    expect(isSame(keys(CUES), keys(`Before.\n\n${CUES}`))).toBe(true);
    expect(isSame(keys(CUES), keys(CUES.replace('Begin Cue -->\n', 'Begin Cue -->\n\n')))).toBe(true);
  });

  it.each([
    ['the line above', CUES.replace('<!-- Begin Cue -->\n[Type', '[Caption: c]\n[Type')],
    ['the line below that is no other’s', CUES.replace('[AssetID: B]', '[AssetID: C]')],
  ])('is itself when what changes is %s', (_what, text) => {
    expect(isSame(keys(CUES), keys(text))).toBe(true);
  });

  it('is another one in another cue that reads alike, or with both neighbours changed', () => {
    expect(isSame(keys(CUES, 0), keys(CUES, 1))).toBe(false);
    const both = CUES.replace('<!-- Begin Cue -->\n[Type', '[Caption: c]\n[Type').replace(
      '[AssetID: A]',
      '[AssetID: Z]',
    );
    expect(isSame(keys(CUES), keys(both))).toBe(false);
  });

  it('is another one when it says something else', () => {
    const at = CUES.indexOf('VO');
    const other = hunkKeys(CUES)(editAt(CUES, at, at + 2, 'SOT', 'cue'));
    expect(isSame(keys(CUES), other)).toBe(false);
  });

  it('does not lean on lines that stand there twice', () => {
    const twice = 'Same.\n[Type:VO]\nSame.\n[Type:VO]\nSame.';
    expect(isSame(keys(twice, 0), keys(`${twice}\nLast.`, 1))).toBe(true);
    expect(keys(twice, 0)).toHaveLength(1);
  });
});
