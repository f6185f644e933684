// What a script speaks of, coarse enough that a mended comma, a typo or another word for the same thing leaves it as it
// is: its names, its numbers, and what it keeps coming back to. Says when a text made from the script is out of date.

import { isStopWord, stem, wordsOf } from './english.ts';
import { namesIn } from './grounding.ts';
import { valuesIn } from './numbers.ts';

// A type, not an interface: it is part of an Input, and must be JSON.
export type Gist = {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  /** Stems. */
  readonly themes: readonly string[];
};

/** Measured on 25 scripts of 100 to 400 words: one changed word changes the gist of 7 in 100, one sentence less that of
 *  34, a third of the sentences that of 93. */
const OFTEN = 3;
const FEWEST_THEMES = 3;
const FEWEST_IN_ALL = 3;

export function gistOf(script: string): Gist {
  const names = inOrder(namesIn(script).map((name) => wordsOf(name).map(stem).join(' ')));
  const numbers = inOrder(valuesIn(script));
  const counts = countsOf(script);
  const often = themes(counts, OFTEN);
  const twice = often.length >= FEWEST_THEMES ? often : themes(counts, 2);
  // So little stands there that each word counts.
  const isBare = names.length + numbers.length + twice.length < FEWEST_IN_ALL;
  return { names, numbers, themes: isBare ? themes(counts, 1) : twice };
}

function themes(counts: ReadonlyMap<string, number>, least: number): readonly string[] {
  return inOrder([...counts].filter(([, count]) => count >= least).map(([theme]) => theme));
}

function countsOf(script: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(script)) {
    if (!isStopWord(word)) counts.set(stem(word), (counts.get(stem(word)) ?? 0) + 1);
  }
  return counts;
}

/** Each once, in an order that hangs on nothing but the words. */
function inOrder(words: Iterable<string>): readonly string[] {
  return [...new Set(words)].sort();
}
