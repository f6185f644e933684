import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { countWords } from '../../src/domain/segment.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { rateOf, wordsBySpeaker } from '../../src/markdown/speech.ts';
import { runs } from '../runs.ts';

const segment = (body: string) => parseSegment(treePath('episodes/0101/rundown/10 Case.md'), body);
const words = (body: string) => Object.fromEntries(wordsBySpeaker(segment(body)));

describe('who says how many words', () => {
  it.each([
    ['bare words are the host’s', 'The kettle is on.', { josh: 4 }],
    ['a class names the speaker', '<p class="guest bullet">Not the kettle again.</p>', { guest: 4 }],
    [
      'a class that only looks like one',
      '<p class="bullet">Still me.</p><p class="undefined">Me.</p>',
      { josh: 3 },
    ],
    ['html among bare words', 'One.\n<p class="guest">Two three.</p>\nFour.', { josh: 2, guest: 2 }],
    ['a second class of speaker', '<p class="asian-scott">Hello.</p>', { 'asian-scott': 1 }],
    [
      'other quotes, capitals and a flag with a bracket',
      `<P data-flag-note="a > b" CLASS='Guest'>Two words</P>`,
      { guest: 2 },
    ],
    ['an attribute whose quote never ends', `<p class=guest title="oh>Two words</p>`, { guest: 2 }],
    ['a guest', 'GUEST: I was told there would be soup.', { guest: 7 }],
    ['a second guest', 'GUEST 2: Me too.', { guest: 2 }],
    ['a caller without a colon', 'CALLER Am I on the air?', { guest: 5 }],
    ['an interview with a dash', 'INTERVIEW - Yes.', { guest: 1 }],
    [
      'an announcer and a narrator',
      'ANNOUNCER: From the shed.\n\nNARRATOR (V.O.): It rained.',
      { announcer: 5 },
    ],
    ['a caller in a sentence', 'CALLER ID told me.', { josh: 4 }],
    ['a name of its own', 'DR. MITCHELL: Twice a day.', { 'dr-mitchell': 3 }],
    ['a dialogue', 'JOSH: Who?\nGUEST: Me.\nJOSH: Oh.', { josh: 2, guest: 1 }],
    ['a name alone on its line', 'GUEST:\nIt is mine.\n\nIt is not.', { guest: 3, josh: 3 }],
    ['a name in bold', '**GUEST:** Two words', { guest: 2 }],
    [
      'a name within another’s paragraph',
      '<p class="josh">GUEST: Hi.</p><p>Hi there.</p>',
      { guest: 1, josh: 2 },
    ],
    [
      'a name like a property of every object',
      '<p class="constructor">One.</p>\n\n<p class="__proto__">Two.</p>',
      { constructor: 1, proto: 1 },
    ],
    ['nobody says nothing', '<p class="guest"></p>\n<p></p><p class="guest">&nbsp;&#160;</p>', {}],
  ])('%s', (_name, body, expected) => expect(words(body)).toEqual(expected));

  it.each([
    ['notes and description', '## Notes\nNo no.\n## Description\nNo.\n## Script\nYes.', 1],
    ['headings', '# The Great Heading\nOne', 1],
    ['cues', 'One\n<!-- Begin Cue -->\n[Type: SOT]\n[Slug: a b c]\n<!-- End Cue -->\ntwo', 2],
    ['tokens', '{SOT/the long walk} one (VO/street) two\n[SOT: interview 1:15]', 2],
    ['fenced blocks', 'One\n```\ntwo three\n```\n', 1],
    ['comments', 'One <!-- two three --> four', 2],
    ['tags and entities', '<b>Salt</b> &amp; pepper &mdash; &#8212; <span style="x">now</span>', 3],
    ['marks', '- One\n- **two**\n> three\n1. four', 4],
    ['directions', '[Return with bumper music]\nOne', 1],
    ['an undecided edit', 'An <rev user="k" ts="t">old|quite new</rev> word', 3],
  ])('counts no %s', (_name, body, count) => expect(words(body)).toEqual({ josh: count }));

  it('is no other count than that of the words alone, where nobody is named', () => {
    const body = 'One & two.\n\n## Story\n\n*Three*, [four](https://x.y) — five.';
    expect(words(body)).toEqual({ josh: countWords(segment(body).spokenText) });
  });

  it('counts any text, and never more words than stand in it', () => {
    const pieces = fc.constantFrom(
      '<p class="guest">',
      '</p>',
      '<p',
      '"',
      "'",
      '>',
      'GUEST: ',
      'word ',
      '\n',
      '<b>',
      '&#1;',
      '## Script\n',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }),
        (parts) => {
          const body = parts.join('');
          const sum = [...wordsBySpeaker(segment(body)).values()].reduce((a, b) => a + b, 0);
          expect(sum).toBeLessThanOrEqual(body.length);
        },
      ),
      { numRuns: runs(500) },
    );
  });
});

describe('how fast somebody speaks', () => {
  it.each([
    ['josh', {}, 150],
    ['josh', { Josh: 160 }, 160],
    ['josh', { host: 170 }, 170],
    ['host', { josh: 140 }, 140],
    ['guest', { josh: 140 }, 150],
    ['asian-scott', { 'Asian Scott': 130 }, 130],
    ['constructor', {}, 150],
  ])('%s with %j: %i', (speaker, speakers, rate) => expect(rateOf(speaker, 150, speakers)).toBe(rate));
});
