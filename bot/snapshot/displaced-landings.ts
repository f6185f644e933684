// Finds landings missing from a person's text. Either the text was written without them (an offline laptop, an editor
// with the old text), so they are proposed again, or the person removed them, so they stay out. In doubt they are
// proposed again for review, and nothing is recorded in the person's name.
import { MERGE_STEP } from '../../src/domain/conflict-copy.ts';
import type { Who } from '../../src/domain/decision.ts';
import { type Traces, traceOfChange, tracesIn } from '../../src/domain/descent.ts';
import type { Edit } from '../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { isExportPath } from '../../src/domain/export-file.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { dominates, type VersionVector } from '../../src/domain/version-vector.ts';
import { log } from '../../src/git/native.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { givesNewValue } from '../../src/markdown/field-value.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { revertDecision } from '../record/decisions.ts';
import { isPublishing } from '../record/landings.ts';
import type { Show } from '../show/show.ts';
import type { ChangedFile } from './changed-file.ts';
import { type LandingOn, landingsOn, textOf, type Version, versionAt } from './landings-on.ts';
import type { VersionOrigin } from './who-edited.ts';

export interface Missing {
  /** Null if no landing is missing that the text may have been written without. */
  readonly unseen: Unseen | null;
  readonly takenOut: readonly TakenOut[];
}

export interface Unseen {
  /** The commit that the text was based on; null: it can't be told, main will do. */
  readonly parent: CommitId | null;
  readonly ids: readonly EnhancementId[];
  /** Those of them that the person may have taken out after all: a reviewer decides before they land again. */
  readonly inDoubt: readonly EnhancementId[];
}

interface TakenOut {
  readonly kept: EnhancementRecord;
  readonly fields: readonly string[];
}

/** An editor with the old text open saves it within this time after the file changed underneath. */
const OVERWRITE_MS = 60_000;
/** Syncthing keeps the sender's mtime: a file this much older than its arrival came from another machine. */
const TRANSFER_MS = 30_000;
/** Nothing is written after it arrived: a file this much newer comes from a machine whose clock is ahead. */
const AHEAD_MS = 5_000;

const NOTHING: Missing = { unseen: null, takenOut: [] };

export async function missingLandings(
  show: Show,
  episode: EpisodeId,
  one: ChangedFile,
  { version, mayBeProgram }: VersionOrigin,
): Promise<Missing> {
  const { path, seen, before, arrivedMs } = one;
  // Generated files are not taken back line by line: their step asks before it replaces a person's version.
  if (isExportPath(path)) return NOTHING;
  if (seen.kind !== 'content' || before === null || seen.mode === '120000') return NOTHING;
  const [text, main] = [decodeText(seen.bytes), await textOf(show, before.id)];
  if (text === null || main === null) return NOTHING;
  const writtenMs = Number(seen.stat.mtimeNs / 1_000_000n);
  const known = version === null ? new Map<BlobId, VersionVector>() : await show.versions.of(path);
  const writtenAfter = ({ atMs: landedMs, after }: SeenLanding): Sureness => {
    const landed = known.get(after.blob);
    // Made on a machine that had not got the landing.
    if (landed && version && !dominates(version, landed)) return 'no';
    if (writtenMs <= landedMs + OVERWRITE_MS) return 'no';
    const lateMs = arrivedMs - writtenMs;
    // Nobody decides what a program formats.
    return lateMs > TRANSFER_MS || lateMs < -AHEAD_MS || mayBeProgram ? 'unclear' : 'likely';
  };
  return missingIn(show, episode, { path, text, main: { blob: before.id, text: main }, writtenAfter });
}

/** `likely` is no proof: an editor may hold the old text for hours. */
type Sureness = 'no' | 'unclear' | 'likely' | 'certain';

type SeenLanding = Pick<LandingOn, 'atMs' | 'after'>;

interface Lacking {
  readonly path: TreePath;
  readonly text: string;
  /** The version on main that this text replaces. */
  readonly main: Version;
  /** Whether the person had seen this landing. */
  readonly writtenAfter: (landing: SeenLanding) => Sureness;
}

/**
 * Finds landings on main whose words are missing from a text that replaces main's.
 *
 * A landing was taken out if the person has certainly seen it: some newer change, or another part of it, is in the text;
 * or the text is exactly what stood there before it. Where all of it is gone and other words were typed, the text may as
 * well come from an editor that was open since before. A merge of a conflict copy proves nothing by what of it is there:
 * whoever typed the copy's words has them without the merge.
 */
export async function missingIn(show: Show, episode: EpisodeId, lacking: Lacking): Promise<Missing> {
  const { path, text, main, writtenAfter } = lacking;
  const unseen: UnseenLanding[] = [];
  const others: Elsewhere[] = [];
  const takenOut: TakenOut[] = [];
  // The version to reach next, going back from main over all that is not in the text.
  let next: Version | null = main;
  let sawNewer = false;
  for (const landing of await landingsOn(show, episode, path)) {
    const { kept, edits, base, after, isRenamed } = landing;
    const versions = { path, base: base.text, after: after.text, edits };
    const traces = landedTraces(show, text, versions);
    const isGone = traces.gone.length === edits.length;
    if (next !== null && isGone && !isRenamed) {
      const between = traceOfChange(text, after.text, next.text);
      if (between === 'gone') {
        unseen.push(landing);
        next = base;
        continue;
      }
      // Two people may mend the same word; an older text proves more than that.
      sawNewer ||= between === 'standing' && writtenAfter(landing) !== 'no';
    }
    next = null;
    const isMerge = kept.enhancement.step === MERGE_STEP;
    sawNewer ||= traces.standing.length > 0 && !isMerge;
    const stood = new Set(landedTraces(show, main.text, versions).standing);
    const fields = fieldsOf(traces.gone.filter((edit) => stood.has(edit)));
    if (fields.length === 0) continue;
    const seen = writtenAfter(landing);
    if (sawNewer || seen === 'certain' || (seen === 'likely' && !isGone && !isMerge))
      takenOut.push({ kept, fields });
    else if (isGone || isMerge) others.push({ id: kept.enhancement.id, isDoubtful: seen !== 'no' });
  }
  return summedUp(show, lacking, { unseen, others, takenOut });
}

interface Found {
  readonly unseen: readonly UnseenLanding[];
  /** Missing too, under words of people that are neither in the text nor clearly not. */
  readonly others: readonly Elsewhere[];
  readonly takenOut: readonly TakenOut[];
}

interface Elsewhere {
  readonly id: EnhancementId;
  readonly isDoubtful: boolean;
}

type UnseenLanding = Pick<LandingOn, 'kept' | 'edits' | 'parent' | 'atMs' | 'base' | 'after'>;

async function summedUp(
  show: Show,
  { path, text, writtenAfter }: Lacking,
  { unseen, others, takenOut }: Found,
): Promise<Missing> {
  const otherIds = others.map(({ id }) => id);
  const doubtful = others.filter(({ isDoubtful }) => isDoubtful).map(({ id }) => id);
  const [newest, oldest] = [unseen[0], unseen.at(-1)];
  if (!newest || !oldest) {
    const missing = { parent: null, ids: otherIds, inDoubt: doubtful };
    return { unseen: otherIds.length === 0 ? null : missing, takenOut };
  }
  const seen = writtenAfter(newest);
  if (seen === 'certain' || (seen === 'likely' && text === oldest.base.text)) {
    const removed = unseen.map(({ kept, edits }) => ({ kept, fields: fieldsOf(edits) }));
    return { unseen: null, takenOut: [...removed, ...takenOut] };
  }
  const missing = unseen.map(({ kept }) => kept.enhancement.id);
  return {
    unseen: {
      parent: await parentBefore(show, path, text, oldest.parent),
      ids: [...missing, ...otherIds],
      inDoubt: seen === 'no' ? doubtful : [...missing, ...doubtful],
    },
    takenOut,
  };
}

/** More edits than this by people between two landings are rare, and looking for them takes time. */
const MOST_EDITS = 16;

/** Goes back over what people wrote before this commit, as far as none of that is in the text either: it would look as
 *  if one person had undone the other. */
async function parentBefore(show: Show, path: TreePath, text: string, from: CommitId): Promise<CommitId> {
  let found = from;
  const commits = await log(show.repo, { from, paths: [path], limit: MOST_EDITS, firstParent: true });
  for (const { id, parents, trailers } of commits) {
    const [before] = parents;
    if (before === undefined || isPublishing(trailers)) break;
    const [was, is] = [await versionAt(show, before, path), await versionAt(show, id, path)];
    if (!was || !is || traceOfChange(text, was.text, is.text) !== 'gone') break;
    found = before;
  }
  return found;
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
export async function noteRemovals(show: Show, { takenOut }: Missing, by: Who): Promise<void> {
  for (const { kept, fields } of takenOut) {
    await show.decisions.add(revertDecision(show, kept, { by, why: 'taken out by hand', fields }));
  }
}
