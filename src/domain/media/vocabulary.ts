// All words of an episode's file names, and where they stand: finds the names that have a word, or one like it, without
// looking at each name. Chooses nothing.
import type { Candidate } from './candidates.ts';
import { grouped } from './grouped.ts';
import { likeness, type Spelling, spellingOf } from './likeness.ts';
import type { Word } from './name-words.ts';

/** Where a word stands: `width` words of a name from `at` on, written as one. */
export interface Standing {
  /** Its place among the candidates. */
  readonly candidate: number;
  /** PLACE: the number in front; FOLDER: not in the name but in a folder's. */
  readonly at: number;
  readonly width: number;
}

export const PLACE = -1;
export const FOLDER = -2;

export interface Term {
  readonly spelling: Spelling;
  readonly standings: readonly Standing[];
}

export interface AlikeTerm {
  readonly term: Term;
  /** 0..1 */
  readonly likeness: number;
}

export interface Vocabulary {
  readonly candidates: readonly Candidate[];
  /** Words that may be the same, from `least` on. */
  alike(word: Spelling, least: number): readonly AlikeTerm[];
  /** Longer words that begin so. */
  longer(word: Spelling): readonly Term[];
  /** Where exactly this stands as one word; no folders. */
  written(text: string): readonly Standing[];
  /** Where two or three words stand that are this, written as one. */
  parted(text: string): readonly Standing[];
}

/** `notredame` may be two words elsewhere; more than three are hardly ever written as one. */
const MOST_JOINED = 3;
/** Endings are up to three letters: `steal`, `stealing`. */
const MOST_APART = 3;

export function vocabularyOf(candidates: readonly Candidate[]): Vocabulary {
  const words = new Map<string, Standing[]>();
  const joined = new Map<string, Standing[]>();
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

type Standings = Map<string, Standing[]>;

function addName({ name, folders }: Candidate, candidate: number, words: Standings, joined: Standings): void {
  for (const [at, { text }] of name.words.entries()) {
    add(words, text, { candidate, at, width: 1 });
    for (const both of joinedFrom(name.words, at))
      add(joined, both.text, { candidate, at, width: both.width });
  }
  if (name.place !== null) add(words, name.place, { candidate, at: PLACE, width: 1 });
  for (const text of new Set(folders)) add(words, text, { candidate, at: FOLDER, width: 1 });
}

function add(standings: Standings, text: string, standing: Standing): void {
  const known = standings.get(text);
  if (known === undefined) standings.set(text, [standing]);
  else known.push(standing);
}

/** Two and three neighbours written as one; numbers and small words are never joined: a therapist is no `the rapist`. */
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
