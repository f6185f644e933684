// Words, grounding, and what rules alone make of a script.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { condenseEpisode, condenseSegment } from '../../src/domain/condense.ts';
import { judgeDescription, needsDescription } from '../../src/domain/description-choice.ts';
import { groundedShare, strangers } from '../../src/domain/grounding.ts';
import { treePath } from '../../src/domain/ids.ts';
import { judgeSlug, slugByRules, slugNeed, titleFromName } from '../../src/domain/slug-choice.ts';
import { sentencesOf, stem, wordsOf } from '../../src/domain/words.ts';

describe('words', () => {
  test('in small letters, without marks and apostrophes', () => {
    expect(wordsOf('Don’t—the F.B.I. and Zoë’s café, 1,200!')).toEqual([
      'dont',
      'the',
      'fbi',
      'and',
      'zoes',
      'cafe',
      '1',
      '200',
    ]);
  });

  test.each([
    ['mock', ['mocks', 'mocked', 'mocking', 'mocker']],
    ['library', ['libraries']],
    ['stop', ['stopping', 'stopped', 'stops']],
    ['government', ['governments']],
  ])('the stem of %s', (word, forms) => {
    for (const form of forms) expect(stem(form)).toBe(stem(word));
  });

  test('sentences end at full stops, not at titles, initials or decimals', () => {
    expect(
      sentencesOf('Mrs. Grubb paid 3.50 to J. Vale. "Really?" she said! And so on…\nA new line'),
    ).toEqual(['Mrs. Grubb paid 3.50 to J. Vale.', '"Really?"', 'she said!', 'And so on…', 'A new line']);
  });

  test('no text makes them throw or lose letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bare = (each: string) => each.replace(/\s+/g, '');
        expect(bare(sentencesOf(text).join(''))).toBe(bare(text));
        expect(strangers(text, text)).toEqual([]);
        expect(groundedShare(text, text)).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('names and numbers that the source does not have', () => {
  const source =
    'Minna Vale reads letters about the mayors of Upper Pimbury: twenty-five of them, and a dozen ladders.';

  test.each([
    ['Vale reads what Pimbury’s mayor wrote.', []],
    ['The letters name 25 mayors and 12 ladders.', []],
    ['Then Otto Blake reads.', ['Otto', 'Blake']],
    ['Otto Blake reads.', ['Otto', 'Blake']],
    ['Blake’s letters.', ['Blake’s']],
    ['The FBI reads 26 letters.', ['FBI', '26']],
    ['Letters by the million.', ['million']],
    ['I read them, and Minna does.', []],
  ])('%s', (text, found) => {
    expect(strangers(text, source)).toEqual(found);
  });
});

describe('slugs', () => {
  test.each([
    [null, 'missing'],
    ['sample-title', 'missing'],
    ['Untitled Segment', 'missing'],
    ['segment-12', 'missing'],
    ['---', 'missing'],
    ['lady-cop-gets-a-taste', 'too-long'],
    ['why our_parade is-longer than', 'too-long'],
    ['the-mayor-race', null],
    ['Slow News Day Again', null],
    ['20 slow-news-day-again', null],
    ['reute', null],
    ['новый-слог', null],
  ])('%s needs: %s', (slug, need) => {
    expect(slugNeed(slug)).toBe(need);
  });

  test('are judged by words, length and ground', () => {
    const source = 'The great sandwich audit of Pimbury school';
    expect(judgeSlug('Sandwich Audit!', source, 4)).toMatchObject({ ok: true, value: 'sandwich-audit' });
    expect(judgeSlug('sandwiches-audited', source, 4)).toMatchObject({ ok: true });
    expect(judgeSlug('sandwich-audit', source, 2)).toMatchObject({ ok: true });
    expect(judgeSlug('great-sandwich-audit', source, 2)).toMatchObject({ ok: false, flaw: 'unfit' });
    expect(judgeSlug('lunch-box-war', source, 4)).toMatchObject({ ok: false, flaw: 'ungrounded' });
    expect(judgeSlug(`${'sandwich'.repeat(5)}-audit`, source, 4)).toMatchObject({ ok: false, flaw: 'unfit' });
  });

  test.each([
    ['The Queue at the Post Office', 'queue-post-office'],
    ['10 Little Fool’s Gold Books BLOCK A', 'fools-gold-books'],
    ['On the Road', 'on-the-road'],
    ['Friends, this is your ticket home', 'friends-ticket-home'],
    ['Welcome to Episode 229', null],
    ['Gardens', null],
    ['Цапля в библиотеке', null],
    ['', null],
  ])('by rules from “%s”: %s', (title, slug) => {
    expect(slugByRules(title, 'Some script.', 4)).toBe(slug);
  });

  test('of a long title the words that the script takes up again', () => {
    const text =
      'The captain sounds the foghorn at six. The foghorn is for fog, says the mayor, and the captain agrees.';
    expect(slugByRules('Mayor Questions Ferry Captain Over Needless Foghorn', text, 4)).toBe(
      'mayor-captain-foghorn',
    );
  });

  test('whatever the title: two to four words in small letters, or nothing, and the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.string(), (title, text) => {
        const slug = slugByRules(title, text, 4);
        if (slug !== null) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+){1,3}$/);
        expect(slugByRules(title, text, 4)).toBe(slug);
      }),
    );
  });

  test('a file name stands in for a title', () => {
    const name = (file: string) => titleFromName(treePath(`episodes/0101/rundown/${file}`));
    expect(name('20 State Dept. BLOCK A_1.md')).toBe('State Dept.');
    expect(name('2B  FTC to Go After Doctors.md')).toBe('FTC to Go After Doctors');
    expect(name('SUPPORT US.md')).toBe('SUPPORT US');
  });
});

describe('descriptions', () => {
  test.each([
    [null, true],
    ['', true],
    ['  ', true],
    ['-', true],
    ['TBD', true],
    ['n/a', true],
    ['A heron.', false],
    ['todo list', false],
  ])('%j is missing: %s', (description, missing) => {
    expect(needsDescription(description)).toBe(missing);
  });

  test('lose the quotation marks around them, and nothing else', () => {
    const source = 'A heron gets a library card and waits. The town watches it.';
    const text = 'A heron has a card. The town, it seems, watches “it” and waits.';
    const bounds = { fewestSentences: 2, mostSentences: 3 };
    expect(judgeDescription(`\n"${text}"\n`, source, bounds)).toMatchObject({ ok: true, value: text });
    expect(judgeDescription(source, source, bounds)).toMatchObject({ ok: false, flaw: 'unfit' });
  });

  const script = `Welcome back. The kettle in the hall takes nineteen minutes to boil.
    And so a committee was formed for the kettle. The committee asked the hall why its kettle needs nineteen minutes.
    Nobody knew. "The kettle said the committee was slow to boil in the hall.`;

  test('by rules: what it is, and the sentence that says most, never the first', () => {
    const facts = { title: 'The Committee', type: 'segment', text: script, clips: 2, quotes: 1 };
    expect(condenseSegment(facts)).toBe(
      'A segment on “The Committee”, with 2 clips and 1 quote. The committee asked the hall why its kettle needs nineteen minutes.',
    );
    expect(condenseSegment({ ...facts, title: null })).toBeNull();
    expect(condenseSegment({ ...facts, text: 'The kettle boils. It is hot.' })).toBeNull();
  });

  test('of an episode by rules', () => {
    expect(
      condenseEpisode({ title: null, subjects: ['A', 'B', 'C', 'D', 'E', 'F'], clips: 0, quotes: 1 }),
    ).toBe('The episode covers “A”, “B”, “C”, “D”, “E” and more. It has 6 segments and plays 1 quote.');
    expect(condenseEpisode({ title: 'X', subjects: ['A'], clips: 0, quotes: 0 })).toBeNull();
  });
});
