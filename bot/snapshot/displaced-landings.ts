// Finds landings missing from a person's text. Either the text was written without them (an offline laptop, a save just
// after publishing), so they are proposed again, or the person removed them, so they stay out.
import { pathAfter } from '../../src/domain/change.ts';
import { type Traces, tracesIn } from '../../src/domain/descent.ts';
import { type Edit, fits } from '../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { isExportPath } from '../../src/domain/export-file.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { givesNewValue } from '../../src/markdown/field-value.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { authorOf } from '../record/authors.ts';
import { revertDecision } from '../record/decisions.ts';
import { landedChange } from '../record/reviewer-words.ts';
import type { Show } from '../show/show.ts';
import type { ChangedFile } from './changed-file.ts';

export interface Missing {
  /** Landings the text was written without, and the commit it was based on; null if there are none. */
  readonly unseen: { readonly parent: CommitId; readonly ids: readonly EnhancementId[] } | null;
  readonly takenOut: readonly TakenOut[];
}

interface TakenOut {
  readonly kept: EnhancementRecord;
  readonly fields: readonly string[];
}

/** An editor with the old text open saves it within this time after the file changed underneath. */
const OVERWRITE_MS = 60_000;
/** Syncthing keeps the sender's mtime: a file this much older than its arrival came from another machine. */
const TRANSFER_MS = 30_000;

const NOTHING: Missing = { unseen: null, takenOut: [] };

export async function missingLandings(show: Show, episode: EpisodeId, one: ChangedFile): Promise<Missing> {
  const { path, seen, before, arrivedMs } = one;
  // Generated files are not taken back line by line: their step asks before it replaces a person's version.
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
  /** The version on main that this text replaces. */
  readonly main: Version;
  /** True if the text may have been written without a landing of that time. */
  readonly isLate: (landedMs: number) => boolean;
}

/** Finds landings on main whose words are missing from a text that replaces main's. */
export async function missingIn(
  show: Show,
  episode: EpisodeId,
  { path, text, main, isLate }: Lacking,
): Promise<Missing> {
  const unseen: (TakenOut & { parent: CommitId; atMs: number })[] = [];
  const takenOut: TakenOut[] = [];
  // Blob to match next, going back from main. A landing is unseen if its text is main's or the base of the newer unseen
  // one, and none of its edits is in the person's text.
  let next: BlobId | null = main.blob;
  let sawNewer = false;
  for (const { kept, atMs, parent, edits, base, after, isRenamed } of await landingsOn(show, episode, path)) {
    const versions = { path, base: base.text, after: after.text, edits };
    const traces = landedTraces(show, text, versions);
    if (!isRenamed && after.blob === next && traces.gone.length === edits.length) {
      unseen.push({ kept, fields: fieldsOf(edits), parent, atMs });
      next = base.blob;
      continue;
    }
    next = null;
    sawNewer ||= traces.standing.length > 0;
    const stood = new Set(landedTraces(show, main.text, versions).standing);
    const fields = fieldsOf(traces.gone.filter((edit) => stood.has(edit)));
    if (fields.length > 0 && (sawNewer || !isLate(atMs))) takenOut.push({ kept, fields });
  }
  const [newest, oldest] = [unseen[0], unseen.at(-1)];
  if (!newest || !oldest) return { unseen: null, takenOut };
  if (!isLate(newest.atMs)) return { unseen: null, takenOut: [...unseen, ...takenOut] };
  return {
    unseen: { parent: oldest.parent, ids: unseen.map(({ kept }) => kept.enhancement.id) },
    takenOut,
  };
}

interface Landed {
  readonly path: TreePath;
  /** The text that the edits are placed on, and the result of applying them. */
  readonly base: string;
  readonly after: string;
  readonly edits: readonly Edit[];
}

/** Traces of a landing's edits. A value that an editor only spells anew, in quotes or on another line, still stands. */
function landedTraces(show: Show, text: string, { path, base, after, edits }: Landed): Traces {
  const traces = tracesIn(text, base, after, edits);
  if (traces.gone.length === 0 || text === base) return traces;
  const versions = [base, after, text].map((each) => parseDocument(path, each));
  const { fps } = show.settings().timecode;
  const respelled = new Set(traces.gone.filter(({ field }) => givesNewValue(field, versions, fps)));
  return {
    standing: edits.filter((edit) => traces.standing.includes(edit) || respelled.has(edit)),
    gone: traces.gone.filter((edit) => !respelled.has(edit)),
  };
}

function fieldsOf(edits: readonly Edit[]): readonly string[] {
  return [...new Set(edits.map(({ field }) => field))];
}

/** Records changes that a person removed from the text as reverted, so they stay out. */
export async function noteRemovals(show: Show, { takenOut }: Missing): Promise<void> {
  const by = authorOf(show.settings());
  for (const { kept, fields } of takenOut) {
    await show.decisions.add(revertDecision(show, kept, { by, why: 'taken out by hand', fields }));
  }
}

interface LandingOn {
  readonly kept: EnhancementRecord;
  readonly edits: readonly Edit[];
  readonly parent: CommitId;
  readonly atMs: number;
  readonly base: Version;
  readonly after: Version;
  /** True if it landed under an older name of the file. */
  readonly isRenamed: boolean;
}

interface Version {
  readonly blob: BlobId;
  readonly text: string;
}

/** Newest first. */
async function landingsOn(show: Show, episode: EpisodeId, path: TreePath): Promise<readonly LandingOn[]> {
  const { all } = await show.kept.read(episode);
  const { names } = show.decisions.memory();
  const found: LandingOn[] = [];
  for (const [id, { commit, atMs, undone }] of show.history.ids()) {
    const kept = all.get(id);
    if (!kept || undone) continue;
    const change = await landedChange(show.repo, kept);
    const file = change.files.find((one) => names.path(one.path, kept.asOf) === path);
    if (file?.kind !== 'edit') continue;
    const landing = await show.repo.readCommit(commit);
    const parent = landing.parents[0];
    if (parent === undefined) continue;
    const [base, after] = [
      await versionAt(show, parent, file.path),
      await versionAt(show, commit, pathAfter(change, file.path)),
    ];
    if (!base || !after || !fits(base.text, file.edits)) continue;
    found.push({ kept, edits: file.edits, parent, atMs, base, after, isRenamed: file.path !== path });
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
