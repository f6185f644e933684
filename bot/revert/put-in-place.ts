// Puts another version of a file on main and into the tree, as a person's own edit: one commit in that person's name,
// published like a landing, so that it gives way to newer edits.
import type { Outcome } from '../../src/desk.ts';
import type { Who } from '../../src/domain/decision.ts';
import { type CommitId, type EpisodeId, episodeOf, type TreePath } from '../../src/domain/ids.ts';
import type { Reason } from '../../src/domain/reason.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { isWorkedOn } from '../plan/episodes.ts';
import { propose } from '../propose/propose.ts';
import { publish } from '../publish/publish.ts';
import { BOT, extendMain, requireMain } from '../record/refs.ts';
import { SETTINGS_PATH } from '../show/settings-file.ts';
import type { Show } from '../show/show.ts';
import { recordRestores } from './restore-decisions.ts';

/** If a person types for longer than this, the outcome reports that instead of waiting on. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** Tries again when the file is quiet. */
export async function onceQuiet(show: Show, attempt: () => Promise<Outcome>): Promise<Outcome> {
  const deadlineMs = show.nowMs() + LONGEST_WAIT_MS;
  for (;;) {
    const result = await show.exclusively(attempt);
    const opensAtMs = result.reasons.find(({ gate }) => gate === 'settled')?.opensAtMs ?? null;
    if (opensAtMs === null || show.nowMs() > deadlineMs) return result;
    await new Promise<void>((resolve) => {
      show.clock.at(Math.min(opensAtMs, deadlineMs), resolve);
    });
  }
}

interface Wanted {
  readonly path: TreePath;
  readonly by: Who;
  /** The file on main, and the one to replace it; null: no file. */
  readonly now: FileEntry | null;
  readonly entry: FileEntry | null;
  /** Has the trailers of a restore, which recovery and audit read. */
  readonly message: string;
}

/** Call inside `show.exclusively`, when the file is quiet and main is published. `reason`: a person's edit came first. */
export async function putInPlace(
  show: Show,
  wanted: Wanted,
): Promise<{ readonly commit: CommitId } | { readonly reason: Reason }> {
  const { path, by, entry, message } = wanted;
  const episode = episodeOf(path);
  const main = await requireMain(show);
  const { tree } = await show.repo.readCommit(main);
  const atMs = show.nowMs();
  const made = await show.repo.writeCommit({
    tree: await show.repo.updateTree(tree, new Map([[path, entry]])),
    parents: [main],
    author: { ...by, atMs },
    committer: { ...BOT, atMs },
    message,
  });
  await extendMain(show, { from: main, to: made }, 'restored');
  const wasKnown = show.disk.syncedWith() === main;
  const publication = await publish(show, { own: made });
  await show.history.advance();
  if (publication.kind === 'published') await recordRestores(show);
  const tip = await restacked(show, episode);
  if (publication.kind === 'undone') return { reason: publication.reason };
  if (wasKnown) show.disk.agree(tip);
  if (path === SETTINGS_PATH) await show.reloadSettings();
  record(show, wanted, { commit: made, atMs });
  return { commit: made };
}

/** Proposes the episode's open enhancements again on the present text. Returns the tip of main. */
async function restacked(show: Show, episode: EpisodeId | null): Promise<CommitId> {
  const main = await requireMain(show);
  if (episode === null) return main;
  const { tree } = await show.repo.readCommit(main);
  const { all } = await show.kept.read(episode);
  if (all.size === 0 && !(await isWorkedOn(show, tree, episode))) return main;
  return (await propose(show, episode, { askRules: true })).main;
}

function record(
  { store }: Show,
  { path, by, now, entry }: Wanted,
  { commit, atMs }: { readonly commit: CommitId; readonly atMs: number },
): void {
  const row = {
    atMs,
    event: 'edited' as const,
    episode: episodeOf(path),
    step: null,
    subject: path,
    path,
    enhancement: null,
    commit,
    who: by.name,
    hashBefore: now?.id ?? null,
    hashAfter: entry?.id ?? null,
    detail: { restored: true },
  };
  store?.record(() => void store.history.append(row));
}
