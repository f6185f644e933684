// Whether a description is missing, and whether a proposed one will do.
import { groundedShare, strangers } from './grounding.ts';
import type { Judgement } from './judgement.ts';
import { oneLine } from './one-line.ts';
import { sentencesOf, wordsOf } from './words.ts';

const FEWEST_CHARACTERS = 3;
const PLACEHOLDER =
  /^(?:tb[acd]|todo|n\/a|none|null|undefined|placeholder|description|add description here)\W*$/i;

export function needsDescription(description: string | null): boolean {
  const text = (description ?? '').trim();
  return text.length < FEWEST_CHARACTERS || PLACEHOLDER.test(text);
}

export const SHORTEST_DESCRIPTION = 40;
export const LONGEST_DESCRIPTION = 600;

// A description is prose for listings; addresses and markup come from a script that speaks to the model, not to people.
const MARKUP = /[<>{}[\]|`*_#]|\bhttps?:|\bwww\./;
const PREAMBLE = /^(?:here (?:is|are)|sure|certainly|of course|description:|okay|as an? (?:ai|language))/i;

export interface DescriptionBounds {
  readonly fewestSentences: number;
  readonly mostSentences: number;
}

/** Judges an answer against all that the model was given. */
export function judgeDescription(
  answer: string,
  source: string,
  bounds: DescriptionBounds,
): Judgement<string> {
  const text = tidied(answer);
  const unfit = flawOf(text, source, bounds);
  if (unfit !== null) return { ok: false, flaw: 'unfit', why: unfit };
  const unknown = strangers(text, source);
  if (unknown.length > 0) {
    return {
      ok: false,
      flaw: 'ungrounded',
      why: `it names ${unknown.slice(0, 5).join(', ')}, which the script does not`,
    };
  }
  return { ok: true, value: text, grounded: Math.round(groundedShare(text, source) * 100) / 100 };
}

/** One line, and without the quotation marks that models put around it. */
function tidied(answer: string): string {
  const line = oneLine(answer, LONGEST_DESCRIPTION + 10);
  return /^"[^"]*"$|^“[^“”]*”$/.test(line) ? line.slice(1, -1).trim() : line;
}

function flawOf(
  text: string,
  source: string,
  { fewestSentences, mostSentences }: DescriptionBounds,
): string | null {
  if (text.length < SHORTEST_DESCRIPTION) return `it has fewer than ${SHORTEST_DESCRIPTION} characters`;
  if (text.length > LONGEST_DESCRIPTION) return `it has more than ${LONGEST_DESCRIPTION} characters`;
  if (MARKUP.test(text)) return 'it holds markup or an address';
  if (PREAMBLE.test(text)) return 'it begins with words about the answer';
  const sentences = sentencesOf(text).length;
  if (sentences < fewestSentences || sentences > mostSentences) {
    return `it has ${sentences} sentences, not ${fewestSentences} to ${mostSentences}`;
  }
  return isCopy(text, source) ? 'it only repeats the script' : null;
}

function isCopy(text: string, source: string): boolean {
  return wordsOf(source).join(' ').includes(wordsOf(text).join(' '));
}
