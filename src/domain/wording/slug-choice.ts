// Whether a slug needs a new one, whether a proposed slug will do, and what rules alone can make of a title.

import { nameOf, type TreePath } from '../ids.ts';
import { oneLine } from '../one-line.ts';
import { sanitiseSlug, slugWords, withoutNumber } from '../slug.ts';
import { isStopWord, stem, wordsOf } from './english.ts';
import { groundedWords } from './grounding.ts';
import type { Judgement } from './judgement.ts';

export const FEWEST_WORDS = 2;
/** A file name made of the slug stays readable, and short enough for every system. */
const LONGEST = 40;

/** From this many words on, a slug is too long to be said in a newsroom. */
const TOO_MANY_WORDS = 5;

const PLACEHOLDER =
  /^(?:(?:untitled|unnamed|undecided|sample|placeholder|new|todo|tbd|tba|slug|title|none|null|undefined)(?:-(?:segment|item|title|subtitle|slug|quote|file|\d+))*|(?:segment|item)(?:-\d+)*)$/;

/** `missing` counts placeholders too; null: a person's own, it stays. */
export function slugNeed(slug: string | null): 'missing' | 'too-long' | null {
  if (slug === null) return 'missing';
  const plain = sanitiseSlug(slug);
  // Letters that we can't spell make a slug all the same.
  if (plain === '' || PLACEHOLDER.test(plain)) return hasOtherLetters(slug) ? null : 'missing';
  const words = slugWords(withoutNumber(slug) ?? slug);
  return words.length >= TOO_MANY_WORDS ? 'too-long' : null;
}

function hasOtherLetters(slug: string): boolean {
  return /(?![a-z])\p{L}/iu.test(slug.normalize('NFKD'));
}

/** Judges an answer: sanitised, 2 words to `mostWords`, and without the words that the source does not have. */
export function judgeSlug(answer: string, source: string, mostWords: number): Judgement<string> {
  const whole = sanitiseSlug(answer);
  const words = slugWords(whole);
  const unfit = (why: string): Judgement<string> => {
    return { ok: false, flaw: 'unfit', why: `“${oneLine(whole, LONGEST)}” ${why}` };
  };
  if (words.length < FEWEST_WORDS) return unfit(`has fewer than ${FEWEST_WORDS} words`);
  if (words.length > mostWords) return unfit(`has more than ${mostWords} words`);
  if (whole.length > LONGEST) return unfit(`has more than ${LONGEST} characters`);
  if (PLACEHOLDER.test(whole)) return unfit('says nothing');
  // A name can't be told from a word in small letters; what nobody said is left out, whatever it is.
  const known = groundedWords(words, source);
  const slug = known.join('-');
  const telling = known.filter((word) => !isStopWord(word));
  // What is left of a slug must still be one.
  const isCut = known.length < words.length && telling.length < FEWEST_WORDS;
  if (known.length < FEWEST_WORDS || isCut) {
    return { ok: false, flaw: 'ungrounded', why: `“${whole}” uses words that the script does not` };
  }
  if (PLACEHOLDER.test(slug) || telling.length === 0) return unfit('says nothing');
  return { ok: true, value: slug, grounded: known.length / words.length };
}

// Said of a place in the rundown, not of a subject.
const GENERIC: ReadonlySet<string> = new Set(
  'welcome episode show segment block part intro introduction opening closing interview script item story clip video'.split(
    ' ',
  ),
);
const MARKS = /\bblock\s+[a-z](?:\s*\d)?\b|\bepisode\s+\d+\b|^\s*(?:\d+[a-z]?|[a-z]?\d+)\s+/gi;

/** The words of the title that tell most, in the title's order; null where they make no slug. */
export function slugByRules(title: string, text: string, mostWords: number): string | null {
  const words = wordsOf(title.replace(MARKS, ' '));
  const telling = words.filter((word) => !isStopWord(word) && word.length > 1);
  if (telling.every((word) => GENERIC.has(word))) return null;
  const chosen = telling.length >= FEWEST_WORDS ? most(telling, text, mostWords) : shortTitle(words);
  const judged = judgeSlug(chosen.join('-'), `${title}\n${text}`, mostWords);
  return judged.ok ? judged.value : null;
}

/** “On the Road” has one telling word and is a slug as it stands. */
function shortTitle(words: readonly string[]): readonly string[] {
  return words.length <= 3 ? words : [];
}

function most(words: readonly string[], text: string, mostWords: number): readonly string[] {
  const once = words.filter((word, i) => words.indexOf(word) === i);
  if (once.length <= mostWords) return once;
  const spoken = wordsOf(text).map(stem);
  const scored = once.map((word, place) => ({ word, place, score: tellingScore(word, spoken) }));
  const best = scored
    .toSorted((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, Math.min(3, mostWords));
  return best.toSorted((a, b) => a.place - b.place).map(({ word }) => word);
}

/** Long words, and words that the script takes up again, tell more than others. */
function tellingScore(word: string, spoken: readonly string[]): number {
  const times = spoken.filter((each) => each === stem(word)).length;
  const taken = times === 0 ? 0.5 : 1 + Math.log1p(times);
  return GENERIC.has(word) ? 0 : taken * Math.min(word.length, 9);
}

/** What a file's name says where there is no title: `10 Little Fool's Gold BLOCK A.md` → `Little Fool's Gold`. */
export function titleFromName(path: TreePath): string {
  return nameOf(path)
    .replace(/\.md$/i, '')
    .replace(/^(?:\d+[A-Z]?|[A-Z]\d+)[\s._-]+/, '')
    .replace(/[\s_]+BLOCK [A-Z](?:[\s_]\d+)?$/, '')
    .trim();
}
