// How well each file name answers the words that somebody uses for a file: which words it has, which it lacks, which it
// has besides. Weighs words by how rare they are in this episode. Decides nothing.
import type { Candidate } from './candidates.ts';
import { SURE } from './likeness.ts';
import type { Counting, Word } from './name-words.ts';
import type { NameRead } from './names.ts';
import { type Asked, begins, type Reading, readingsOf } from './readings.ts';
import { FOLDER, type Vocabulary } from './vocabulary.ts';

export interface Account {
  readonly candidate: Candidate;
  /** For each word asked for how well the name answers it, 0..1. */
  readonly answers: readonly number[];
  /** Telling words of the name that were asked for, and those that were not. */
  readonly told: number;
  readonly untold: number;
  /** Whether it bears a number or a word, not asked for, that makes it another part or another thing. */
  readonly otherPart: Counting;
  /** The number in front of the slug stands in the name too. */
  readonly samePlace: boolean;
  /** The name begins as the slug does, letter by letter. */
  readonly begins: boolean;
  /** 0..1: the weight of what it answers among all that was asked for; rare words weigh more. */
  readonly score: number;
}

/** One way in which a name may answer: `width` of its words, from `at` on, for `span` words asked for. */
interface Way {
  readonly asked: number;
  readonly span: number;
  readonly at: number;
  readonly width: number;
  readonly likeness: number;
}

/** Words in a folder’s name answer less than those in the file’s. */
const IN_FOLDER = 0.85;

/** Names that answer all words, or score at least so much, in no order. */
export function accountsOf(
  asked: Asked,
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

/** For each word asked for, and each candidate, the best that it may answer: most are not worth a closer look. */
function boundsOf(readings: readonly Reading[], words: number, candidates: number): readonly Float64Array[] {
  const bounds = Array.from({ length: words }, () => new Float64Array(candidates));
  for (const { asked, span, likeness, standings } of readings) {
    for (const bound of bounds.slice(asked, asked + span)) {
      for (const { candidate } of standings) bound[candidate] = Math.max(bound[candidate] ?? 0, likeness);
    }
  }
  return bounds;
}

/** The rarer, the heavier; a word that no name has weighs most. */
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
  readings: readonly Reading[],
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

function accountOf(asked: Asked, candidate: Candidate, ways: Way[], weights: readonly number[]): Account {
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

/** Each word answers once: the best answers first, and of equal ones those that account for more words. */
function bestOf(asked: Asked, ways: Way[]): { readonly answers: readonly number[]; readonly used: number } {
  const answers = asked.words.map(() => 0);
  let used = 0;
  if (ways.length > 1) ways.sort(byWorth);
  for (const { asked: from, span, at, width, likeness } of ways) {
    // PLACE and FOLDER are no words of the name: no bit stands for them.
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
