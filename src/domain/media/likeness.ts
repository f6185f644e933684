// How alike two words are, as people misspell them: `mamdani` and `mandami`, `polumbo` and `palumbo`. Two words that
// English has both are two words, however near: a trial is no trail. Knows nothing of files.
import { isCommonWord } from './common-words.ts';

/** From here on two words may be taken for one. */
export const SURE = 0.8;
/** From here on they differ by an ending only. */
export const SAME = 0.97;
/** From here on they sound the same, or have the same letters. */
export const NEAR = 0.9;

/** Below this two words have nothing to do with each other. */
export const LEAST = 0.7;
/** `steal` and `stealing` may be two things. */
const SAME_VERB = 0.85;
const SHORTEST_MISSPELT = 4;
const LONGEST_MISSPELT = 32;

/** What is compared of a word, prepared once: the words of a shelf are met again and again. */
export interface Spelling extends Form {
  readonly isNumber: boolean;
  /** Without the ending of a plural; the same where it has none. */
  readonly single: Form;
  /** Without that of a verb. */
  readonly verb: string;
  readonly common: boolean;
}

interface Form {
  readonly text: string;
  /** As it sounds: the same for `erik` and `eric`. */
  readonly voice: string;
  /** The consonants of that; words that are alike begin with the same. */
  readonly sound: string;
  /** One bit for each of its letters: many bits apart means many letters apart. */
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

/** 0..1; numbers are alike only if they are the same. Misspellings begin with the same sound. */
export function likeness(a: Spelling, b: Spelling): number {
  if (a.text === b.text) return 1;
  if (a.isNumber || b.isNumber) return 0;
  if (a.single.text === b.single.text) return SAME;
  const verb = a.verb === b.verb && a.verb.length >= SHORTEST_MISSPELT ? SAME_VERB : 0;
  if (a.common && b.common) return verb;
  return Math.max(verb, misspelling(a, b), misspelling(a.single, b.single));
}

/** Whether `part` may be a word that was cut off: `reute` of `reuters`. A whole English word was not. */
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
  // John is not Joan: in a short word a vowel makes another word.
  if (shorter < 5 || isOtherEnding(x, y)) return LEAST;
  if (a.sound === b.sound || sameLetters(x, y)) return distance > 1 || shorter > 5 ? NEAR : 0.85;
  if (distance === 2) return shorter >= 9 ? 0.75 : 0;
  return shorter >= 7 ? 0.87 : SURE;
}

/** Robert and Roberta, Mario and Maria are two people. */
function isOtherEnding(a: string, b: string): boolean {
  const [x, y] = [a.at(-1), b.at(-1)];
  return x !== y && /[aio]/.test(`${x}${y}`);
}

/** `steal`, `stealing`, `dance`, `danced`. Not `-er`: a corner is nothing that corns. */
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
  // What `h` makes another sound of stays one.
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

/** Vowels count only in front, as one sound. */
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

/** Letters put in, left out, changed, or two neighbours exchanged. */
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
