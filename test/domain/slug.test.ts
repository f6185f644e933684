import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHumanSlug, sanitiseSlug, withoutNumber, wordCount } from '../../src/domain/slug.ts';

describe('slugs', () => {
  it.each([
    ['The Mayor Race', 'the-mayor-race'],
    ["we don't have", 'we-dont-have'],
    ['a&w-picture', 'aw-picture'],
    ['tim-mcbride-', 'tim-mcbride'],
    ['  b roll_of -- the street', 'b-roll-of-the-street'],
    ['Café Zoë', 'cafe-zoe'],
    ['•', ''],
  ])('%s → %s', (text, slug) => expect(sanitiseSlug(text)).toBe(slug));

  it('sanitising twice is sanitising once, and leaves only what is allowed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const slug = sanitiseSlug(text);
        expect(slug).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
        expect(sanitiseSlug(slug)).toBe(slug);
      }),
    );
  });

  it.each([
    ['two-words', 2, true],
    ['b roll_of-street', 4, true],
    ['lady-cop-gets-a-taste', 5, false],
    ['', 0, false],
    ['--', 0, false],
  ])('%s has %i words', (slug, words, human) =>
    expect([wordCount(slug), isHumanSlug(slug)]).toEqual([words, human]));

  it.each([
    ['20-foo', 'foo'],
    ['20_foo', 'foo'],
    ['10 talk to kevin', 'talk to kevin'],
    ['095-city', 'city'],
    ['110-110-slug', 'slug'],
    ['2024-election', null],
    ['1-brad-polumbo', null],
    ['10-20-foo', null],
    ['foo-20', null],
    ['20foo', null],
    ['20-', null],
  ])('without its number %s is %s', (slug, rest) => expect(withoutNumber(slug)).toBe(rest));

  it('loses its number once: what is left has none', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-c _-]{1,12}$/), (slug) => {
        const rest = withoutNumber(slug);
        if (rest !== null) expect(withoutNumber(rest)).toBeNull();
      }),
    );
  });
});
