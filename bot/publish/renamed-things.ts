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
import {
  alikeThings,
  inSamePlace,
  sameThings,
  type Thing,
  type ThingPair,
  thingsIn,
} from '../../src/markdown/repair/named-things.ts';
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

/** Both versions of one segment, each under its own name. */
interface Segment {
  readonly from: TreePath;
  readonly to: TreePath;
  readonly old: readonly Thing[];
  readonly now: readonly Thing[];
}

/** The same text in another file counts for more than other text in the same one. Where a thing's text is in another file
 *  now, and one much like it where it was, both may be it: decisions hold for both. */
export async function renamedThings(show: Show, following: Following): Promise<readonly ThingRename[]> {
  const segments = await segmentsOf(show, following);
  const same = segments.map(({ old, now }) => sameThings(old, now));
  const carried = sameThings(...unpaired(segments, same.flat()));
  const stayed = segments.flatMap((one, i) => stayedIn(one, same[i] ?? [], carried));
  const [gone, come] = unpaired(segments, [...stayed, ...carried]);
  const subjectOf = new Map(
    segments.flatMap(({ from, to, old, now }) => [
      ...old.map((one) => [one, from] as const),
      ...now.map((one) => [one, to] as const),
    ]),
  );
  const named = (one: Thing): NamedThing => ({ subject: subjectOf.get(one) as TreePath, name: one.name });
  const isDecided = (one: Thing) => isDecidedOn(show, named(one));
  const between = [
    ...carried.filter(([a]) => isDecided(a)),
    ...alikeThings(gone.filter(isDecided), come, []),
  ];
  const isCarried = new Set(between.map(([a]) => a));
  const renamed = stayed.filter(
    ([a, b]) => isCarried.has(a) || (a.name !== b.name && isTold(show, following, named(a))),
  );
  const met = new Set(between.map(([, b]) => b));
  const pasted = come.filter((one) => !met.has(one)).map(named);
  return [
    ...[...renamed, ...between].map(([a, b]) => ({ from: named(a), to: named(b) })),
    ...(await cutBefore(show, following, pasted)),
  ];
}

/** Things of both sides that are in no pair. */
function unpaired(
  segments: readonly Segment[],
  pairs: readonly ThingPair[],
): readonly [old: readonly Thing[], now: readonly Thing[]] {
  const paired = new Set(pairs.flat());
  const isLeft = (one: Thing) => !paired.has(one);
  return [
    segments.flatMap(({ old }) => old.filter(isLeft)),
    segments.flatMap(({ now }) => now.filter(isLeft)),
  ];
}

/** Things that are in both versions of one segment. */
function stayedIn(
  { old, now }: Segment,
  same: readonly ThingPair[],
  carried: readonly ThingPair[],
): readonly ThingPair[] {
  const come = new Set(carried.map(([, b]) => b));
  const alike = alikeThings(
    old,
    now.filter((one) => !come.has(one)),
    same,
  );
  const pairs = [...same, ...alike];
  return [...pairs, ...inSamePlace(old, now, pairs, new Set(carried.flat()))];
}

/** Each changed segment with its counterpart under its new name. */
async function segmentsOf(show: Show, { episode, files, renames }: Following): Promise<readonly Segment[]> {
  const isSegment = (path: TreePath) => path === `episodes/${episode}/rundown/${nameOf(path)}`;
  const at = new Map(files.map((one) => [one.path, one]));
  const named = new Map(renames.map(({ from, to }) => [from, to]));
  const taken = new Set(named.values());
  const { fps } = show.settings().timecode;
  const thingsOf = async (path: TreePath, version: FileVersions['before'] | undefined) => {
    const text = (await version?.text()) ?? null;
    return text === null || !isSegment(path) ? [] : thingsIn(show.documents.segment(path, text), fps);
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
          old: await thingsOf(path, before),
          now: await thingsOf(to, after),
        };
      }),
  );
}

function isDecidedOn(show: Show, { subject, name }: NamedThing): boolean {
  return show.decisions.memory().isDecidedOn(subject, (field) => isOf(field, name));
}

/** True if a decision or a record names it. */
function isTold(show: Show, { all }: Following, thing: NamedThing): boolean {
  if (isDecidedOn(show, thing)) return true;
  const { names } = show.decisions.memory();
  return [...all.values()].some(({ enhancement: { subject: path, change }, asOf }) =>
    change.files.some(
      (file) =>
        file.kind === 'edit' &&
        file.edits.some(({ field }) => {
          const now = names.field({ subject: path, field }, asOf);
          return now.subject === thing.subject && isOf(now.field, thing.name);
        }),
    ),
  );
}

/** Things that were cut in one save and pasted in a later one. */
async function cutBefore(
  show: Show,
  following: Following,
  pasted: readonly NamedThing[],
): Promise<readonly ThingRename[]> {
  const found: ThingRename[] = [];
  for (const to of pasted) {
    const { subject, name } = to;
    for (const from of show.decisions.memory().subjectsWith((field) => isOf(field, name))) {
      const isElsewhere = from !== subject && from.startsWith(`episodes/${following.episode}/`);
      if (isElsewhere && !(await stillHas(show, following, from, name)))
        found.push({ from: { subject: from, name }, to });
    }
  }
  return found;
}

async function stillHas(show: Show, { main }: Following, path: TreePath, name: string): Promise<boolean> {
  const { tree } = await show.repo.readCommit(main);
  const entry = await show.repo.fileAt(tree, path);
  const text = entry && decodeText(await show.repo.readBlob(entry.id));
  if (text === null) return false;
  const things = thingsIn(show.documents.segment(path, text), show.settings().timecode.fps);
  return things.some((thing) => thing.name === name);
}
