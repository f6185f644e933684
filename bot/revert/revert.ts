// Reverts a landing with a commit of its own. Refuses if the text no longer reads as it landed, rather than guess; if
// later landings may build on it, the refusal names them so that they can be reverted first.
import { type Change, type FileChange, pathAfter, pathsOf } from '../../src/domain/change.ts';
import type { Who } from '../../src/domain/decision.ts';
import { applyEdits, inverted } from '../../src/domain/edit.ts';
import type { Enhancement } from '../../src/domain/enhancement.ts';
import { type ClosedGate, closed, type Gate, gates } from '../../src/domain/gate.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { transplantEdits } from '../../src/domain/transplant.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { decodeText, encodeText } from '../../src/tree/blob.ts';
import { recordLandedRenames } from '../land/landed-renames.ts';
import { fileQuiet } from '../land/quiet.ts';
import { propose } from '../propose/propose.ts';
import { publish } from '../publish/publish.ts';
import { recordOutcome } from '../record/audit-trail.ts';
import { revertMessage } from '../record/commit-messages.ts';
import { revertDecision } from '../record/decisions.ts';
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import { BOT, MAIN } from '../record/refs.ts';
import { landedChange } from '../record/reviewer-words.ts';
import type { Show } from '../show/show.ts';
import { snapshot } from '../snapshot/snapshot.ts';

export type Reverted =
  | { readonly kind: 'reverted'; readonly commit: CommitId }
  | { readonly kind: 'closed'; readonly gates: readonly ClosedGate[] }
  | { readonly kind: 'refused'; readonly reason: Reason };

/** Call inside `show.exclusively`. Moves main first: after a crash, the next start publishes the files and then records
 *  the decision. */
export async function revert(show: Show, episode: EpisodeId, id: EnhancementId, by: Who): Promise<Reverted> {
  await snapshot(show, [treePath(`episodes/${episode}`)]);
  await show.history.advance();
  const { all } = await show.kept.read(episode);
  const kept = all.get(id);
  const past = contextOf(show);
  const state = kept ? stateOf(kept, past) : null;
  const landed = show.history.landed(id);
  if (!kept || !landed || (state !== 'landed' && !(state === 'reverted' && landed.undone === null))) {
    return { kind: 'refused', reason: reason('NOT_LANDED', 'has not landed, so there is nothing to revert') };
  }
  const { enhancement } = kept;
  const shut = closed(settledGates(show, enhancement.episode, pathsNow(show, enhancement.change)));
  if (shut.length > 0) return { kind: 'closed', gates: shut };

  const main = await show.repo.ref(MAIN);
  if (main === null) throw new Fault('bug', 'NO_MAIN', 'There is no main branch yet');
  const { tree } = await show.repo.readCommit(main);
  const files = await undoing(show, await landedChange(show.repo, kept), landed.commit, tree);
  if ('conflict' in files)
    return { kind: 'refused', reason: whyStuck(show, enhancement, all, files.conflict) };

  const signature = { ...BOT, atMs: show.nowMs() };
  const commit = await show.repo.writeCommit({
    tree: await show.repo.updateTree(tree, files.entries),
    parents: [main],
    author: signature,
    committer: signature,
    message: revertMessage(enhancement, by.name),
  });
  if (!(await show.repo.moveRef(MAIN, { from: main, to: commit }))) {
    throw new Fault('bug', 'MAIN_MOVED', 'Something else moved main; nothing was reverted, run it again');
  }
  const wasKnown = show.disk.syncedWith() === main;
  const publication = await publish(show);
  if (publication.kind === 'published') {
    await show.history.advance();
    await recordLandedRenames(show);
    await show.decisions.add(revertDecision(show, enhancement, { by }));
  }
  const after = await propose(show, episode, { askRules: true });
  if (publication.kind === 'undone') return { kind: 'refused', reason: publication.reason };
  if (wasKnown) show.disk.agree(after.main);
  recordOutcome(show, { event: 'reverted', enhancement, commit, who: by.name });
  return { kind: 'reverted', commit };
}

/** Gates for reverts and restores: only `settled` can be closed; holds do not apply. */
export function settledGates(show: Show, episode: EpisodeId, paths: readonly TreePath[]): readonly Gate[] {
  const { merge } = show.settings();
  return gates({
    nowMs: show.nowMs(),
    episode,
    lane: 'review',
    accepted: true,
    auto: null,
    base: null,
    files: paths.map((path) => fileQuiet(show, path)),
    episodeQuiet: { quietMs: null, editingForMs: 0, person: '' },
    settleMs: merge.settleMs,
    settleRemoteMs: merge.settleRemoteMs,
    idleMs: merge.idleMs,
    held: [],
    passes: new Set(),
    order: null,
    disk: null,
  });
}

function pathsNow(show: Show, change: Change): readonly TreePath[] {
  const { renames } = show.decisions.memory();
  return pathsOf(change).map((path) => renames.get(path) ?? path);
}

type Undoing =
  | { readonly entries: ReadonlyMap<TreePath, FileEntry | null> }
  | { readonly conflict: TreePath };

async function undoing(show: Show, change: Change, landing: CommitId, tree: TreeId): Promise<Undoing> {
  const landedTree = (await show.repo.readCommit(landing)).tree;
  const { renames } = show.decisions.memory();
  const entries = new Map<TreePath, FileEntry | null>();
  const present = async (path: TreePath) => entries.get(path) ?? (await show.repo.fileAt(tree, path));
  // In reverse: a file that was edited and then moved is moved back before its edits are undone.
  for (const file of [...change.files].reverse()) {
    const path = entries.get(file.path) ? file.path : (renames.get(file.path) ?? file.path);
    if (file.kind === 'move') {
      const from = renames.get(file.to) ?? file.to;
      const moved = await present(from);
      if (moved === null || (await present(file.path)) !== null) return { conflict: file.path };
      entries.set(file.path, moved).set(from, null);
      continue;
    }
    const now = await present(path);
    const then = await show.repo.fileAt(landedTree, pathAfter(change, file.path));
    if (now === null || then === null) return { conflict: path };
    const text = await undoneText(show, file, then.id, now.id);
    if (text === undefined) return { conflict: path };
    entries.set(
      path,
      text === null ? null : { id: await show.repo.writeBlob(encodeText(text)), mode: now.mode },
    );
  }
  return { entries };
}

/** The present text without the change; null: the file is removed; undefined: a person has edited the same words. */
async function undoneText(
  show: Show,
  file: Exclude<FileChange, { kind: 'move' }>,
  then: BlobId,
  now: BlobId,
): Promise<string | null | undefined> {
  if (file.kind === 'create') return then === now ? null : undefined;
  const [landed, present] = await Promise.all([show.repo.readBlob(then), show.repo.readBlob(now)]);
  const [from, to] = [decodeText(landed), decodeText(present)];
  if (from === null || to === null) return undefined;
  const moved = transplantEdits(inverted(file.edits), from, to);
  return moved.ok ? applyEdits(to, moved.edits) : undefined;
}

function whyStuck(
  show: Show,
  enhancement: Enhancement,
  all: ReadonlyMap<EnhancementId, { readonly enhancement: Enhancement }>,
  path: TreePath,
): Reason {
  const order = [...show.history.ids()];
  const at = order.findIndex(([id]) => id === enhancement.id);
  const later = order
    .slice(at + 1)
    .filter(
      ([id, { undone }]) =>
        undone === null && all.get(id)?.enhancement.change.files.some((file) => file.path === path),
    )
    .map(([id]) => id);
  if (later.length > 0) {
    const named = later.map((id) => `${all.get(id)?.enhancement.change.title ?? ''} (${id})`).reverse();
    return reason(
      'LATER_LANDINGS',
      `later changes may stand on it; take those back first: ${named.join('; ')}`,
    );
  }
  return reason('EDITED_SINCE', `somebody has edited these words in ${path} since; change them by hand`);
}
