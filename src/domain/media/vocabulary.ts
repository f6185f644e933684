// Index of all words in an episode's file names: finds the names that have a word, or one like it, without scanning
// each name. Chooses nothing.
import type { Candidate } from './candidates.ts';
import { grouped } from './grouped.ts';
import { likeness, type Spelling, spellingOf } from './likeness.ts';
import type { Word } from './name-words.ts';

/** Occurrence of a word: `width` words of a name from `at` on, written as one. */
export interface WordStanding {
  /** Index in `candidates`. */
  readonly candidate: number;
  /** Index of the word; PLACE for the leading number; FOLDER for a word in a folder's name. */
  readonly at: number;
  readonly width: number;
}

const PLACE = -1;
export const FOLDER = -2;

export interface Term {
  readonly spelling: Spelling;
  readonly standings: readonly WordStanding[];
}

export interface AlikeTerm {
  readonly term: Term;
  /** 0..1 */
  readonly likeness: number;
}

export interface Vocabulary {
  readonly candidates: readonly Candidate[];
  /** Words that may be the same, with a likeness of at least `least`. */
  alike(word: Spelling, least: number): readonly AlikeTerm[];
  /** Longer words that begin with this one. */
  longer(word: Spelling): readonly Term[];
  /** Exact occurrences as one word of a name; no folders, no leading numbers. */
  written(text: string): readonly WordStanding[];
  /** Occurrences as two or three words that give this text when joined. */
  parted(text: string): readonly WordStanding[];
}

/** `notredame` may be two words elsewhere; more than three are hardly ever written as one. */
const MOST_JOINED = 3;
/** Endings have up to three letters: `steal`, `stealing`. */
const MOST_APART = 3;

export function vocabularyOf(candidates: readonly Candidate[]): Vocabulary {
  const words = new Map<string, WordStanding[]>();
  const joined = new Map<string, WordStanding[]>();
  for (const [i, candidate] of candidates.entries()) addName(candidate, i, words, joined);
  const terms = [...words].map(([text, standings]): Term => ({ spelling: spellingOf(text), standings }));
  const bySound = grouped(terms, ({ spelling }) => spelling.sound.charAt(0));
  const near = ({ sound }: Pick<Spelling, 'sound'>): readonly Term[] => bySound.get(sound.charAt(0)) ?? [];
  return {
    candidates,
    alike: (word, least) =>
      near(word).flatMap((term): AlikeTerm[] => {
        if (Math.abs(term.spelling.text.length - word.text.length) > MOST_APART) return [];
        const alike = likeness(word, term.spelling);
        return alike >= least ? [{ term, likeness: alike }] : [];
      }),
    longer: ({ text, sound }) =>
      near({ sound }).filter(
        ({ spelling }) => spelling.text.length > text.length && spelling.text.startsWith(text),
      ),
    written: (text) => (words.get(text) ?? []).filter(({ at }) => at >= 0),
    parted: (text) => joined.get(text) ?? [],
  };
}

type Standings = Map<string, WordStanding[]>;

function addName({ name, folders }: Candidate, candidate: number, words: Standings, joined: Standings): void {
  for (const [at, { text }] of name.words.entries()) {
    add(words, text, { candidate, at, width: 1 });
    for (const both of joinedFrom(name.words, at))
      add(joined, both.text, { candidate, at, width: both.width });
  }
  if (name.place !== null) add(words, name.place, { candidate, at: PLACE, width: 1 });
  for (const text of new Set(folders)) add(words, text, { candidate, at: FOLDER, width: 1 });
}

function add(standings: Standings, text: string, standing: WordStanding): void {
  const known = standings.get(text);
  if (known === undefined) standings.set(text, [standing]);
  else known.push(standing);
}

/** Two or three neighbouring words joined. Never joins numbers or small words: a therapist is not `the rapist`. */
export function joinedFrom(
  words: readonly Word[],
  at: number,
): readonly { readonly text: string; readonly width: number }[] {
  const found: { text: string; width: number }[] = [];
  let text = '';
  for (let width = 1; width <= MOST_JOINED; width++) {
    const next = words[at + width - 1];
    if (next === undefined || next.worth === 'small' || /\d/.test(next.text)) break;
    text += next.text;
    if (width > 1) found.push({ text, width });
  }
  return found;
}
