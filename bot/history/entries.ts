// Filters the history into rows, newest first, from entries in memory. Goes back only as far as the page needs.
import type { HistoryEntry, HistoryFilter } from '../../src/desk.ts';
import { type CommitId, episodeId, type TreePath } from '../../src/domain/ids.ts';
import { parseTrailers } from '../../src/domain/trailers.ts';
import { type PastCommit, pastCommit, type Timeline } from '../record/timeline.ts';
import type { Show } from '../show/show.ts';
import { commitNamed, pathInShow } from './commit-names.ts';
import { isSwitchMeant, type PlacedSwitch, switchesIn } from './switches.ts';
import type { Touches } from './touches.ts';

const USUAL_LIMIT = 50;

export async function historyEntries(
  show: Show,
  touches: Touches,
  filter: HistoryFilter,
): Promise<readonly HistoryEntry[]> {
  await show.history.advance();
  const { timeline } = show.history;
  const path = filter.path === undefined ? null : pathInShow(filter.path);
  const switches = switchesIn(show).filter(
    ({ entry }) => isPlainlyMeant(entry, filter) && isSwitchMeant(entry, filter),
  );
  const before = filter.before === undefined ? null : await commitNamed(show, filter.before);
  const start = startAt(timeline, switches, before);
  const limit = filter.limit ?? USUAL_LIMIT;
  const found: HistoryEntry[] = [];
  let next = start.switches;
  for (let at = start.commits; at >= -1 && found.length < limit; at--) {
    for (; (switches[next]?.place ?? -1) > at && found.length < limit; next--) {
      const one = switches[next];
      if (one) found.push(one.entry);
    }
    const one = timeline.commits[at];
    if (found.length === limit || one === undefined || !isPlainlyMeant(one, filter)) continue;
    if (!isVerdict(one, filter.verdict, show)) continue;
    if (filter.episode !== undefined && !(await isOfEpisode(show, touches, one, filter.episode))) continue;
    if (path !== null && !(await touches.touches(at, path))) continue;
    found.push(await entryOf(show, touches, one));
  }
  return found;
}

/** The beginning of a page: the next commit of main, and the next switch, going back. */
function startAt(
  { commits, placeOf }: Timeline,
  switches: readonly PlacedSwitch[],
  before: CommitId | null,
): { readonly commits: number; readonly switches: number } {
  const last = switches.findIndex(({ entry }) => entry.commit === before);
  if (last >= 0) return { commits: (switches[last]?.place ?? 0) - 1, switches: last - 1 };
  const place = (before === null ? null : placeOf(before)) ?? commits.length;
  const older = before === null ? switches.length : switches.findIndex((one) => one.place > place);
  return { commits: place - 1, switches: (older < 0 ? switches.length : older) - 1 };
}

type Entry = Pick<HistoryEntry, 'atMs' | 'author' | 'by' | 'kind' | 'step'>;

/** Checks the filters that need only the entry itself. */
function isPlainlyMeant(one: Entry, { step, kind, who, sinceMs, untilMs }: HistoryFilter): boolean {
  if (step !== undefined && one.step !== step) return false;
  if (kind !== undefined && one.kind !== kind) return false;
  if (sinceMs !== undefined && one.atMs < sinceMs) return false;
  if (untilMs !== undefined && one.atMs > untilMs) return false;
  return who === undefined || [one.author, one.by ?? ''].some((name) => isPartOf(who, name));
}

function isPartOf(part: string, name: string): boolean {
  return name.toLocaleLowerCase('en').includes(part.trim().toLocaleLowerCase('en'));
}

function isVerdict(one: PastCommit, verdict: HistoryFilter['verdict'], show: Show): boolean {
  if (verdict === undefined) return true;
  if (one.kind !== 'landing') return false;
  if (verdict === 'reverted') return isTakenBack(show, one);
  return (one.by === 'policy') === (verdict === 'policy');
}

/** The first commit counts for every episode it contains. */
async function isOfEpisode(show: Show, touches: Touches, one: PastCommit, name: string): Promise<boolean> {
  const episode = episodeId(name.padStart(4, '0'));
  if (episode === null) return false;
  if (one.parents.length > 0) return (await touches.episodesOf(one)).includes(episode);
  const { tree } = await show.repo.readCommit(one.commit);
  return (await show.repo.treeAt(tree, `episodes/${episode}` as TreePath)) !== null;
}

/** True if reverted, or removed by hand, for which there is a decision but no commit. */
function isTakenBack({ history, decisions }: Show, { commit, kind, enhancement, atMs }: PastCommit): boolean {
  if (kind !== 'landing' || enhancement === null) return false;
  if (history.timeline.isTakenBack(commit)) return true;
  const verdict = decisions.memory().verdicts.get(enhancement);
  const isNewest = history.landed(enhancement)?.commit === commit;
  return isNewest && verdict?.kind === 'revert' && verdict.decision.atMs >= atMs;
}

export async function entryOf(show: Show, touches: Touches, one: PastCommit): Promise<HistoryEntry> {
  const { commit, atMs, author, subject, title, kind, enhancement, by, step } = one;
  return {
    commit,
    atMs,
    author,
    subject,
    title,
    kind,
    enhancement,
    by,
    step,
    // The first commit contains all episodes.
    episodes: one.parents.length === 0 ? [] : await touches.episodesOf(one),
    reverted: isTakenBack(show, one),
  };
}

/** A commit on main, or on a branch, where the trailers of the bot's own commits name their step. */
export async function pastCommitOf(show: Show, id: CommitId): Promise<PastCommit> {
  const { timeline } = show.history;
  const onMain = timeline.commits[timeline.placeOf(id) ?? -1];
  if (onMain) return onMain;
  const { message, parents, author, committer } = await show.repo.readCommit(id);
  const trailers = parseTrailers(message);
  const subject = message.split('\n')[0] ?? '';
  const plain = pastCommit({ id, parents, subject, message, trailers, author, atMs: committer.atMs });
  const own = trailers.get('Enhancement-Id')?.[0];
  if (own === undefined) return plain;
  const step = trailers.get('Step')?.[0]?.split('@')[0] ?? null;
  const title = (message.split('\n\n')[1] ?? '').split('\n')[0] || subject;
  return { ...plain, enhancement: own as PastCommit['enhancement'], step, title };
}
