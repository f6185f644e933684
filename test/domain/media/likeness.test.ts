// Which words may be one word, misspelt.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isCutOff,
  LEAST,
  likeness,
  NEAR,
  SAME,
  SURE,
  spellingOf,
} from '../../../src/domain/media/likeness.ts';

const alike = (a: string, b: string) => likeness(spellingOf(a), spellingOf(b));

it.each([
  ['goat', 'goats'],
  ['pony', 'ponies'],
  ['witch', 'witches'],
])('%s and %s differ by an ending', (a, b) => {
  expect(alike(a, b)).toBe(SAME);
});

it.each([
  ['mamdani', 'mandami'],
  ['palumbo', 'polumbo'],
  ['keisha', 'keysha'],
  ['elliott', 'eliot'],
  ['ostrovsky', 'ostrovski'],
  ['whitmore', 'whitmoor'],
  ['kile', 'kyle'],
  ['erik', 'eric'],
  ['recieve', 'receive'],
  ['protester', 'protestors'],
])('%s and %s sound the same, or have the same letters', (a, b) => {
  expect(alike(a, b)).toBeGreaterThanOrEqual(NEAR);
  expect(alike(a, b)).toBeLessThan(1);
});

it.each([
  ['lindquist', 'lindqvist'],
  ['carlson', 'carson'],
  ['steal', 'stealing'],
])('%s and %s may be one word', (a, b) => {
  expect(alike(a, b)).toBeGreaterThanOrEqual(SURE);
  expect(alike(a, b)).toBeLessThan(NEAR);
});

it.each([
  ['trial', 'trail'],
  ['county', 'country'],
  ['state', 'station'],
  ['shooting', 'shouting'],
  ['trans', 'transit'],
  ['corner', 'corn'],
  ['john', 'joan'],
  ['robert', 'roberta'],
  ['mario', 'maria'],
  ['mason', 'jason'],
  ['2024', '2025'],
  ['news', 'new'],
  ['cat', 'cut'],
])('%s and %s are two words', (a, b) => {
  expect(alike(a, b)).toBeLessThan(SURE);
});

describe('a word that was cut off', () => {
  it.each([
    ['reute', 'reuters', true],
    ['trans', 'transit', false],
    ['reu', 'reuters', false],
    ['mcbr', 'mcbrannigan', false],
    ['reuters', 'reute', false],
  ])('%s of %s: %s', (part, word, expected) => {
    expect(isCutOff(spellingOf(part), spellingOf(word))).toBe(expected);
  });
});

it('is the same both ways round, from 0 to 1, and 1 for the same word', () => {
  const word = fc.string({ unit: fc.constantFrom(...'aeiouthskmngcyé1'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(alike(a, b)).toBe(alike(b, a));
      expect(alike(a, b) === 0 || (alike(a, b) >= LEAST && alike(a, b) <= 1)).toBe(true);
      expect(alike(a, a)).toBe(1);
    }),
  );
});
