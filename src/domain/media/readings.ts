// Which words of file names may stand for the words that somebody uses: the same, misspelt, written as one or apart, or
// cut off at the end of a slug. Looks at words, not at names.
import type { Candidate } from './candidates.ts';
import { isCutOff, LEAST, spellingOf } from './likeness.ts';
import type { Word } from './name-words.ts';
import type { NameRead } from './names.ts';
import { joinedFrom, type Standing, type Vocabulary } from './vocabulary.ts';

export interface Asked {
  readonly name: NameRead;
  /** The words that a name must have. */
  readonly words: readonly Word[];
}

export function askedOf(name: NameRead): Asked {
  return { name, words: name.words.filter(({ worth }) => worth === 'telling' || worth === 'passing') };
}

/** What may stand for `span` words of those asked for, from `asked` on, and where it stands. */
export interface Reading {
  readonly asked: number;
  readonly span: number;
  /** 0..1 */
  readonly likeness: number;
  readonly standings: readonly Standing[];
}

/** A word that was cut off, in a name that begins as the slug does, and in another. */
const CUT_AT_START = 0.9;
const CUT_ELSEWHERE = 0.8;
/** Slugs are cut at 40 characters: from here on the last word may have been, even if what is left is a word. */
const CUT_FROM = 30;

export function readingsOf(asked: Asked, vocabulary: Vocabulary): readonly Reading[] {
  return asked.words.flatMap(({ text }, at) => [
    ...vocabulary
      .alike(spellingOf(text), LEAST)
      .map(({ term, likeness }) => ({ asked: at, span: 1, likeness, standings: term.standings })),
    ...joinedReadings(asked, at, vocabulary),
    ...(asked.words[at] === asked.name.words.at(-1) ? cutReadings(text, asked, at, vocabulary) : []),
  ]);
}

/** `notre dame` for `notredame` and the other way round. Not misspelt as well: two misreadings at once are too much. */
function joinedReadings({ words }: Asked, asked: number, vocabulary: Vocabulary): readonly Reading[] {
  const parted = { asked, span: 1, likeness: 1, standings: vocabulary.parted(words[asked]?.text ?? '') };
  const joined = joinedFrom(words, asked).map(({ text, width }) => ({
    asked,
    span: width,
    likeness: 1,
    standings: vocabulary.written(text),
  }));
  return [parted, ...joined].filter(({ standings }) => standings.length > 0);
}

function cutReadings(
  text: string,
  { name }: Asked,
  asked: number,
  vocabulary: Vocabulary,
): readonly Reading[] {
  const word = spellingOf(text);
  return vocabulary.longer(word).flatMap((term) => {
    const isCut = isCutOff(word, term.spelling);
    if (!isCut && name.stem.length < CUT_FROM) return [];
    const standings = term.standings.filter(({ at }) => at >= 0);
    const starts = ({ candidate }: Standing): boolean => begins(name, vocabulary.candidates[candidate]);
    return [
      { asked, span: 1, likeness: CUT_AT_START, standings: standings.filter(starts) },
      {
        asked,
        span: 1,
        likeness: CUT_ELSEWHERE,
        standings: isCut ? standings.filter((each) => !starts(each)) : [],
      },
    ];
  });
}

/** Letter by letter, with or without the numbers in front. */
export function begins(name: NameRead, candidate: Candidate | undefined): boolean {
  if (candidate === undefined) return false;
  const { key, bareKey } = candidate.name;
  return key.startsWith(name.key) || (name.bareKey !== '' && bareKey.startsWith(name.bareKey));
}
