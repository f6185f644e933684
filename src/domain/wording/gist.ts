// Coarse summary of a script: its names, numbers and recurring words. A fixed comma, a typo or a synonym rarely changes
// it, so a changed gist means that a text made from the script is out of date.

import { isStopWord, stem, wordsOf } from './english.ts';
import { namesIn } from './grounding.ts';
import { valuesIn } from './numbers.ts';

// A type, not an interface, so that it can be assigned to Json: it is part of an Input.
export type Gist = {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  /** Stems of the recurring words. */
  readonly themes: readonly string[];
};

/** Measured on 25 scripts of 100 to 400 words: changing one word changes the gist in 7% of cases, removing one sentence
 *  in 34%, removing a third of the sentences in 93%. */
const OFTEN = 3;
const FEWEST_THEMES = 3;
const FEWEST_IN_ALL = 3;

export function gistOf(script: string): Gist {
  const names = inOrder(namesIn(script).map((name) => wordsOf(name).map(stem).join(' ')));
  const numbers = inOrder(valuesIn(script));
  const counts = countsOf(script);
  const often = themes(counts, OFTEN);
  const twice = often.length >= FEWEST_THEMES ? often : themes(counts, 2);
  // With so little text, every word counts.
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

/** Each word once, in an order that depends only on the words. */
function inOrder(words: Iterable<string>): readonly string[] {
  return [...new Set(words)].sort();
}
