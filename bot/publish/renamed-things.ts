// Finds which cues and tokens of an episode have another name, or stand in another file, than before: as far as a decision
// or a record names them.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import {
  type CommitId,
  type EnhancementId,
  type EpisodeId,
  nameOf,
  type TreePath,
} from '../../src/domain/ids.ts';
import { type FileRename, isOf, type NamedThing, type ThingRename } from '../../src/domain/names.ts';
import { followThings, type Thing, thingsIn } from '../../src/markdown/repair/named-things.ts';
import { decodeText } from '../../src/tree/blob.ts';
import type { Show } from '../show/show.ts';
import type { FileVersions } from './file-versions.ts';

export interface Following {
  readonly episode: EpisodeId;
  readonly main: CommitId;
  readonly files: readonly FileVersions[];
  readonly renames: readonly FileRename[];
  readonly all: ReadonlyMap<EnhancementId, EnhancementRecord>;
}

/** A thing in the file that it is in. */
interface Placed {
  readonly subject: TreePath;
  readonly thing: Thing;
}

export async function renamedThings(show: Show, following: Following): Promise<readonly ThingRename[]> {
  const { fps } = show.settings().timecode;
  const found: ThingRename[] = [];
  const [gone, come]: [Placed[], Placed[]] = [[], []];
  for (const one of await segmentsOf(show, following)) {
    const [old, now] = [
      one.before ? thingsIn(one.before, fps) : [],
      one.after ? thingsIn(one.after, fps) : [],
    ];
    const pairs = followThings(old, now);
    const [from, to] = [new Set(pairs.map(([a]) => a)), new Set(pairs.map(([, b]) => b))];
    for (const [a, b] of pairs) {
      if (a.name !== b.name) found.push(rename(one.from, a.name, one.to, b.name));
    }
    gone.push(...old.filter((a) => !from.has(a)).map((thing) => ({ subject: one.from, thing })));
    come.push(...now.filter((b) => !to.has(b)).map((thing) => ({ subject: one.to, thing })));
  }
  const told = found.filter(({ from }) => isTold(show, following, from));
  return [...told, ...(await movedBetween(show, following, gone, come))];
}

function rename(subject: TreePath, name: string, to: TreePath, now: string): ThingRename {
  return { from: { subject, name }, to: { subject: to, name: now } };
}

type Document = ReturnType<Show['documents']['segment']>;

interface Versions {
  readonly from: TreePath;
  readonly to: TreePath;
  readonly before: Document | null;
  readonly after: Document | null;
}

/** Each changed segment with its counterpart under its new name. */
async function segmentsOf(show: Show, { episode, files, renames }: Following): Promise<readonly Versions[]> {
  const isSegment = (path: TreePath) => path === `episodes/${episode}/rundown/${nameOf(path)}`;
  const at = new Map(files.map((one) => [one.path, one]));
  const named = new Map(renames.map(({ from, to }) => [from, to]));
  const taken = new Set(named.values());
  const documentOf = async (path: TreePath, version: FileVersions['before'] | undefined) => {
    const text = (await version?.text()) ?? null;
    return text === null || !isSegment(path) ? null : show.documents.segment(path, text);
  };
  return Promise.all(
    files
      .filter(({ path, before }) => before !== null || !taken.has(path))
      .map(async ({ path, before }) => {
        const to = named.get(path) ?? path;
        // Its name may have gone to another file.
        const after = named.has(path) || !taken.has(path) ? at.get(to)?.after : null;
        return {
          from: path,
          to,
          before: await documentOf(path, before),
          after: await documentOf(to, after),
        };
      }),
  );
}

/** True if a decision or a record names it. */
function isTold(show: Show, { all }: Following, { subject, name }: NamedThing): boolean {
  const memory = show.decisions.memory();
  if (memory.isDecidedOn(subject, (field) => isOf(field, name))) return true;
  return [...all.values()].some(({ enhancement: { subject: path, change }, asOf }) =>
    change.files.some(
      (file) =>
        file.kind === 'edit' &&
        file.edits.some(({ field }) => {
          const now = memory.names.field({ subject: path, field }, asOf);
          return now.subject === subject && isOf(now.field, name);
        }),
    ),
  );
}

// ---- from file to file ----

async function movedBetween(
  show: Show,
  following: Following,
  gone: readonly Placed[],
  come: readonly Placed[],
): Promise<readonly ThingRename[]> {
  const place = new Map([...gone, ...come].map(({ subject, thing }) => [thing, subject]));
  const at = (thing: Thing) => place.get(thing) as TreePath;
  const decided = gone.filter(({ subject, thing: { name } }) =>
    show.decisions.memory().isDecidedOn(subject, (field) => isOf(field, name)),
  );
  const pairs = followThings(
    decided.map(({ thing }) => thing),
    come.map(({ thing }) => thing),
  );
  const moved = pairs.map(([a, b]) => rename(at(a), a.name, at(b), b.name));
  const met = new Set(pairs.map(([, b]) => b));
  // Cut in one save, pasted in a later one.
  for (const { subject, thing } of come) {
    const { name } = thing;
    if (met.has(thing)) continue;
    for (const from of show.decisions.memory().subjectsWith((field) => isOf(field, name))) {
      const isElsewhere = from !== subject && from.startsWith(`episodes/${following.episode}/`);
      if (isElsewhere && !(await stillHas(show, following, from, name)))
        moved.push(rename(from, name, subject, name));
    }
  }
  return moved;
}

async function stillHas(show: Show, { main }: Following, path: TreePath, name: string): Promise<boolean> {
  const { tree } = await show.repo.readCommit(main);
  const entry = await show.repo.fileAt(tree, path);
  const text = entry && decodeText(await show.repo.readBlob(entry.id));
  if (text === null) return false;
  const things = thingsIn(show.documents.segment(path, text), show.settings().timecode.fps);
  return things.some((thing) => thing.name === name);
}
