// Decides whether a description is missing, and whether a proposed one is good enough.

import { oneLine } from '../one-line.ts';
import { sentencesOf, wordsOf } from './english.ts';
import { groundedShare, strangers } from './grounding.ts';
import type { Judgement } from './judgement.ts';
import { isOrder } from './orders.ts';

const FEWEST_CHARACTERS = 3;
const PLACEHOLDER =
  /^(?:tb[acd]|todo|n\/a|none|null|undefined|placeholder|description|add description here)\W*$/i;

export function needsDescription(description: string | null): boolean {
  const text = (description ?? '').trim();
  return text.length < FEWEST_CHARACTERS || PLACEHOLDER.test(text);
}

const SHORTEST_DESCRIPTION = 40;
export const LONGEST_DESCRIPTION = 600;

/** Below this share the text is about something else: people who rephrase a script keep a third of its words. */
const LEAST_SHARE = 0.25;

// A description is prose for listings; addresses and markup come from a script written for the model, not for people.
const MARKUP = /[<>{}[\]|`*_#\\]|&#?\w{2,8};|\$\(/;
// Letters struck through, or covered by combining marks.
const BURIED = /[\u0334-\u0338\u20d0-\u20f0]|\p{M}{3}/u;
const ADDRESS =
  /\b(?:https?|ftp|file|data|javascript|mailto|urn):(?=\S)|\bwww\.|@|(?:^|\s)(?:\.{0,2}|~)\/\S|\w\/\S{1,80}\/|[\p{L}\p{N}_-]{2}\.(?:[a-z]{2,10}|[A-Z]{2,10}|mp[34])(?![\p{L}\p{N}])/u;
/** Without these characters, the letters would be in a different order than displayed. */
const TURNED = /[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;
const FIELD = /\b[A-Z][a-z]+(?:-[A-Za-z]+)+:|[.!?]\s+[a-z][\w-]*:/;
const PREAMBLE =
  /^(?:here (?:is|are)|sure|certainly|of course|description:|answer:|note:|okay|as an? (?:ai|language))/i;
const LONGEST_WORD = 30;

export interface DescriptionBounds {
  readonly fewestSentences: number;
  readonly mostSentences: number;
}

/** Judges an answer against its source, the only text it may draw on. */
export function judgeDescription(
  answer: string,
  source: string,
  bounds: DescriptionBounds,
): Judgement<string> {
  const text = tidied(answer);
  const unfit =
    (TURNED.test(answer) ? 'it turns its letters around' : null) ??
    formFlaw(text) ??
    flawOf(text, source, bounds);
  if (unfit !== null) return { ok: false, flaw: 'unfit', why: unfit };
  const unknown = strangers(text, source);
  if (unknown.length > 0) return ungrounded(`it names ${named(unknown)}, which the script does not`);
  const grounded = groundedShare(text, source);
  if (grounded < LEAST_SHARE) return ungrounded('it speaks of something else than the script');
  return { ok: true, value: text, grounded: Math.round(grounded * 100) / 100 };
}

/** Why a text is unfit as prose for a listing, whatever its origin; null if it is fit. */
export function formFlaw(text: string): string | null {
  if (text.length < SHORTEST_DESCRIPTION) return `it has fewer than ${SHORTEST_DESCRIPTION} characters`;
  if (text.length > LONGEST_DESCRIPTION) return `it has more than ${LONGEST_DESCRIPTION} characters`;
  if (text !== oneLine(text, LONGEST_DESCRIPTION)) return 'it holds line ends or characters that nobody sees';
  if (MARKUP.test(text) || BURIED.test(text)) return 'it holds markup';
  if (ADDRESS.test(text)) return 'it holds an address or a file name';
  if (FIELD.test(text)) return 'it holds a field of something else';
  if (text.split(/[\s—–-]/).some((word) => word.length > LONGEST_WORD)) return 'it holds a word without end';
  return sentencesOf(text).some(isOrder) ? 'it speaks to a model' : null;
}

function ungrounded(why: string): Judgement<string> {
  return { ok: false, flaw: 'ungrounded', why };
}

/** Truncated, because a model's words go back to it and must not act as a prompt. */
function named(strange: readonly string[]): string {
  return strange
    .slice(0, 5)
    .map((each) => oneLine(each, LONGEST_WORD))
    .join(', ');
}

/** One line, without the quotation marks that models put around it. */
function tidied(answer: string): string {
  const line = oneLine(answer, LONGEST_DESCRIPTION + 10);
  return /^"[^"]*"$|^“[^“”]*”$/.test(line) ? line.slice(1, -1).trim() : line;
}

function flawOf(
  text: string,
  source: string,
  { fewestSentences, mostSentences }: DescriptionBounds,
): string | null {
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
