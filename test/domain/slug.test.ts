import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHumanSlug, leadingNumber, sanitiseSlug, withoutPlace, wordCount } from '../../src/domain/slug.ts';

describe('slugs', () => {
  it.each([
    ['The Mayor Race', 'the-mayor-race'],
    ["we don't have", 'we-dont-have'],
    ['a&w-picture', 'aw-picture'],
    ['tim-mcbride-', 'tim-mcbride'],
    ['  b roll_of -- the street', 'b-roll-of-the-street'],
    ['Café Zoë', 'cafe-zoe'],
    ['•', ''],
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', ''],
    ['goat parade https://x.com/goats/status/17', 'goat-parade'],
    ['youtu.be/abc goat, and www.goats.org', 'goat-and'],
    ['St. Mary / co. Clare', 'st-mary-co-clare'],
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
    ['20-foo', null, 'foo'],
    ['20_foo', null, 'foo'],
    ['10 tyler-robinson', null, 'tyler-robinson'],
    ['95 luv-my-gov', null, 'luv-my-gov'],
    ['10-talk to kevin', null, 'talk to kevin'],
    ['095-city', null, 'city'],
    ['110-110-slug', null, 'slug'],
    ['10 foo', '10', 'foo'],
    ['25-foo', '025', 'foo'],
    ['24-hour-bakery', '24', 'hour-bakery'],
    ['10 foo', null, null],
    ['10 talk to kevin', '20', null],
    ['25-foo', null, null],
    ['24-hour-bakery', null, null],
    ['60-minutes-clip', null, null],
    ['12 angry goats', null, null],
    ['911-call', null, null],
    ['911 call-center', null, null],
    ['2024-election', null, null],
    ['1-brad-polumbo', null, null],
    ['10-20-foo', null, null],
    ['foo-20', null, null],
    ['20foo', null, null],
    ['20-', null, null],
  ])('%s, at %s in the list, is called %s', (slug, place, name) => {
    expect(withoutPlace(slug, place)).toBe(name);
  });

  it('loses its number once: what is left has none', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-c _-]{1,12}$/), (slug) => {
        const rest = withoutPlace(slug, leadingNumber(slug)?.number ?? null);
        if (rest !== null) expect(leadingNumber(rest)).toBeNull();
      }),
    );
  });
});
