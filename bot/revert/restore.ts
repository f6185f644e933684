// Restores a file as it was in a commit, as a person's own edit: one commit in that person's name, published like a
// landing, so that it gives way to newer edits. Waits until the file is quiet; never replaces bytes that main lacks.
import type { GateReason, Outcome } from '../../src/desk.ts';
import type { Who } from '../../src/domain/decision.ts';
import { closed } from '../../src/domain/gate.ts';
import {
  type CommitId,
  type EpisodeId,
  episodeOf,
  nameOf,
  type TreePath,
  treePath,
} from '../../src/domain/ids.ts';
import { oneLine } from '../../src/domain/one-line.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import { holds } from '../../src/git/native.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { endedReason, gateReason } from '../land/gate-reasons.ts';
import { meantBy, whyNotKept } from '../publish/lfs-content.ts';
import { isOtherThing } from '../publish/replace-file.ts';
import { requireMain } from '../record/refs.ts';
import { type Restored, restoredMessage } from '../record/restored.ts';
import type { Show } from '../show/show.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import { twinOf } from './case-twin.ts';
import { onceQuiet, putInPlace } from './put-in-place.ts';
import { settledGates } from './revert.ts';

export interface Restoring {
  readonly path: TreePath;
  readonly commit: CommitId;
  readonly by: Who;
  /** Blob of the file that the person saw before deciding, or ABSENT; null: whatever stands there. */
  readonly seen: string | null;
  /** Whether the show ever had such a file. */
  readonly isKnown: (path: TreePath) => Promise<boolean>;
}

/** For `seen`: there was no file. */
export const ABSENT = 'absent';

/** Rejects with a Fault NO_COMMIT (usage). */
export async function requireOfShow(show: Show, commit: CommitId): Promise<void> {
  if (await holds(show.repo, await requireMain(show), commit)) return;
  const sentence = 'That commit is no part of the show’s history; files are put back only from there.';
  throw new Fault('usage', 'NO_COMMIT', sentence);
}

export function neverThere(path: TreePath): Fault {
  return new Fault('usage', 'NO_FILE', `There is no ${path} in the show, and there never was one.`);
}

export async function restore(show: Show, wanted: Restoring): Promise<Outcome> {
  await requireOfShow(show, wanted.commit);
  return onceQuiet(show, () => attempt(show, wanted));
}

const MOST_NAME = 80;

async function attempt(show: Show, { path, commit, by, seen, isKnown }: Restoring): Promise<Outcome> {
  const episode = episodeOf(path);
  await snapshot(show, [episode === null ? path : treePath(`episodes/${episode}`)]);
  const main = await requireMain(show);
  const { tree } = await show.repo.readCommit(main);
  const source = await show.repo.readCommit(commit);
  const restored = await asItWas(show, path, commit, tree);
  const then = await show.repo.fileAt(source.tree, restored.pathThen);
  const now = await show.repo.fileAt(tree, path);
  const about = {
    id: path,
    title: `${oneLine(nameOf(path), MOST_NAME)} as of ${new Date(source.committer.atMs).toISOString()}`,
  };
  const refused = (reasons: readonly GateReason[]): Outcome => ({
    ...about,
    result: 'refused',
    commit: null,
    reasons,
  });

  if (now === null && then === null && !(await isKnown(path))) throw neverThere(path);
  if (seen !== null && seen !== (now?.id ?? ABSENT)) return refused([endedReason(unseen(path))]);
  const twin = now === null && then !== null ? await twinOf(show.repo, tree, path) : null;
  const not = twin === null ? await whyNot(show, { path, now, then }) : taken(twin);
  if (not) return refused([endedReason(not)]);
  const shut = closed(settledGates(show, episode ?? ('the show' as EpisodeId), [path]));
  if (shut.length > 0) return refused(shut.map(gateReason));

  const entry = then && { id: then.id, mode: now?.mode ?? ('100644' as const) };
  const message = restoredMessage(by.name, restored, source.committer.atMs, then === null);
  const put = await putInPlace(show, { path, by, now, entry, message });
  if ('reason' in put) return refused([endedReason(put.reason)]);
  return { ...about, result: 'landed', commit: put.commit, reasons: [] };
}

/** Finds the file by its name in that commit, in case it has been renamed since. */
export async function asItWas(
  show: Show,
  path: TreePath,
  commit: CommitId,
  main: Parameters<Show['repo']['fileAt']>[0],
): Promise<Restored> {
  const { tree } = await show.repo.readCommit(commit);
  const same = { commit, path, pathThen: path };
  if ((await show.repo.fileAt(tree, path)) !== null || (await show.repo.fileAt(main, path)) === null)
    return same;
  for (const from of show.decisions.memory().names.olderPaths(path)) {
    if ((await show.repo.fileAt(tree, from)) !== null) return { ...same, pathThen: from };
  }
  return same;
}

interface Standing {
  readonly path: TreePath;
  readonly now: FileEntry | null;
  readonly then: FileEntry | null;
}

async function whyNot(show: Show, { path, now, then }: Standing): Promise<Reason | null> {
  const name = oneLine(nameOf(path), MOST_NAME);
  if (now?.id === then?.id && now !== null) return reason('SAME_ALREADY', `${name} reads so already`);
  const isKept = now !== null || show.disk.get(path) === null;
  if (!isKept)
    return reason(
      'NOT_IN_GIT',
      `Git does not keep what stands at ${name} now, so it is not replaced; move it away`,
    );
  if (now === null && then === null) return reason('SAME_ALREADY', `${name} is not there already`);
  const isLink = [now, then].some((entry) => entry?.mode === '120000');
  if (isLink || isOtherThing(show, path))
    return reason('NO_PLAIN_FILE', `${name} is, or was, a link or a folder; put it back by hand`);
  const meant = await meantBy(show.repo, path, then);
  return meant?.pointer ? whyNotKept(show.repo, path, meant.pointer) : null;
}

function unseen(path: TreePath): Reason {
  const sentence = `${oneLine(nameOf(path), MOST_NAME)} has changed since you looked; look at it again`;
  return reason('MOVED_ON', sentence);
}

function taken(twin: TreePath): Reason {
  const sentence = `${twin} stands there, and some machines can’t tell the two names apart; rename it first`;
  return reason('NAME_TAKEN', sentence);
}
