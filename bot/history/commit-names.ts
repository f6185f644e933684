// Parses what people enter for a commit (full or abbreviated id), a moment (date) or a file (path in the show). Refuses
// anything else with a sentence.
import { type CommitId, type TreePath, treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { commitsNamed } from '../../src/git/native.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { requireMain } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

const HEX = /^[0-9a-f]{4,40}$/i;
const WHOLE = 40;

/** Accepts the full id, or a prefix that is unique. */
export async function commitNamed(show: Show, text: string): Promise<CommitId> {
  const prefix = text.toLowerCase();
  if (!HEX.test(text)) throw noCommit(text);
  await show.history.advance();
  const { commits, placeOf } = show.history.timeline;
  if (prefix.length === WHOLE && placeOf(prefix as CommitId) !== null) return prefix as CommitId;
  const onMain = commits.filter(({ commit }) => commit.startsWith(prefix)).slice(0, 2);
  // Commits in the show's history take precedence over those on branches only.
  const found =
    onMain.length > 0 ? onMain.map(({ commit }) => commit) : await commitsNamed(show.repo, prefix);
  const [one, another] = found;
  if (one === undefined) throw noCommit(text);
  if (another === undefined) return one;
  throw new Fault('usage', 'NO_COMMIT', `${text} begins the names of several commits; give more of it.`);
}

/** The named commit; main if `text` is null. */
export async function commitOrMain(show: Show, text: string | null): Promise<CommitId> {
  return text === null ? requireMain(show) : commitNamed(show, text);
}

function noCommit(text: string): Fault {
  const sentence = `There is no commit ${JSON.stringify(text.slice(0, WHOLE))} in this show`;
  return new Fault('usage', 'NO_COMMIT', sentence);
}

// Milliseconds since 1970: 13 digits since 2001. Few commit prefixes of this length have no letter (1 in 280 or less).
const MILLISECONDS = /^\d{12,14}$/;
const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Null if the text is not a moment. */
export function momentMs(text: string): number | null {
  if (MILLISECONDS.test(text)) return Number(text);
  const atMs = DATE.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(atMs) ? null : atMs;
}

/** A named commit, or main as of a moment. */
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

/** Accepts a file or folder below `episodes/` or `lib/`, or the settings file. */
export function pathInShow(text: string): TreePath {
  const path = text.replace(/^\.\//, '').replace(/\/+$/, '');
  const parts = path.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes('\0'));
  const isGit = parts.some((part) => part.toLowerCase() === '.git');
  if (isPlain && !isGit && kindOfPath(path) !== 'volatile') return treePath(path);
  const sentence = `${JSON.stringify(path)} is no file of the show: those lie in episodes/ or lib/, or are show-build.yaml.`;
  throw new Fault('usage', 'PATH_REFUSED', sentence);
}
