import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { type Rates, runtimeOf } from '../../src/markdown/runtime.ts';
import { USUAL } from '../steps/fixtures.ts';

const cue = (...fields: string[]) =>
  `<!-- Begin Cue -->\n${fields.map((field) => `[${field}]\n`).join('')}<!-- End Cue -->\n`;
const words = (count: number) => `${'word '.repeat(count)}\n`;

function runtime(body: string, rates: Partial<Rates> = {}) {
  const doc = parseSegment(treePath('episodes/0101/rundown/10 Case.md'), body);
  return runtimeOf(doc, { ...USUAL, ...rates });
}

const total = (body: string, rates: Partial<Rates> = {}) => runtime(body, rates).totalMs;

describe('what takes time', () => {
  it.each<readonly [string, string, number]>([
    ['speech', words(75), 30_000],
    ['a clip by its Duration', cue('Type: SOT', 'Duration: 00:00:58:15'), 58_500],
    ['a clip without a Duration', cue('Type: SOT'), 30_000],
    ['a clip whose Duration is still to come', cue('Type: SOT', 'Duration: Calculating...'), 30_000],
    ['a clip whose Duration is unclear', cue('Type: SOT', 'Duration: 75'), 30_000],
    ['a clip of hundredths', cue('Type: SOT', 'Duration: 00:00:10:50'), 10_500],
    ['a clip by its trims', cue('Type: SOT', 'TrimStart: 2:54:58', 'TrimEnd: 02:57:31'), 153_000],
    ['trims in frames', cue('Type: SOT', 'TrimStart: 00:00:01:15', 'TrimEnd: 00:00:03:00'), 1500],
    ['an end alone', cue('Type: SOT', 'TrimStart: 00:00', 'TrimEnd: 00:00:40'), 40_000],
    ['a beginning alone: only the file knows its end', cue('Type: SOT', 'TrimStart: 00:00:40'), 30_000],
    ['trims that contradict each other', cue('Type: SOT', 'TrimStart: 0:40', 'TrimEnd: 0:20'), 30_000],
    ['a trim that nobody can read', cue('Type: SOT', 'TrimStart: early', 'TrimEnd: 0:20'), 30_000],
    ['a Duration before trims', cue('Type: SOT', 'Duration: 0:10', 'TrimEnd: 00:00:20'), 10_000],
    ['an ad lib', cue('Type: ADLIB'), 60_000],
    ['an ad lib with its length', cue('Type: ADLIB, Duration: 00:00:20'), 20_000],
    ['a break by its Duration', cue('Type: BREAK', 'Duration: 00:02:00:00'), 120_000],
    ['a break that says nothing', cue('Type: BREAK', 'AssetID: BREAK25001'), 0],
    ...['PKG', 'NAT', 'BUMP', 'STING', 'VOX', 'LIVE'].map(
      (type) => [type, cue(`Type: ${type}`, 'Duration: 0:12'), 12_000] as const,
    ),
    ...['VO', 'IMG', 'GFX', 'MUS', 'NOTE', 'RIF', 'CAMERA'].map(
      (type) => [`no ${type}`, cue(`Type: ${type}`, 'Duration: 0:12'), 0] as const,
    ),
    ['nothing in notes', `## Notes\n${words(9)}${cue('Type: SOT')}\n## Script\n${words(5)}`, 2000],
    [
      'no cue whose end nobody knows',
      '<!-- Begin Cue -->\n[Type: SOT]\n\n[Duration: 0:10]\nAnd she sang.\n',
      1200,
    ],
    ['a cue that can be closed', '<!-- Begin Cue -->\n[Type: SOT]\n[Duration: 0:10]\n\n', 10_000],
  ])('%s', (_name, body, ms) => expect(total(body)).toBe(ms));

  it('plays a cue once that stands twice', () => {
    const twice = cue('Type: SOT', 'AssetID: A1', 'Slug: moth', 'Duration: 0:10');
    expect(total(twice + twice)).toBe(10_000);
    expect(total(twice + twice.replace('moth', 'lamp'))).toBe(20_000);
    expect(total(cue('Type: SOT', 'Duration: 0:10').repeat(2))).toBe(20_000);
  });

  it('reads the fourth part of a duration at the show’s frame rate', () =>
    expect(total(cue('Type: SOT', 'Duration: 00:00:10:20'), { fps: 25 })).toBe(10_800));
});

describe('quotes', () => {
  const quote = (text: string, rates: Partial<Rates> = {}) =>
    total(cue('Type: FSQ', `Quote: ${text}`), rates);

  it.each([
    ['by its words', `"${'word '.repeat(20)}"`, 10_000],
    ['no shorter than the minimum', '"Two words"', 3000],
    ['an empty one', '""', 10_000],
    ['entities are no words', '&amp;quot; Salt &amp; pepper, and eight more words for the soup &quot;', 4500],
    ['a line break parts words', String.raw`"one\ntwo\nthree\nfour five six seven eight nine ten"`, 5000],
    ['brackets are part of it', '"He said [sic] that he [the cook] has left us all"', 5500],
    ['tags are not', '"one<br />two three four five six seven eight nine <b>ten</b>"', 5000],
  ])('%s', (_name, text, ms) => expect(quote(text)).toBe(ms));

  it('take the show’s own rate and minimum', () => {
    expect(quote(`"${'word '.repeat(20)}"`, { quoteWordsPerMinute: 150 })).toBe(8000);
    expect(quote('"Two words"', { quoteMinimumMs: 5000 })).toBe(5000);
  });

  it('stand as long as they are read, whatever their Duration says', () =>
    expect(total(cue('Type: FSQ', 'Quote: "Two words"', 'Duration: 00:09:00:00'))).toBe(3000));
});

describe('speakers', () => {
  const body = `${words(150)}\n<p class="guest">${words(150)}</p>\n\nCALLER: ${words(30)}`;

  it('speak at their own pace', () => {
    const { speakers, speechMs, words: count } = runtime(body, { speakers: { guest: 180 } });
    expect(speakers).toEqual([
      { name: 'josh', words: 150, wordsPerMinute: 150, ms: 60_000 },
      { name: 'guest', words: 180, wordsPerMinute: 180, ms: 60_000 },
    ]);
    expect([speechMs, count]).toEqual([120_000, 330]);
  });

  it('take the show’s pace where none is given', () =>
    expect(runtime(body, { wordsPerMinute: 110 }).totalMs).toBe(180_000));
});

describe('the total', () => {
  it('lies on a frame, so that it reads the same once it is written', () => {
    expect(total(words(1), { wordsPerMinute: 140 })).toBe(433);
    expect(total(words(1), { wordsPerMinute: 140, fps: 25 })).toBe(440);
  });

  it('tells of a break in the script, and of none in the notes', () => {
    expect(runtime(cue('Type: break')).holdsBreak).toBe(true);
    expect(runtime(`## Notes\n${cue('Type: BREAK')}\n## Script\nWords.`).holdsBreak).toBe(false);
  });
});
