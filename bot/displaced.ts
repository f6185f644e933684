// A person's text that lacks what has landed: did it never see the landing (a late laptop, an overwrite just after
// ours), or did the person take it out? The first is proposed again; the second stays out.
import { fieldsOf } from '../src/domain/change.ts';
import { saw } from '../src/domain/descent.ts';
import { type Edit, fits } from '../src/domain/edit.ts';
import type { Enhancement } from '../src/domain/enhancement.ts';
import type { CommitId, EnhancementId, EpisodeId, TreePath } from '../src/domain/ids.ts';
import { decodeText } from '../src/tree/blob.ts';
import { authorOf } from './people.ts';
import type { Show } from './show.ts';
import type { Changed } from './changed.ts';

export interface Unseen {
  readonly parent: CommitId;
  readonly ids: readonly EnhancementId[];
  readonly enhancements: readonly Enhancement[];
  /** It was written before, or just as, the landing reached the disk, or came late from another machine. */
  readonly isLate: boolean;
}

/** An open editor that holds the old text saves it within so long after the file changed beneath it. */
const OVERWRITE_MS = 60_000;
/** Syncthing keeps the sender's mtime: a file that is this much older than its arrival came from elsewhere. */
const TRANSFER_MS = 30_000;

export async function unseenLandings(show: Show, episode: EpisodeId, one: Changed): Promise<Unseen | null> {
  const { path, seen, before, arrivedMs } = one;
  if (seen.kind !== 'content' || before === null || seen.mode === '120000') return null;
  const text = decodeText(seen.bytes);
  if (text === null) return null;
  const unseen: { enhancement: Enhancement; parent: CommitId; atMs: number }[] = [];
  let result = before.id;
  for (const { enhancement, edits, commit, atMs } of await landingsOn(show, episode, path)) {
    const landing = await show.repo.readCommit(commit);
    const parent = landing.parents[0];
    const after = await show.repo.fileAt(landing.tree, path);
    if (parent === undefined || after?.id !== result) break;
    const base = await show.repo.fileAt((await show.repo.readCommit(parent)).tree, path);
    const [baseText, afterText] = await Promise.all([textOf(show, base?.id), textOf(show, after.id)]);
    if (baseText === null || afterText === null || !fits(baseText, edits)) break;
    if (saw(text, baseText, afterText, edits) === 'seen') break;
    unseen.push({ enhancement, parent, atMs });
    result = base?.id ?? result;
  }
  const [newest, oldest] = [unseen[0], unseen.at(-1)];
  if (!newest || !oldest) return null;
  const writtenMs = Number(seen.stat.mtimeNs / 1_000_000n);
  return {
    parent: oldest.parent,
    ids: unseen.map(({ enhancement }) => enhancement.id),
    enhancements: unseen.map(({ enhancement }) => enhancement),
    isLate: writtenMs <= newest.atMs + OVERWRITE_MS || arrivedMs - writtenMs > TRANSFER_MS,
  };
}

/** What a person took out of the text stays out, as if they had pressed revert. */
export async function noteRemoval(show: Show, { enhancements }: Unseen): Promise<void> {
  for (const { id, episode, step, subject, input, change } of enhancements) {
    await show.decisions.add({
      atMs: show.nowMs(),
      by: authorOf(show.settings()),
      why: 'taken out by hand',
      saying: { kind: 'revert', id, episode, step, subject, input, fields: fieldsOf(change) },
    });
  }
}

interface LandingOn {
  readonly enhancement: Enhancement;
  readonly edits: readonly Edit[];
  readonly commit: CommitId;
  readonly atMs: number;
}

/** Newest first. */
async function landingsOn(show: Show, episode: EpisodeId, path: TreePath): Promise<readonly LandingOn[]> {
  const { all } = await show.kept.read(episode);
  const found: LandingOn[] = [];
  for (const [id, { commit, atMs, undone }] of show.history.ids()) {
    const enhancement = all.get(id)?.enhancement;
    if (!enhancement || undone) continue;
    for (const file of enhancement.change.files) {
      if (file.kind === 'edit' && file.path === path) found.push({ enhancement, edits: file.edits, commit, atMs });
    }
  }
  return found.reverse();
}

async function textOf({ repo }: Show, blob: Parameters<Show['repo']['readBlob']>[0] | undefined): Promise<string | null> {
  return blob === undefined ? null : decodeText(await repo.readBlob(blob));
}
