// Decides whether a slug needs replacing and whether a proposed one is good enough, and makes slugs from titles by
// rules.

import { nameOf, type TreePath } from '../ids.ts';
import { oneLine } from '../one-line.ts';
import { LAST_PLACE, leadingNumber, sanitiseSlug, slugWords, startsWithCounted } from '../slug.ts';
import { isStopWord, stem, wordsOf } from './english.ts';
import { groundedWords } from './grounding.ts';
import type { Judgement } from './judgement.ts';

export const FEWEST_WORDS = 2;
/** Keeps a file name made from the slug readable, and short enough for every system. */
const LONGEST = 40;

/** With this many words or more, a slug is too long to say in a newsroom. */
const TOO_MANY_WORDS = 5;

const PLACEHOLDER =
  /^(?:(?:untitled|unnamed|undecided|sample|placeholder|new|todo|tbd|tba|slug|title|none|null|undefined)(?:-(?:segment|item|title|subtitle|slug|quote|file|\d+))*|(?:segment|item)(?:-\d+)*)$/;

/** `missing` includes placeholders; null if it is a person's own, which is kept. */
export function slugNeed(slug: string | null): 'missing' | 'too-long' | null {
  if (slug === null) return 'missing';
  const plain = sanitiseSlug(slug);
  // A slug in letters we can't spell is still a slug.
  if (plain === '' || PLACEHOLDER.test(plain)) return hasOtherLetters(slug) ? null : 'missing';
  const words = slugWords(leadingNumber(slug)?.rest ?? slug);
  return words.length >= TOO_MANY_WORDS ? 'too-long' : null;
}

function hasOtherLetters(slug: string): boolean {
  return /(?![a-z])\p{L}/iu.test(slug.normalize('NFKD'));
}

/** Judges an answer: sanitised, 2 to `mostWords` words, with words that the source lacks removed. */
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
  // In lowercase a name looks like any other word, so every word that the source lacks is removed.
  const known = groundedWords(words, source);
  const slug = known.join('-');
  const telling = known.filter((word) => !isStopWord(word));
  // The remaining words must still make a slug.
  const isCut = known.length < words.length && telling.length < FEWEST_WORDS;
  if (known.length < FEWEST_WORDS || isCut) {
    return { ok: false, flaw: 'ungrounded', why: `“${whole}” uses words that the script does not` };
  }
  if (PLACEHOLDER.test(slug) || telling.length === 0) return unfit('says nothing');
  return { ok: true, value: slug, grounded: known.length / words.length };
}

// Words about a place in the rundown, not about a subject.
const GENERIC: ReadonlySet<string> = new Set(
  'welcome episode show segment block part intro introduction opening closing interview script item story clip video'.split(
    ' ',
  ),
);
const MARKS = /\bblock\s+[a-z](?:\s*\d)?\b|\bepisode\s+\d+\b|^\s*(?:\d+[a-z]|[a-z]\d+)\s+/gi;

/** The title's most informative words, in the title's order; null if they do not make a slug. */
export function slugByRules(title: string, text: string, mostWords: number): string | null {
  const words = wordsOf(withoutOrder(title).replace(MARKS, ' '));
  const telling = words.filter((word) => !isStopWord(word) && word.length > 1);
  if (telling.every((word) => GENERIC.has(word))) return null;
  const chosen = telling.length >= FEWEST_WORDS ? most(telling, text, mostWords) : shortTitle(words);
  const judged = judgeSlug(chosen.join('-'), `${title}\n${text}`, mostWords);
  return judged.ok ? judged.value : null;
}

/** A title copied from a file name begins with the item's order, in tens; “12 Angry Goats” begins with a word. */
function withoutOrder(title: string): string {
  const [, number, rest = ''] = /^\s*(\d{1,3})\s+(.*)$/s.exec(title) ?? [];
  return number !== undefined && Number(number) % 10 === 0 && mayBeOrder(number, rest) ? rest : title;
}

function mayBeOrder(number: string, rest: string): boolean {
  return Number(number) <= LAST_PLACE && !startsWithCounted(rest);
}

/** “On the Road” has only one informative word, and makes a slug as it is. */
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

/** Long words and words that recur in the script are more informative. */
function tellingScore(word: string, spoken: readonly string[]): number {
  const times = spoken.filter((each) => each === stem(word)).length;
  const taken = times === 0 ? 0.5 : 1 + Math.log1p(times);
  return GENERIC.has(word) ? 0 : taken * Math.min(word.length, 9);
}

const ORDER = /^(?:\d+[A-Z]|[A-Z]\d+|(\d+))[\s._-]+/;

/** Title from the file name, if there is no other: `10 Little Fool's Gold BLOCK A.md` → `Little Fool's Gold`. The number
 *  stays if it can't be the item's order: `24 Hour Bakery.md`. */
export function titleFromName(path: TreePath): string {
  const name = nameOf(path).replace(/\.md$/i, '');
  const [lead = '', number] = ORDER.exec(name) ?? [];
  const rest = name.slice(lead.length);
  const title = number === undefined || mayBeOrder(number, rest) ? rest : name;
  return title.replace(/[\s_]+BLOCK [A-Z](?:[\s_]\d+)?$/, '').trim();
}
