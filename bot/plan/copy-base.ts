// Finds the version of a file that a conflict copy and the text that stands were both made from. In doubt it takes an older
// one: then nothing that either side wrote counts as deleted, and at most a person is asked where none had to be.
import { splitLines } from '../../src/domain/align.ts';
import { MERGE_STEP } from '../../src/domain/conflict-copy.ts';
import { isMadeFrom } from '../../src/domain/descent.ts';
import { type BlobId, type CommitId, episodeOf, type TreePath } from '../../src/domain/ids.ts';
import { isWorded } from '../../src/domain/merge/words.ts';
import { dominates, type VersionVector } from '../../src/domain/version-vector.ts';
import { mergeTexts } from '../../src/markdown/merge-texts.ts';
import { decodeText } from '../../src/tree/blob.ts';
import type { Show } from '../show/show.ts';

/** The text to merge, and its base; null if the copy has nothing that was not seen by who wrote what stands. */
export interface CopySides {
  readonly theirs: string;
  /** Null: not known. */
  readonly base: string | null;
}

interface Version {
  readonly blob: BlobId;
  readonly text: string;
  /** As Syncthing has it; null if it is not known. */
  readonly version: VersionVector | null;
  readonly commit: CommitId;
  /** When it came to main. */
  readonly atMs: number;
  /** A landing, revert or restore: the words are the bot's, or known from before. */
  readonly isBots: boolean;
  /** It merged copies, so that it may have their very words. */
  readonly isMerge: boolean;
  /** The first of all; it may have been made from something older. */
  readonly isFirst: boolean;
}

/** Of one file, newest first. */
interface Past {
  readonly path: TreePath;
  readonly versions: readonly Version[];
}

interface Copy {
  readonly blob: string;
  readonly text: string;
  readonly seenMs: number;
  readonly writtenMs: number;
}

type Reading = Pick<Show, 'repo' | 'history' | 'decisions' | 'versions'>;

export async function copySides(show: Reading, path: TreePath, copy: Copy): Promise<CopySides | null> {
  const past = { path, versions: await versionsOf(show, path) };
  const { versions } = past;
  const known = versions.findIndex(({ blob, isMerge }) => blob === copy.blob && !isMerge);
  // The bot's words are proposed again by themselves; below them are a person's.
  const words = known < 0 ? null : personsFrom(versions, known);
  if (words !== null && words.text === null) return null;
  const text = words?.text ?? copy.text;
  const made = words?.at ?? madeFrom(past, copy);
  const base = made === null ? null : seenByAll(past, made, copy.seenMs);
  const ground = base === null ? null : (versions[base]?.text ?? null);
  return ground === text ? null : { theirs: text, base: ground };
}

/** More versions than this between two that conflict are rare. */
const MOST_VERSIONS = 64;
const MOST_COMMITS = 1_000;

/** Newest first. */
async function versionsOf(show: Reading, path: TreePath): Promise<readonly Version[]> {
  const episode = episodeOf(path);
  const { commits } = show.history.timeline;
  const paths = [path, ...show.decisions.memory().names.olderPaths(path)];
  const vectors = await show.versions.of(path);
  const found: Version[] = [];
  let looked = 0;
  for (let i = commits.length - 1; i >= 0 && found.length < MOST_VERSIONS && looked < MOST_COMMITS; i--) {
    const past = commits[i];
    // The first commit takes over the whole show.
    const isElsewhere = i > 0 && episode !== null && past?.episodes?.includes(episode) === false;
    if (past === undefined || isElsewhere) continue;
    looked += 1;
    const blob = await blobAt(show, past.commit, paths);
    const last = found.at(-1);
    const text = blob === null ? null : decodeText(await show.repo.readBlob(blob));
    // Deleted since: the versions before that are what a copy was made from.
    if (blob === null && found.length === 0) continue;
    if (blob === null || text === null) break;
    const isBots = past.kind === 'landing' || past.kind === 'revert' || past.restoredFrom !== null;
    const version = {
      blob,
      text,
      version: vectors.get(blob) ?? null,
      commit: past.commit,
      atMs: past.atMs,
      isBots,
      isMerge: past.step === MERGE_STEP,
      isFirst: i === 0,
    };
    if (last?.blob === blob) found[found.length - 1] = version;
    else found.push(version);
  }
  return found;
}

async function blobAt(
  { repo }: Reading,
  commit: CommitId,
  paths: readonly TreePath[],
): Promise<BlobId | null> {
  const { tree } = await repo.readCommit(commit);
  for (const path of paths) {
    const entry = await repo.fileAt(tree, path);
    if (entry !== null) return entry.mode === '120000' ? null : entry.id;
  }
  return null;
}

/** The newest version that a person wrote, from this place back; a null text if the bot wrote all down to one that is on
 *  main above: nothing in it was not seen. */
function personsFrom(
  versions: readonly Version[],
  at: number,
): { readonly at: number; readonly text: string | null } {
  for (let i = at; i < versions.length; i++) {
    const version = versions[i];
    if (version && !version.isBots) return { at: i, text: version.text };
  }
  return { at, text: null };
}

/** The newest version that these words were certainly written on: all that was changed from the oldest one up to it stands
 *  in them. A change that two people made alike proves nothing by itself, as the ones before it are looked at first. Null
 *  if not even the oldest is certain. `newest`: the newest that may be. */
function writtenOn({ path, versions }: Past, text: string, newest: number): number | null {
  const oldest = versions.length - 1;
  const ground = versions[oldest];
  if (ground === undefined || newest > oldest || !isMostlyIn(ground.text, text)) return null;
  let at = oldest;
  while (at > newest) {
    const [before, after] = [versions[at], versions[at - 1]];
    if (!before || !after || after.isMerge || !stands(path, before.text, after.text, text)) break;
    at -= 1;
  }
  return at;
}

/** All that was changed from one version to the other is in the text: merged into it, it gives nothing. Lines that were
 *  changed again are looked at by sentence. */
function stands(path: TreePath, before: string, after: string, text: string): boolean {
  if (isMadeFrom(text, before, after)) return true;
  const { edits, choices } = mergeTexts({ path, base: before, ours: text, theirs: after });
  return edits.length === 0 && choices.length === 0;
}

function madeFrom(past: Past, { text, seenMs, writtenMs }: Copy): number | null {
  const { versions } = past;
  // A version that came after the copy was not seen by its author.
  const newest = versions.findIndex(({ atMs }) => atMs <= seenMs);
  const at = newest < 0 ? null : writtenOn(past, text, newest);
  const found = at === null ? undefined : versions[at];
  // The show was taken over as it stood; the copy may come from before.
  if (found?.isFirst && writtenMs < found.atMs + GIT_TIME_MS) return null;
  return at;
}

/** Git counts whole seconds. */
const GIT_TIME_MS = 1000;

function isMostlyIn(text: string, other: string): boolean {
  const lines = new Set(splitLines(other).text);
  const own = splitLines(text).text.filter(isWorded);
  return own.filter((line) => lines.has(line)).length * 2 >= own.length;
}

/** The version that kept the name arrives at about the time of the copy, on one way or another. */
const TOGETHER_MS = 5 * 60_000;

/** Goes further back while somebody who wrote at that time had not seen this version: their text stands now, and would
 *  seem to have taken out what they never saw. */
function seenByAll(past: Past, from: number, seenMs: number): number | null {
  const { versions } = past;
  let base = from;
  for (let i = from - 1; i >= 0; i--) {
    const version = versions[i];
    if (!version || version.isBots || version.atMs > seenMs + TOGETHER_MS) continue;
    const at = writtenOn(past, version.text, i + 1);
    if (at === null) return null;
    base = Math.max(base, at);
    while (base < versions.length - 1 && isUnaware(version, versions[base])) base += 1;
  }
  return base;
}

/** Syncthing says that whoever made the one had not got the other. */
function isUnaware({ version }: Version, ground: Version | undefined): boolean {
  return ground?.version != null && version !== null && !dominates(version, ground.version);
}
