// What people call a commit, a moment or a file, checked at the door: a commit by its name or the beginning of it, a
// moment by its date, a file by its path in the show. Whatever else is given is refused in a sentence.
import { type CommitId, type TreePath, treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { commitsNamed } from '../../src/git/native.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { requireMain } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

const HEX = /^[0-9a-f]{4,40}$/i;
const WHOLE = 40;

/** By its whole name, or by as much of it as no other has. */
export async function commitNamed(show: Show, text: string): Promise<CommitId> {
  const prefix = text.toLowerCase();
  if (!HEX.test(text)) throw noCommit(text);
  await show.history.advance();
  const { commits, placeOf } = show.history.timeline;
  if (prefix.length === WHOLE && placeOf(prefix as CommitId) !== null) return prefix as CommitId;
  const onMain = commits.filter(({ commit }) => commit.startsWith(prefix)).slice(0, 2);
  // What the history of the show lists comes before what only a branch holds.
  const found =
    onMain.length > 0 ? onMain.map(({ commit }) => commit) : await commitsNamed(show.repo, prefix);
  const [one, another] = found;
  if (one === undefined) throw noCommit(text);
  if (another === undefined) return one;
  throw new Fault('usage', 'NO_COMMIT', `${text} begins the names of several commits; give more of it.`);
}

/** The commit that was named, else main as it is. */
export async function commitOrMain(show: Show, text: string | null): Promise<CommitId> {
  return text === null ? requireMain(show) : commitNamed(show, text);
}

function noCommit(text: string): Fault {
  const sentence = `There is no commit ${JSON.stringify(text.slice(0, WHOLE))} in this show`;
  return new Fault('usage', 'NO_COMMIT', sentence);
}

// Milliseconds of any year from 2001 on have so many digits; no commit is called by thirteen digits that are no letters.
const MILLISECONDS = /^\d{12,14}$/;
const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Null where the text is no moment. */
export function momentMs(text: string): number | null {
  if (MILLISECONDS.test(text)) return Number(text);
  const atMs = DATE.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(atMs) ? null : atMs;
}

/** A commit by its name, or main as it stood at a moment. */
export async function commitAt(show: Show, text: string): Promise<CommitId> {
  const atMs = momentMs(text.trim());
  if (atMs === null) return commitNamed(show, text);
  await show.history.advance();
  const { commits } = show.history.timeline;
  const then = commits.findLast((one) => one.atMs <= atMs);
  if (then) return then.commit;
  const first = commits[0];
  const since = first === undefined ? 'has not begun' : `begins at ${new Date(first.atMs).toISOString()}`;
  throw new Fault('usage', 'NO_MOMENT', `The history of this show ${since}; name a later moment.`);
}

/** A file or folder of the show: below `episodes/` or `lib/`, or the settings. */
export function pathInShow(text: string): TreePath {
  const path = text.replace(/^\.\//, '').replace(/\/+$/, '');
  const parts = path.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'));
  const isGit = parts.some((part) => part.toLowerCase() === '.git');
  if (isPlain && !isGit && kindOfPath(path) !== 'volatile') return treePath(path);
  const sentence = `${JSON.stringify(path)} is no file of the show: those lie in episodes/ or lib/, or are show-build.yaml.`;
  throw new Fault('usage', 'PATH_REFUSED', sentence);
}
