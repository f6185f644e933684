// Does a text say only what its source says? Names and numbers must stand in the source; what is merely put in other
// words can't be judged here and is left to a reviewer.
import { isStopWord, sentencesOf, stem, stemsOf, wordsOf } from './words.ts';

/** Names and numbers of a text that its source does not have, each once, as written. */
export function strangers(text: string, source: string): readonly string[] {
  const known = stemsOf(source);
  const numbers = new Set([...numbersIn(source), ...figuresSpelledOut(source)]);
  const names = sentencesOf(text)
    .flatMap(namesIn)
    .filter((name) => !wordsOf(name).every((word) => isKnown(word, known)));
  const figures = [...numbersIn(text)].filter((figure) => !numbers.has(figure));
  return [...new Set([...names, ...figures])];
}

/** How many of the words that carry meaning stand in the source by their stems, 0..1; 1 for a text without such words. */
export function groundedShare(text: string, source: string): number {
  const known = stemsOf(source);
  const words = wordsOf(text).filter((word) => !isStopWord(word));
  return words.length === 0 ? 1 : words.filter((word) => isKnown(word, known)).length / words.length;
}

function isKnown(word: string, known: ReadonlySet<string>): boolean {
  return isStopWord(word) || known.has(stem(word)) || known.has(stem(word.replace(/s$/, '')));
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.&-]*/gu;
const CAPITAL = /^\p{Lu}/u;

/** Words with a capital. The first word of a sentence has one anyway and counts only beside another, or with an ’s. */
function namesIn(sentence: string): readonly string[] {
  const words = [...sentence.matchAll(WORD)].map(([word]) => word.replace(/[.'’-]+$/, ''));
  return words.filter((word, i) => {
    if (!CAPITAL.test(word) || isStopWord(wordsOf(word)[0] ?? '')) return false;
    return i > 0 || CAPITAL.test(words[1] ?? '') || /['’]s$/.test(word) || /^\p{Lu}{2}/u.test(word);
  });
}

/** Words that claim an amount; smaller number words (`two`, `one`) are too common to claim anything. */
const AMOUNTS: ReadonlySet<string> = new Set([
  'hundred',
  'thousand',
  'million',
  'billion',
  'trillion',
  'dozen',
]);

/** Figures without their separators (`1,200` → `1200`), and words for great amounts. */
function numbersIn(text: string): ReadonlySet<string> {
  const figures = [...text.matchAll(/\d+(?:[.,:]\d+)*/g)].map(([figure]) =>
    figure.replace(/,(?=\d{3}\b)/g, ''),
  );
  const amounts = wordsOf(text).map((word) => word.replace(/s$/, ''));
  return new Set([...figures, ...amounts.filter((word) => AMOUNTS.has(word))]);
}

const SMALL = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** What the number words of a source allow as figures: `twenty-five` allows 25, `dozen` allows 12. */
function figuresSpelledOut(source: string): readonly string[] {
  const words = wordsOf(source);
  return words.flatMap((word, i) => {
    if (word.startsWith('hundred')) return ['100'];
    if (word.startsWith('dozen')) return ['12'];
    const tens = TENS.indexOf(word) * 10;
    const small = SMALL.indexOf(word);
    if (tens < 0) return small < 0 ? [] : [String(small)];
    const units = SMALL.indexOf(words[i + 1] ?? '');
    return units >= 1 && units <= 9 ? [String(tens), String(tens + units)] : [String(tens)];
  });
}
