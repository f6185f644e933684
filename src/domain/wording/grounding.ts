// Checks that a text states only what its source does. Names and numbers must be in the source; rephrasing can't be
// judged here and is left to a reviewer.

import { isStopWord, sentencesOf, stem, stemsOf, wordsOf } from './english.ts';
import { strangeNumbers } from './numbers.ts';
import { isKnownName } from './proper-names.ts';

/** Names and numbers of a text that its source lacks, each once, as written. */
export function strangers(text: string, source: string): readonly string[] {
  const known = stemsOf(source);
  const names = namesIn(text).filter((name) => !wordsOf(name).every((word) => isKnown(word, known)));
  return [...new Set([...names, ...strangeNumbers(text, source)])];
}

/** Share of the meaningful words whose stems are in the source, 0..1; 1 for a text without such words. */
export function groundedShare(text: string, source: string): number {
  const known = stemsOf(source);
  const words = wordsOf(text).filter((word) => !isStopWord(word));
  return words.length === 0 ? 1 : words.filter((word) => isKnown(word, known)).length / words.length;
}

/** The words that are in the source or carry no meaning of their own. */
export function groundedWords(words: readonly string[], source: string): readonly string[] {
  const known = stemsOf(source);
  return words.filter((word) => wordsOf(word).every((part) => isKnown(part, known)));
}

/** Everything in a text that looks like the name of a person or thing, as written. */
export function namesIn(text: string): readonly string[] {
  const titled = [...text.matchAll(TITLED)].flatMap(([, name = '']) => (isStopWord(name) ? [] : [name]));
  return [...sentencesOf(text).flatMap(namesInSentence), ...titled];
}

function isKnown(word: string, known: ReadonlySet<string>): boolean {
  return isStopWord(word) || known.has(stem(word)) || known.has(stem(word.replace(/s$/, '')));
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.&-]*/gu;
const CAPITAL = /^\p{Lu}/u;
const TITLED =
  /\b(?:mr|mrs|ms|dr|prof|sir|sen|gov|president|senator|chancellor|pope)\.? ([\p{L}’'-]{2,30})/giu;
const LATIN = /\p{Script=Latin}/u;
const LIKE_LATIN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** Capitalised words and well-known names. The first word of a sentence is capitalised anyway, so it counts only before
 *  another capital, as a well-known name, in all capitals, or with an ’s. */
function namesInSentence(sentence: string): readonly string[] {
  const words = [...sentence.matchAll(WORD)].map(([word]) => word.replace(/[.'’-]+$/, ''));
  return words.filter((word, i) => {
    const first = wordsOf(word)[0] ?? '';
    if (isStopWord(first)) return false;
    // Letters of two scripts in one word are meant to look alike.
    if (LATIN.test(word) && LIKE_LATIN.test(word)) return true;
    if (!CAPITAL.test(word)) return isKnownName(first);
    const isInside = i > 0 || CAPITAL.test(words[1] ?? '');
    return isInside || isKnownName(first) || /['’]s$/.test(word) || /^\p{Lu}{2}/u.test(word);
  });
}
