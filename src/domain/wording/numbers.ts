// Finds the numbers in a text, however they are spelled: `1,200`, `twelve hundred`, `٤٢`, `4k`, `a dozen`, `47th`.
import { wordsOf } from './english.ts';

interface Claim {
  readonly written: string;
  /** Possible values: `4k` is 4000, or 4 of something. */
  readonly values: readonly string[];
  /** For vague numbers such as `hundreds`, which match every number from this one up; null if exact. */
  readonly atLeast: number | null;
}

/** Numbers of a text that its source has in no spelling, as written. “One” and “two” in words are too common to
 *  count. */
export function strangeNumbers(text: string, source: string): readonly string[] {
  const claims = claimsIn(text);
  if (claims.length === 0) return [];
  const known = valuesIn(source);
  const greatest = Math.max(0, ...[...known].map(Number).filter(Number.isFinite));
  const isKnown = ({ values, atLeast }: Claim) =>
    values.some((value) => known.has(value)) || (atLeast !== null && greatest >= atLeast);
  return claims.filter((claim) => !isKnown(claim)).map(({ written }) => written);
}

/** All numbers in a text, each in one spelling. */
export function valuesIn(text: string): ReadonlySet<string> {
  const plain = withPlainDigits(text);
  return new Set([...figuresIn(plain), ...spelledIn(plain)].flatMap(({ values }) => values));
}

const SMALLEST_CLAIM = 3;

function claimsIn(text: string): readonly Claim[] {
  const plain = withPlainDigits(text);
  const spelled = spelledIn(plain).filter(({ values }) => Number(values[0]) >= SMALLEST_CLAIM);
  return [...figuresIn(plain), ...spelled];
}

// ---- digits ----

const DIGIT = /\p{Nd}/u;

/** Converts digits of any script to 0–9; Unicode keeps them in runs of ten. */
function withPlainDigits(text: string): string {
  return text.normalize('NFKC').replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  });
}

const FIGURE =
  /(\d+(?:[.,:]\d+)*)(?:(?:st|nd|rd|th|s)(?![\p{L}\p{N}]))?(?:[\s-]?(hundred|thousand|million|billion|trillion|k|m|bn|tn)(?![\p{L}\p{N}]))?/giu;
const SHORT: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['bn', 1e9],
  ['tn', 1e12],
]);

function figuresIn(text: string): readonly Claim[] {
  return [...text.matchAll(FIGURE)].map(([written, digits = '', scale = '']): Claim => {
    const figure = digits.replace(/,(?=\d{3}(?!\d))/g, '');
    const number = /[,:]|\..*\./.test(figure) ? Number.NaN : Number(figure);
    if (Number.isNaN(number)) return { written, values: [figure], atLeast: null };
    const short = SHORT.get(scale.toLowerCase());
    const times = short ?? SCALES.get(scale.toLowerCase()) ?? 1;
    const values = [String(number * times), ...(short === undefined ? [] : [String(number)])];
    return { written: written.trim(), values, atLeast: null };
  });
}

// ---- words ----

const SMALL = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
// Without `second`, which is more often a unit of time than an ordinal.
const SMALL_ORDINALS = (
  '- first - third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth'
).split(' ');
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

interface NumberWord {
  readonly value: number;
  readonly kind: 'small' | 'tens' | 'scale';
  /** True for `hundreds`, `dozens`. */
  readonly isVague: boolean;
}

function numberWord(word: string): NumberWord | null {
  const small = Math.max(SMALL.indexOf(word), SMALL_ORDINALS.indexOf(word));
  if (small >= 0) return { value: small, kind: 'small', isVague: false };
  const tens = TENS.indexOf(word.replace(/ie(?:th|s)$/, 'y'));
  if (tens >= 2) return { value: tens * 10, kind: 'tens', isVague: false };
  const scale = SCALES.get(word.replace(/(?:s|th)$/, ''));
  return scale === undefined ? null : { value: scale, kind: 'scale', isVague: word.endsWith('s') };
}

const PAUSE = /[,;:!?()"“”…]|\.(?!\d)/;

/** Numbers in words; none spans a pause. */
function spelledIn(text: string): readonly Claim[] {
  return text.split(PAUSE).flatMap((part) => runsIn(wordsOf(part)));
}

/** A scale after a figure (`2 million`) is part of the figure. */
function runsIn(words: readonly string[]): readonly Claim[] {
  const claims: Claim[] = [];
  for (let i = 0; i < words.length; ) {
    const { run, end } = runFrom(words, i);
    const followsFigure = run[0]?.kind === 'scale' && /^\d+$/.test(words[i - 1] ?? '');
    if (run.length > 0 && !followsFigure) claims.push(...claimsOf(run, words.slice(i, end).join(' ')));
    i = Math.max(i + 1, end);
  }
  return claims;
}

/** Longer runs are not numbers that anyone would say. */
const LONGEST_RUN = 12;

/** Consecutive number words, and the index after them; includes an `and` after a scale. */
function runFrom(words: readonly string[], from: number): { run: readonly NumberWord[]; end: number } {
  const run: NumberWord[] = [];
  let end = from;
  for (let i = from; i < words.length && run.length < LONGEST_RUN; i++) {
    if (words[i] === 'and' && run.at(-1)?.kind === 'scale') continue;
    const word = numberWord(words[i] ?? '');
    if (word === null) break;
    run.push(word);
    end = i + 1;
  }
  return { run, end };
}

function claimsOf(run: readonly NumberWord[], written: string): readonly Claim[] {
  const numbers = addedUp(run);
  // Two numbers from 10 to 99 in a row are a year: nineteen ninety-four.
  const [first = 0, second = 0] = numbers;
  const isYear = numbers.length === 2 && first >= 10 && first < 100 && second >= 10 && second < 100;
  if (isYear) return [{ written, values: [String(first * 100 + second)], atLeast: null }];
  const vague = run.every(({ isVague }) => isVague) ? Math.max(...run.map(({ value }) => value)) : null;
  return numbers.map((value) => ({ written, values: [String(value)], atLeast: vague }));
}

/** `two hundred five` → 205; words that can't be added up give separate numbers: `nineteen ninety` → 19, 90. */
function addedUp(run: readonly NumberWord[]): readonly number[] {
  const numbers: number[] = [];
  let whole = 0;
  let part: number | null = null;
  const end = () => {
    if (part !== null || whole > 0) numbers.push(whole + (part ?? 0));
    whole = 0;
    part = null;
  };
  for (const { value, kind } of run) {
    if (kind === 'scale' && value <= 100) part = (part ?? 1) * value;
    else if (kind === 'scale') {
      whole += (part ?? 1) * value;
      part = null;
    } else if (part === null) part = value;
    else if (fitsBehind(part, value, kind)) part += value;
    else {
      end();
      part = value;
    }
  }
  end();
  return numbers;
}

function fitsBehind(part: number, value: number, kind: NumberWord['kind']): boolean {
  if (part >= 100 && part % 100 === 0) return true;
  return kind === 'small' && value > 0 && value < 10 && part % 100 >= 20 && part % 10 === 0;
}
