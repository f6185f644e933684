// Finds words of file names that may stand for the requested ones: the same, misspelt, joined or split, or cut off at
// the end of a slug. Compares words, not whole names.
import type { Candidate } from './candidates.ts';
import { isCutOff, LEAST, spellingOf } from './likeness.ts';
import type { Word } from './name-words.ts';
import type { NameRead } from './names.ts';
import { joinedFrom, type Vocabulary, type WordStanding } from './vocabulary.ts';

export interface SoughtName {
  readonly name: NameRead;
  /** Words that a name must contain. */
  readonly words: readonly Word[];
}

export function askedOf(name: NameRead): SoughtName {
  return { name, words: name.words.filter(({ worth }) => worth === 'telling' || worth === 'passing') };
}

/** Possible match for `span` requested words, from `asked` on, and where it occurs. */
export interface NameReading {
  readonly asked: number;
  readonly span: number;
  /** 0..1 */
  readonly likeness: number;
  readonly standings: readonly WordStanding[];
}

/** Likeness of a truncated word, in a name that begins with the slug and in any other. */
const CUT_AT_START = 0.9;
const CUT_ELSEWHERE = 0.8;
/** Slugs are cut at 40 characters. From this length on the last word may be truncated, even if the rest is a word. */
const CUT_FROM = 30;

export function readingsOf(asked: SoughtName, vocabulary: Vocabulary): readonly NameReading[] {
  return asked.words.flatMap(({ text }, at) => [
    ...vocabulary
      .alike(spellingOf(text), LEAST)
      .map(({ term, likeness }) => ({ asked: at, span: 1, likeness, standings: term.standings })),
    ...joinedReadings(asked, at, vocabulary),
    ...(asked.words[at] === asked.name.words.at(-1) ? cutReadings(text, asked, at, vocabulary) : []),
  ]);
}

/** `notre dame` for `notredame`, and the other way round. Does not allow misspelling as well: two misreadings at once
 *  are too much. */
function joinedReadings(
  { words }: SoughtName,
  asked: number,
  vocabulary: Vocabulary,
): readonly NameReading[] {
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
  { name }: SoughtName,
  asked: number,
  vocabulary: Vocabulary,
): readonly NameReading[] {
  const word = spellingOf(text);
  return vocabulary.longer(word).flatMap((term) => {
    const isCut = isCutOff(word, term.spelling);
    if (!isCut && name.stem.length < CUT_FROM) return [];
    const standings = term.standings.filter(({ at }) => at >= 0);
    const starts = ({ candidate }: WordStanding): boolean => begins(name, vocabulary.candidates[candidate]);
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

/** Whether the candidate's name begins with this one, letter by letter, with or without the leading numbers. */
export function begins(name: NameRead, candidate: Candidate | undefined): boolean {
  if (candidate === undefined) return false;
  const { key, bareKey } = candidate.name;
  return key.startsWith(name.key) || (name.bareKey !== '' && bareKey.startsWith(name.bareKey));
}
