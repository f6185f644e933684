// Scores how well each file name matches the words used for a file: the words it has, lacks, and has in addition.
// Weighs words by how rare they are in this episode. Decides nothing.
import type { Candidate } from './candidates.ts';
import { SURE } from './likeness.ts';
import type { Counting, Word } from './name-words.ts';
import type { NameRead } from './names.ts';
import { begins, type NameReading, readingsOf, type SoughtName } from './readings.ts';
import { FOLDER, type Vocabulary } from './vocabulary.ts';

export interface Account {
  readonly candidate: Candidate;
  /** For each requested word, how well the name matches it, 0..1. */
  readonly answers: readonly number[];
  /** Number of the name's telling words that were requested, and of those that were not. */
  readonly told: number;
  readonly untold: number;
  /** Whether an extra number or word in the name makes it another part or another thing. */
  readonly otherPart: Counting;
  /** The slug's leading number is in the name too. */
  readonly samePlace: boolean;
  /** The name begins with the slug, letter by letter. */
  readonly begins: boolean;
  /** 0..1: weight of the matched words among all requested; rare words weigh more. */
  readonly score: number;
}

/** One possible match: `width` words of the name, from `at` on, for `span` requested words, from `asked` on. */
interface Way {
  readonly asked: number;
  readonly span: number;
  readonly at: number;
  readonly width: number;
  readonly likeness: number;
}

/** Highest likeness of a word in a folder's name, which counts less than one in the file's. */
const IN_FOLDER = 0.85;

/** Names that match all requested words, or score at least `least`, in no particular order. */
export function accountsOf(
  asked: SoughtName,
  vocabulary: Vocabulary,
  least: number,
  fits: (candidate: Candidate) => boolean,
): readonly Account[] {
  const readings = readingsOf(asked, vocabulary);
  const bounds = boundsOf(readings, asked.words.length, vocabulary.candidates.length);
  const weights = weightsOf(bounds, vocabulary.candidates.length);
  const isWorthIt = (i: number): boolean =>
    bounds.every((bound) => (bound[i] ?? 0) >= SURE) ||
    scoreOf(
      bounds.map((bound) => bound[i] ?? 0),
      weights,
    ) >= least;
  const accounts: Account[] = [];
  for (const [i, ways] of waysOf(readings, isWorthIt)) {
    const candidate = vocabulary.candidates[i];
    if (candidate !== undefined && fits(candidate)) accounts.push(accountOf(asked, candidate, ways, weights));
  }
  return accounts;
}

/** For each requested word and each candidate, the best match possible: most are not worth a closer look. */
function boundsOf(
  readings: readonly NameReading[],
  words: number,
  candidates: number,
): readonly Float64Array[] {
  const bounds = Array.from({ length: words }, () => new Float64Array(candidates));
  for (const { asked, span, likeness, standings } of readings) {
    for (const bound of bounds.slice(asked, asked + span)) {
      for (const { candidate } of standings) bound[candidate] = Math.max(bound[candidate] ?? 0, likeness);
    }
  }
  return bounds;
}

/** Rarer words weigh more; a word that no name has weighs most. */
function weightsOf(bounds: readonly Float64Array[], candidates: number): readonly number[] {
  return bounds.map((bound) => {
    const names = bound.reduce((count, answer) => count + (answer >= SURE ? 1 : 0), 0);
    return Math.log((candidates + 1) / (names + 0.5));
  });
}

function scoreOf(answers: readonly number[], weights: readonly number[]): number {
  let [reached, all] = [0, 0];
  for (const [i, weight] of weights.entries()) {
    reached += (answers[i] ?? 0) * weight;
    all += weight;
  }
  return reached / all;
}

function waysOf(
  readings: readonly NameReading[],
  isWorthIt: (candidate: number) => boolean,
): ReadonlyMap<number, Way[]> {
  const ways = new Map<number, Way[] | null>();
  for (const { asked, span, likeness, standings } of readings) {
    for (const { candidate, at, width } of standings) {
      let known = ways.get(candidate);
      if (known === undefined) {
        known = isWorthIt(candidate) ? [] : null;
        ways.set(candidate, known);
      }
      const answer = at === FOLDER ? Math.min(likeness, IN_FOLDER) : likeness;
      known?.push({ asked, span, at, width, likeness: answer });
    }
  }
  return new Map([...ways].filter((entry): entry is [number, Way[]] => entry[1] !== null));
}

function accountOf(
  asked: SoughtName,
  candidate: Candidate,
  ways: Way[],
  weights: readonly number[],
): Account {
  const { answers, used } = bestOf(asked, ways);
  const telling = candidate.name.words.filter(({ worth }) => worth === 'telling').length;
  const spare = candidate.name.words.filter(
    ({ worth }, at) => worth === 'telling' && (used & (1 << at)) === 0,
  );
  return {
    candidate,
    answers,
    told: telling - spare.length,
    untold: spare.filter(({ number }) => number !== 'no').length,
    otherPart: otherPartOf(spare),
    samePlace: hasPlace(asked.name.place, candidate.name),
    begins: begins(asked.name, candidate),
    score: scoreOf(answers, weights),
  };
}

/** Uses each word once: best matches first, and among equals those that cover more words. */
function bestOf(
  asked: SoughtName,
  ways: Way[],
): { readonly answers: readonly number[]; readonly used: number } {
  const answers = asked.words.map(() => 0);
  let used = 0;
  if (ways.length > 1) ways.sort(byWorth);
  for (const { asked: from, span, at, width, likeness } of ways) {
    // PLACE and FOLDER are not words of the name, so they have no bit.
    const places = at < 0 ? 0 : ((1 << width) - 1) << at;
    let isFree = (used & places) === 0;
    for (let i = from; i < from + span; i++) isFree &&= answers[i] === 0;
    if (!isFree) continue;
    answers.fill(likeness, from, from + span);
    used |= places;
  }
  return { answers, used };
}

function byWorth(a: Way, b: Way): number {
  return b.likeness - a.likeness || b.span + b.width - a.span - a.width || a.asked - b.asked || a.at - b.at;
}

function otherPartOf(spare: readonly Word[]): Counting {
  if (spare.some(({ number, turns }) => number === 'yes' || turns)) return 'yes';
  return spare.some(({ number }) => number === 'perhaps') ? 'perhaps' : 'no';
}

function hasPlace(place: string | null, name: NameRead): boolean {
  return place !== null && (name.place === place || name.words.some(({ text }) => text === place));
}
