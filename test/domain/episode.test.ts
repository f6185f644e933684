import { describe, expect, it } from 'vitest';
import { type BlockEnd, blockLetter, isOnAir, placesInBlocks } from '../../src/domain/episode.ts';

describe('on air', () => {
  it.each([
    ['production', true],
    [' Production ', true],
    ['draft', false],
    ['pre-production', false],
    ['', false],
    [null, false],
  ])('%j: %s', (status, onAir) => expect(isOnAir(status)).toBe(onAir));
});

/** `segment*` holds a BREAK cue. The result: a letter for each item, `|` for a break. */
function blocks(types: string, endedBy: BlockEnd): string {
  const items = types
    .split(' ')
    .map((type) => ({ type: type === '-' ? null : type.replace('*', ''), holdsBreak: type.endsWith('*') }));
  return placesInBlocks(items, endedBy)
    .map(({ block, isBreak }) => (isBreak ? '|' : block))
    .join(' ');
}

describe('blocks', () => {
  it.each([
    ['segment segment break segment', 'A A | B'],
    ['segment ad promo cta segment break close', 'A A A A A | B'],
    ['segment break Break segment', 'A | | B'],
    ['break segment break', '| A |'],
    ['segment* segment', 'A B'],
    ['segment* segment* segment', 'A B C'],
    ['segment* break segment', 'A | B'],
    ['segment break* segment', 'A | B'],
    ['- unknown trans stinger', 'A A A A'],
    ['breakdown breaking', 'A A'],
  ])('of %s: %s', (types, expected) => expect(blocks(types, 'break')).toBe(expected));

  it.each([
    ['segment ad promo cta break segment', 'A | | | | B'],
    ['segment advert segment commercial segment Advertisement close', 'A | B | C | D'],
    ['segment* ad segment', 'A | B'],
    ['segment* segment', 'A B'],
    ['trans segment stinger', 'A A A'],
  ])('where adverts end them, of %s: %s', (types, expected) =>
    expect(blocks(types, 'adverts')).toBe(expected));

  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('number %i is %s', (index, letter) => expect(blockLetter(index)).toBe(letter));
});
