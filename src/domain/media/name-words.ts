// Splits a file name into words and rates each: `goat`, `final`, `clip`, `the`, `part 2`. Takes text that is already
// folded; compares nothing.

/** Value of a word: `telling` identifies the thing; `passing` describes how it was made (`final`, `1080p`, `youtube`);
 *  `idle` states the obvious (`clip`, `picture`); `small` is an article or the like. */
export type Worth = 'telling' | 'passing' | 'idle' | 'small';

/** Whether a number distinguishes one of several: `yes` in `goats 2`; `perhaps` in `goats 1` and in years; `no` for the
 *  3 in `1 of 3`, and in `goats (1)`, which is the same film downloaded twice. */
export type Counting = 'yes' | 'perhaps' | 'no';

export interface Word {
  /** Lowercase letters without accents; digits without leading zeros, `2` for `two`. */
  readonly text: string;
  readonly worth: Worth;
  /** null if not a number. */
  readonly number: Counting | null;
  /** True for `not`, `without`, or the `b` of `plan b`: with it the name means another thing. */
  readonly turns: boolean;
}

/** Fits the bits of a number, and no real name has more; a longer text gives no words. */
const MOST_WORDS = 30;
/** Films are not cut into more parts than this. */
const MOST_PARTS = 12;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}

const IDLE = wordSet(
  'clip clips video videos vid vids img image images pic pics picture pictures photo photos gfx sot vo pkg fsq',
);
const SMALL = wordSet(
  `a an the of in on at to for from with w by and n or as is are was be it its this that these those i my me we our you
  your he his she her they their them him us`,
);
const PASSING = wordSet(
  `final cut edit edited trim trimmed full raw version copy export render hd uhd youtube yt tiktok tik tok twitter
  instagram facebook rumble download downloaded screenshot screen recording`,
);
// Before a number, these only mean that there are several.
const SERIES = wordSet('part pt no number');
// Numbers after these are separate words, unlike the one in `covid19`.
const NUMBERED = wordSet('part pt ep episode take vol volume chapter day scene clip video block no number');
const TURNING = wordSet('not no never without non anti isnt wasnt dont doesnt didnt wont cant aint b c d');
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ...'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, i): [string, string] => [word, String(i + 1)]),
  ['ii', '2'],
  ['iii', '3'],
]);

const TOKEN = /\d+(?=(?:st|nd|rd|th)\b)|\d{3,4}p\b|\d+fps\b|[48]k\b|v\d+\b|\d+|[\p{L}\p{M}]+/gu;
const ORDINAL_ENDING = /^(?:st|nd|rd|th)$/;
const HOW_MADE = /^(?:\d{3,4}p|\d+fps|[48]k|v\d+)$/;
const DATE = /(?<!\d)(?:\d{4}[-_. ]\d{1,2}[-_. ]\d{1,2}|\d{1,2}[-_. ]\d{1,2}[-_. ](?:\d{4}|\d{2}))(?!\d)/g;

export function startsWithDate(plain: string): boolean {
  return plain.search(DATE) === 0;
}

export function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isDigits: boolean;
}

export function wordsIn(plain: string): readonly Word[] {
  const tokens = [...plain.matchAll(TOKEN)]
    .map(({ 0: text, index }): Token => {
      return { text, start: index, end: index + text.length, isDigits: /^\d+$/.test(text) };
    })
    .filter((token, i, all) => !isOrdinalEnding(token, all[i - 1]));
  if (tokens.length > MOST_WORDS) return [];
  const dates = [...plain.matchAll(DATE)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
  return tokens.map((token, i): Word => {
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    if (NUMBERS.has(token.text)) return numberWord(NUMBERS.get(token.text) ?? '', 'perhaps');
    if (!token.isDigits) return plainWord(token.text, after);
    const isDate = dates.some(({ start, end }) => start <= token.start && token.end <= end);
    return numberWord(withoutZeros(token.text), isDate ? 'perhaps' : countingOf(token, before, plain));
  });
}

function numberWord(text: string, number: Counting): Word {
  return { text, worth: 'telling', number, turns: false };
}

function plainWord(text: string, after: Token | undefined): Word {
  const isSeries = SERIES.has(text) && after !== undefined && (after.isDigits || NUMBERS.has(after.text));
  return {
    text,
    worth: isSeries ? 'idle' : worthOf(text),
    number: null,
    turns: !isSeries && TURNING.has(text),
  };
}

function worthOf(text: string): Worth {
  if (HOW_MADE.test(text) || PASSING.has(text)) return 'passing';
  if (IDLE.has(text)) return 'idle';
  return SMALL.has(text) ? 'small' : 'telling';
}

/** `2nd` counts as 2. */
function isOrdinalEnding({ text, start }: Token, before: Token | undefined): boolean {
  return before?.isDigits === true && before.end === start && ORDINAL_ENDING.test(text);
}

function countingOf({ text, start, end }: Token, before: Token | undefined, plain: string): Counting {
  const isTotal = before?.text === 'of';
  const isSecondDownload = plain[start - 1] === '(' && plain[end] === ')';
  if (isTotal || isSecondDownload) return 'no';
  const isPartOfWord = before?.end === start && before.text.length > 2 && !NUMBERED.has(before.text);
  // A leading number may also be a place in the rundown; a 1 may be the only one.
  if (before === undefined || isPartOfWord) return 'perhaps';
  const value = text.length > 3 ? 0 : Number(text);
  return value > 1 && value <= MOST_PARTS ? 'yes' : 'perhaps';
}
