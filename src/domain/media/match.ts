// Finds the file that a slug means. Every telling word of the slug must be in the file's name, possibly misspelt, and
// no other file may match as well. A file that only looks similar is left to a person: a wrong film on air is worse
// than none.
import { type Account, accountsOf } from './accounts.ts';
import { type Candidate, candidateOf, fits } from './candidates.ts';
import type { MediaFile, MediaMatch, MediaWanted } from './file.ts';
import { grouped } from './grouped.ts';
import { NEAR, SAME, SURE, spellingOf } from './likeness.ts';
import type { Word } from './name-words.ts';
import { type NameRead, placesAgree, readName, splitName, stemOf } from './names.ts';
import { askedOf, type SoughtName } from './readings.ts';
import { oneOfTwins } from './twins.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

const MOST_CANDIDATES = 8;
/** From this score on, a file is worth showing to a person. */
const PLAUSIBLE = 0.5;

interface Names {
  readonly byKey: ReadonlyMap<string, readonly Candidate[]>;
  readonly byBareKey: ReadonlyMap<string, readonly Candidate[]>;
  readonly vocabulary: Vocabulary;
}

/** `files` must be sorted by path. */
export function matcherOf(files: readonly MediaFile[]): (wanted: MediaWanted) => MediaMatch {
  const candidates = files.map(candidateOf).filter((each) => each !== null);
  const names: Names = {
    byKey: grouped(candidates, ({ name }) => name.key),
    byBareKey: grouped(candidates, ({ name }) => name.bareKey),
    vocabulary: vocabularyOf(candidates),
  };
  return (wanted) => matchOf(wanted, names);
}

function matchOf(wanted: MediaWanted, names: Names): MediaMatch {
  const base = fileNameOf(wanted.name.trim());
  const name = readName(stemOf(base));
  if (name.key === '') return { kind: 'none' };
  const { kind } = splitName(base);
  const inReach = (each: Candidate): boolean =>
    fits(each, wanted) && (kind === null || each.file.kind === kind);
  const same = (names.byKey.get(name.key) ?? []).filter(inReach);
  if (same.length > 0) return chosen(oneOfTwins(same, base), same);
  const bare = (names.byBareKey.get(name.bareKey) ?? []).filter(inReach);
  if (bare.length > 0 && name.bareKey !== '') return chosen(oneOfPlaces(bare, name, base), bare);
  const asked = askedOf(name);
  return asked.words.length === 0
    ? { kind: 'none' }
    : weighed(asked, accountsOf(asked, names.vocabulary, PLAUSIBLE, inReach), base);
}

/** A text with a media extension is a path; `before/after` is not. */
function fileNameOf(text: string): string {
  return splitName(text).kind === null ? text : text.slice(text.lastIndexOf('/') + 1);
}

// ---- identical names ----

function chosen(candidate: Candidate | null, others: readonly Candidate[]): MediaMatch {
  if (candidate !== null) return { kind: 'found', file: candidate.file };
  return { kind: 'unclear', candidates: others.slice(0, MOST_CANDIDATES).map(({ file }) => file) };
}

/** The leading number decides only between names that are otherwise the same. */
function oneOfPlaces(candidates: readonly Candidate[], asked: NameRead, name: string): Candidate | null {
  const here = candidates.filter((each) => each.name.place === asked.place);
  const pool = here.length > 0 ? here : candidates.filter((each) => placesAgree(asked, each.name));
  const keys = new Set(pool.map((each) => each.name.key));
  return keys.size === 1 ? oneOfTwins(pool, name) : null;
}

// ---- names that contain the words ----

function weighed(asked: SoughtName, accounts: readonly Account[], name: string): MediaMatch {
  const sure = accounts.filter(({ answers }) => answers.every((answer) => answer >= SURE));
  const inPlace = sure.filter(({ samePlace }) => samePlace);
  const group = leaders(inPlace.length > 0 ? inPlace : sure);
  const isEnough = group.length > 0 && group.every((account) => isConvincing(asked, account, accounts));
  const found = isEnough
    ? oneOfTwins(
        group.map(({ candidate }) => candidate),
        name,
      )
    : null;
  if (found !== null) return { kind: 'found', file: found.file };
  const isSure = new Set(sure);
  const plausible = accounts.filter((account) => isSure.has(account) || account.score >= PLAUSIBLE);
  const candidates = plausible.toSorted(byWorth).slice(0, MOST_CANDIDATES);
  if (candidates.length === 0) return { kind: 'none' };
  return { kind: 'unclear', candidates: candidates.map(({ candidate }) => candidate.file) };
}

function byWorth(a: Account, b: Account): number {
  const [x, y] = [a.candidate.file.path, b.candidate.file.path];
  return b.score - a.score || a.untold - b.untold || (x < y ? -1 : x > y ? 1 : 0);
}

/** Accounts of the one name that beats all others; empty if two do equally well. */
function leaders(accounts: readonly Account[]): readonly Account[] {
  const groups = [...grouped(accounts, ({ candidate }) => candidate.name.key).values()];
  const beats = (group: readonly Account[], other: readonly Account[]): boolean =>
    group.every((a) => other.every((b) => outranks(a, b)));
  const [first = [], ...others] = groups;
  const best = others.reduce((leading, each) => (beats(each, leading) ? each : leading), first);
  return groups.every((group) => group === best || beats(best, group)) ? best : [];
}

/** True if `a` has all requested words and no others while `b` has more, or if `a` has no misspelling and `b` at least
 *  two. */
function outranks(a: Account, b: Account): boolean {
  const isBetterNowhere = b.answers.every((answer, i) => answer <= (a.answers[i] ?? 0) + 0.02);
  if (isWhole(a) && !isWhole(b) && isBetterNowhere) return true;
  return a.otherPart === 'no' && misspelt(a) === 0 && misspelt(b) >= 2;
}

function isWhole({ untold, otherPart }: Account): boolean {
  return untold === 0 && otherPart === 'no';
}

function misspelt({ answers }: Account): number {
  return answers.filter((answer) => answer < SAME).length;
}

/** Evidence required: such as two words spelt right, or one of them and another that sounds right. */
const CONVINCING = 1.5;
/** Evidence required if the name has no other words: such as a word and a number. */
const CONVINCING_WHOLE = 1.4;
/** Share of the name's telling words that must have been requested; less if the name begins with the slug. */
const LEAST_SHARE = 0.4;
const LEAST_SHARE_BEGUN = 0.25;

function isConvincing(asked: SoughtName, account: Account, all: readonly Account[]): boolean {
  const { told, untold, begins, answers, samePlace } = account;
  if (account.otherPart === 'yes') return false;
  if (!samePlace && !placesAgree(asked.name, account.candidate.name)) return false;
  if (told === 0 || told / (told + untold) < (begins ? LEAST_SHARE_BEGUN : LEAST_SHARE)) return false;
  if (asked.words.length === 1 && !samePlace) return isOneWordEnough(asked, account, all);
  const evidence = asked.words.map((word, i) => evidenceOf(word, answers[i] ?? 0));
  const total = evidence.reduce((sum, each) => sum + each, samePlace ? 0.5 : 0);
  return total >= (isWhole(account) ? CONVINCING_WHOLE : CONVINCING);
}

function evidenceOf({ text, worth, number }: Word, answer: number): number {
  // Many names have a 2; few have a 911.
  if (number !== null) return Number(text) > 12 ? 0.5 : 0.4;
  if (worth !== 'telling') return 0.4;
  if (answer >= SAME) return 1;
  if (answer >= NEAR) return 0.75;
  return answer > SURE ? 0.5 : 0.3;
}

/** True for a file named by that one word, or the only file with a word so rare that it is a name: `keysha`, not
 *  `teacher`. */
function isOneWordEnough({ words }: SoughtName, account: Account, all: readonly Account[]): boolean {
  const text = words[0]?.text ?? '';
  const answer = account.answers[0] ?? 0;
  if (/\d/.test(text)) return isWhole(account) && text.length >= 4;
  if (isWhole(account)) return answer >= SAME || (answer >= NEAR && text.length >= 6);
  const isAlone = all.every(({ candidate }) => candidate.name.key === account.candidate.name.key);
  const isRare = text.length >= 5 && !spellingOf(text).common;
  return isRare && isAlone && (answer >= SAME || account.begins);
}
