// A person's text that lacks what has landed: did it never see the landing (a late laptop, an overwrite just after
// ours), or did the person take it out? The first is proposed again; the second stays out.
import { pathAfter } from '../../src/domain/change.ts';
import { tracesIn } from '../../src/domain/descent.ts';
import { type Edit, fits } from '../../src/domain/edit.ts';
import type { Enhancement } from '../../src/domain/enhancement.ts';
import { isExportPath } from '../../src/domain/export-file.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { authorOf } from '../record/authors.ts';
import { revertDecision } from '../record/decisions.ts';
import { landedChange } from '../record/reviewer-words.ts';
import type { Show } from '../show/show.ts';
import type { ChangedFile } from './changed-file.ts';

export interface Missing {
  /** Landings that the text never saw, null where it saw all that it lacks: the commit that it was made from, and they. */
  readonly unseen: { readonly parent: CommitId; readonly ids: readonly EnhancementId[] } | null;
  readonly takenOut: readonly TakenOut[];
}

interface TakenOut {
  readonly enhancement: Enhancement;
  readonly fields: readonly string[];
}

/** An open editor that holds the old text saves it within so long after the file changed beneath it. */
const OVERWRITE_MS = 60_000;
/** Syncthing keeps the sender's mtime: a file that is this much older than its arrival came from elsewhere. */
const TRANSFER_MS = 30_000;

const NOTHING: Missing = { unseen: null, takenOut: [] };

export async function missingLandings(show: Show, episode: EpisodeId, one: ChangedFile): Promise<Missing> {
  const { path, seen, before, arrivedMs } = one;
  // What is made of the whole show is not taken back line by line: the step asks before it replaces a person's.
  if (isExportPath(path)) return NOTHING;
  if (seen.kind !== 'content' || before === null || seen.mode === '120000') return NOTHING;
  const [text, main] = [decodeText(seen.bytes), await textOf(show, before.id)];
  if (text === null || main === null) return NOTHING;
  const writtenMs = Number(seen.stat.mtimeNs / 1_000_000n);
  const isLate = (landedMs: number) =>
    writtenMs <= landedMs + OVERWRITE_MS || arrivedMs - writtenMs > TRANSFER_MS;

  return missingIn(show, episode, { path, text, main: { blob: before.id, text: main }, isLate });
}

interface Lacking {
  readonly path: TreePath;
  readonly text: string;
  /** What stood there before it. */
  readonly main: Version;
  /** Could whoever wrote it not have seen what landed then? */
  readonly isLate: (landedMs: number) => boolean;
}

/** Landings on main whose words this text, which takes the place of main's, does not have. */
export async function missingIn(
  show: Show,
  episode: EpisodeId,
  { path, text, main, isLate }: Lacking,
): Promise<Missing> {
  const unseen: (TakenOut & { parent: CommitId; atMs: number })[] = [];
  const takenOut: TakenOut[] = [];
  // Back from main, for as long as each landing's text is what the newer one was made from, and none was seen.
  let next: BlobId | null = main.blob;
  let sawNewer = false;
  for (const { enhancement, atMs, parent, edits, base, after, isRenamed } of await landingsOn(
    show,
    episode,
    path,
  )) {
    const traces = tracesIn(text, base.text, after.text, edits);
    if (!isRenamed && after.blob === next && traces.gone.length === edits.length) {
      unseen.push({ enhancement, fields: fieldsOf(edits), parent, atMs });
      next = base.blob;
      continue;
    }
    next = null;
    sawNewer ||= traces.standing.length > 0;
    const stood = new Set(tracesIn(main.text, base.text, after.text, edits).standing);
    const fields = fieldsOf(traces.gone.filter((edit) => stood.has(edit)));
    if (fields.length > 0 && (sawNewer || !isLate(atMs))) takenOut.push({ enhancement, fields });
  }
  const [newest, oldest] = [unseen[0], unseen.at(-1)];
  if (!newest || !oldest) return { unseen: null, takenOut };
  if (!isLate(newest.atMs)) return { unseen: null, takenOut: [...unseen, ...takenOut] };
  return {
    unseen: { parent: oldest.parent, ids: unseen.map(({ enhancement }) => enhancement.id) },
    takenOut,
  };
}

function fieldsOf(edits: readonly Edit[]): readonly string[] {
  return [...new Set(edits.map(({ field }) => field))];
}

/** What a person took out of the text stays out, as if they had pressed revert. */
export async function noteRemovals(show: Show, { takenOut }: Missing): Promise<void> {
  const by = authorOf(show.settings());
  for (const { enhancement, fields } of takenOut) {
    await show.decisions.add(revertDecision(show, enhancement, { by, why: 'taken out by hand', fields }));
  }
}

interface LandingOn {
  readonly enhancement: Enhancement;
  readonly edits: readonly Edit[];
  readonly parent: CommitId;
  readonly atMs: number;
  readonly base: Version;
  readonly after: Version;
  /** It landed under the file's old name. */
  readonly isRenamed: boolean;
}

interface Version {
  readonly blob: BlobId;
  readonly text: string;
}

/** Newest first. */
async function landingsOn(show: Show, episode: EpisodeId, path: TreePath): Promise<readonly LandingOn[]> {
  const { all } = await show.kept.read(episode);
  const { renames } = show.decisions.memory();
  const found: LandingOn[] = [];
  for (const [id, { commit, atMs, undone }] of show.history.ids()) {
    const kept = all.get(id);
    if (!kept || undone) continue;
    const { enhancement } = kept;
    const change = await landedChange(show.repo, kept);
    const file = change.files.find((one) => (renames.get(one.path) ?? one.path) === path);
    if (file?.kind !== 'edit') continue;
    const landing = await show.repo.readCommit(commit);
    const parent = landing.parents[0];
    if (parent === undefined) continue;
    const [base, after] = [
      await versionAt(show, parent, file.path),
      await versionAt(show, commit, pathAfter(change, file.path)),
    ];
    if (!base || !after || !fits(base.text, file.edits)) continue;
    found.push({ enhancement, edits: file.edits, parent, atMs, base, after, isRenamed: file.path !== path });
  }
  return found.reverse();
}

async function versionAt(show: Show, commit: CommitId, path: TreePath): Promise<Version | null> {
  const entry = await show.repo.fileAt((await show.repo.readCommit(commit)).tree, path);
  const text = entry && (await textOf(show, entry.id));
  return entry === null || text === null ? null : { blob: entry.id, text };
}

async function textOf({ repo }: Show, blob: BlobId): Promise<string | null> {
  return decodeText(await repo.readBlob(blob));
}
