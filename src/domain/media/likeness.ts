// Similarity of two words, allowing for people's misspellings: `mamdani` and `mandami`, `polumbo` and `palumbo`. Two
// words that are both English stay different, however close: a trial is not a trail. Independent of files.
import { isCommonWord } from './common-words.ts';

/** From this likeness on, two words may be taken for the same. */
export const SURE = 0.8;
/** From this likeness on, they differ only by an ending. */
export const SAME = 0.97;
/** From this likeness on, they sound the same or have the same letters. */
export const NEAR = 0.9;

/** Below this likeness, two words have nothing in common. */
export const LEAST = 0.7;
/** For `steal` and `stealing`, which may be different things. */
const SAME_VERB = 0.85;
const SHORTEST_MISSPELT = 4;
const LONGEST_MISSPELT = 32;

/** A word prepared for comparison, once, because an episode's words are compared many times. */
export interface Spelling extends Form {
  readonly isNumber: boolean;
  /** Without a plural ending; the same form if it has none. */
  readonly single: Form;
  /** Without a verb ending. */
  readonly verb: string;
  readonly common: boolean;
}

interface Form {
  readonly text: string;
  /** Rough pronunciation: the same for `erik` and `eric`. */
  readonly voice: string;
  /** The consonants of `voice`; similar words begin with the same one. */
  readonly sound: string;
  /** One bit for each letter: many differing bits mean many differing letters. */
  readonly letters: number;
}

export function spellingOf(text: string): Spelling {
  const form = formOf(text);
  const singular = singularOf(text);
  return {
    ...form,
    isNumber: /\d/.test(text),
    single: singular === text ? form : formOf(singular),
    verb: verbOf(singular),
    common: isCommonWord(text) || isCommonWord(singular),
  };
}

function formOf(text: string): Form {
  const voice = voiceOf(text);
  return { text, voice, sound: soundOf(voice), letters: lettersOf(text) };
}

/** Similarity, 0..1. Numbers match only if equal. Misspellings begin with the same sound. */
export function likeness(a: Spelling, b: Spelling): number {
  if (a.text === b.text) return 1;
  if (a.isNumber || b.isNumber) return 0;
  if (a.single.text === b.single.text) return SAME;
  const verb = a.verb === b.verb && a.verb.length >= SHORTEST_MISSPELT ? SAME_VERB : 0;
  if (a.common && b.common) return verb;
  return Math.max(verb, misspelling(a, b), misspelling(a.single, b.single));
}

/** Whether `part` may be a truncated word: `reute` of `reuters`. A whole English word is not. */
export function isCutOff(part: Spelling, word: Spelling): boolean {
  return (
    part.text.length >= SHORTEST_MISSPELT &&
    !part.common &&
    part.text.length * 2 >= word.text.length &&
    word.text.startsWith(part.text)
  );
}

function misspelling(a: Form, b: Form): number {
  const [x, y] = [a.text, b.text];
  const shorter = Math.min(x.length, y.length);
  const longer = Math.max(x.length, y.length);
  if (shorter < SHORTEST_MISSPELT || longer > LONGEST_MISSPELT) return 0;
  if (a.voice === b.voice) return 0.92;
  if (a.sound.charAt(0) !== b.sound.charAt(0)) return 0;
  const most = shorter >= 7 ? 2 : 1;
  if (longer - shorter > most || bits(a.letters ^ b.letters) > 2 * most) return 0;
  const distance = editDistance(x, y);
  if (distance > most) return 0;
  // John is not Joan: in a short word, another vowel makes another word.
  if (shorter < 5 || isOtherEnding(x, y)) return LEAST;
  if (a.sound === b.sound || sameLetters(x, y)) return distance > 1 || shorter > 5 ? NEAR : 0.85;
  if (distance === 2) return shorter >= 9 ? 0.75 : 0;
  return shorter >= 7 ? 0.87 : SURE;
}

/** Robert and Roberta, or Mario and Maria, are two people. */
function isOtherEnding(a: string, b: string): boolean {
  const [x, y] = [a.at(-1), b.at(-1)];
  return x !== y && /[aio]/.test(`${x}${y}`);
}

/** Strips a verb ending: `stealing`, `danced`. Not `-er`: a corner is not something that corns. */
function verbOf(word: string): string {
  return word.replace(/(?:ing|ed|e)$/, '').replace(/([^aeiousl])\1$/, '$1');
}

function singularOf(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is|^news)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.slice(0, /(?:sh|ch|ss|x|z)es$/.test(word) ? -2 : -1);
}

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/^[kg]n/g, 'n'],
  [/^wr/g, 'r'],
  [/^wh/g, 'w'],
  // Letters whose sound `h` changes stay distinct.
  [/th/g, 'T'],
  [/sh/g, 'S'],
  [/ch/g, 'C'],
  [/ck|q|c(?![eiy])/g, 'k'],
  [/c(?=[eiy])|z/g, 's'],
  [/x/g, 'ks'],
  [/gh(?=t|$)/g, ''],
  [/y/g, 'i'],
  [/(?<=.)h/g, ''],
  [/(.)\1+/gu, '$1'],
  [/(?<=...)e$/, ''],
];

function voiceOf(word: string): string {
  return SOUNDS.reduce((text, [letters, sound]) => text.replace(letters, sound), word);
}

/** Vowels count only at the beginning, all as one sound. */
function soundOf(voice: string): string {
  const [first = '', rest = ''] = [voice.slice(0, 1), voice.slice(1)];
  return first.replace(/[aeiou]/, 'a') + rest.replace(/[aeiouw]/g, '').replace(/(.)\1+/gu, '$1');
}

function lettersOf(word: string): number {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}

/** Number of letters inserted, left out, changed, or swapped with a neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const least = Math.min(changed, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(exchanged ? Math.min(least, (before[j - 2] ?? 0) + 1) : least);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
