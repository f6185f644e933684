import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differingWords, type Stretch } from '../../src/diff/changed-words.ts';

const cut = (text: string, stretches: readonly Stretch[]) =>
  stretches.map(({ start, end }) => text.slice(start, end));

function without(text: string, stretches: readonly Stretch[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of stretches) {
    rest += text.slice(at, start);
    at = end;
  }
  return rest + text.slice(at);
}

describe('differing words', () => {
  it('marks whole words, not letters', () => {
    const [was, is] = ['She held the red lid of the kettle', 'She held the blue lid of the kettle'];
    const words = differingWords(was, is);
    expect(words && [cut(was, words.was), cut(is, words.is)]).toEqual([['red'], ['blue']]);
  });

  it('marks nothing where next to nothing is shared', () => {
    expect(differingWords('description:', 'An altogether different sentence stands here')).toBeNull();
  });

  it('leaves the same text on both sides', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bell', 'cue', ' ', '🎪', '-', ':'), { maxLength: 30 }),
        fc.array(fc.constantFrom('a', 'bell', 'cue', ' ', '🎪', '-', ':'), { maxLength: 30 }),
        (a, b) => {
          const [was, is] = [a.join(''), b.join('')];
          const words = differingWords(was, is);
          if (words !== null) expect(without(was, words.was)).toBe(without(is, words.is));
        },
      ),
    );
  });
});
