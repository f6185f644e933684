import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMadeFrom, tracesIn } from '../../src/domain/descent.ts';
import { editAt } from '../../src/domain/edit.ts';

const BEFORE = 'One.\n\n[Type:SOT]\n\nTwo.\n\nGo away.\n\nThree.\n';
const AFTER = 'One.\n\n[Type: SOT]\n\nTwo.\n\nThree.\n\nAnd four.\n';

describe('isMadeFrom', () => {
  it.each([
    ['what landed', AFTER, true],
    ['what landed, and more words', AFTER.replace('Two.', 'Two, and a half.'), true],
    ['what was before', BEFORE, false],
    ['what was before, and more words', `${BEFORE}More.\n`, false],
    ['a part of what landed', BEFORE.replace('[Type:SOT]', '[Type: SOT]'), false],
    ['all but what was taken away', AFTER.replace('Three.', 'Go away.\n\nThree.'), false],
    ['something else', 'Anew.\n', false],
    ['nothing', '', false],
  ])('%s', (_what, text, is) => {
    expect(isMadeFrom(text, BEFORE, AFTER)).toBe(is);
  });

  it.each([
    ['b', 'b\n'],
    ['b\n', 'b'],
    ['a\r\nb\r\n', 'a\nb\n'],
  ])('tells %j from %j, which differ in a line end alone', (before, after) => {
    expect(isMadeFrom(before, before, after)).toBe(false);
    expect(isMadeFrom(after, before, after)).toBe(true);
  });

  it('tells the two apart, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '', 'c d'), { maxLength: 8 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        expect(isMadeFrom(before, before, after)).toBe(false);
      }),
    );
  });
});

describe('tracesIn', () => {
  const edits = [
    editAt(BEFORE, 12, 12, ' ', 'cue'),
    editAt(BEFORE, BEFORE.length - 7, BEFORE.length - 1, 'Three, now.', 'end'),
  ];
  const after = BEFORE.replace('Type:S', 'Type: S').replace('Three.', 'Three, now.');

  it('says of each edit whether it stands, is gone, or was written over', () => {
    expect(tracesIn(after, BEFORE, after, edits)).toEqual({ standing: edits, gone: [] });
    expect(tracesIn(BEFORE, BEFORE, after, edits)).toEqual({ standing: [], gone: edits });
    const half = after.replace('Type: S', 'Type:S').replace('Three, now.', 'Drei.');
    expect(tracesIn(half, BEFORE, after, edits)).toEqual({ standing: [], gone: [edits[0]] });
  });
});
