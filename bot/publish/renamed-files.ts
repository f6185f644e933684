// Finds which notes of an episode a person renamed between two versions of it: by equal content, by the `id` in the front
// matter, else by most of the lines. Names may be swapped, and a new file may have a name that another one gave up.
import type { TreePath } from '../../src/domain/ids.ts';
import { shareInCommon } from '../../src/domain/in-common.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import type { FileRename } from '../../src/domain/names.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import type { FileVersion, FileVersions } from './file-versions.ts';

interface Note {
  readonly path: TreePath;
  readonly blob: string;
  readonly id: string | null;
  readonly lines: readonly string[];
}

/** Share of common lines from which on two notes may be the same. */
const ALIKE = 0.5;
/** From here on a note under its old name is itself, although a copy of its old text has come beside it. */
const ITSELF = 0.8;
/** Decides between two names for a note that is like both. */
const OLD_NAME = 0.1;
/** More are not compared line by line: whole folders that come and go are no renames. */
const MOST_COMPARED = 60;

/** `files`: the notes that differ. */
export async function renamedFiles(files: readonly FileVersions[]): Promise<readonly FileRename[]> {
  if (files.length < 2 || files.every(({ before }) => before === null)) return [];
  const blobs = new Set(files.flatMap(({ before }) => before?.blob ?? []));
  const [old, now]: [Note[], Note[]] = [[], []];
  for (const { path, before, after } of files) {
    const [was, is] = [await noteOf(path, before), await noteOf(path, after)];
    if (was && is && !blobs.has(is.blob) && shareOf(was, is) >= ITSELF) continue;
    if (was) old.push(was);
    if (is) now.push(is);
  }
  const sure: Pair[] = [...onlyOnes(old, now, ({ blob }) => blob)];
  const met = new Set(sure.flat());
  const left = (notes: readonly Note[]) => notes.filter((one) => !met.has(one));
  for (const pair of onlyOnes(left(old), left(now), ({ id }) => id)) sure.push(pair);
  for (const pair of sure) for (const note of pair) met.add(note);
  const guessed = closest(left(old).slice(0, MOST_COMPARED), left(now).slice(0, MOST_COMPARED));
  return [...sure, ...guessed].flatMap(([was, is]) =>
    was.path === is.path ? [] : [{ from: was.path, to: is.path }],
  );
}

/** Pairs of the only old note and the only new one with the same key, however many notes there are. */
function onlyOnes(
  old: readonly Note[],
  now: readonly Note[],
  keyOf: (note: Note) => string | null,
): readonly Pair[] {
  const [were, are] = [grouped(old, keyOf), grouped(now, keyOf)];
  return [...were].flatMap(([key, [was, ...others]]): readonly Pair[] => {
    const [is, ...more] = (key !== null && are.get(key)) || [];
    return was && is && others.length + more.length === 0 ? [[was, is]] : [];
  });
}

async function noteOf(path: TreePath, version: FileVersion | null): Promise<Note | null> {
  const text = (await version?.text()) ?? null;
  if (version === null || text === null) return null;
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return {
    path,
    blob: version.blob,
    id: parseSegment(path, text).id,
    lines: lines.filter((line) => line !== ''),
  };
}

type Pair = readonly [was: Note, is: Note];

/** Each old note with the new one that is most like it. Two that could be meant alike: no guess. */
function closest(old: readonly Note[], now: readonly Note[]): readonly Pair[] {
  const all = old.flatMap((was) => now.map((is) => ({ was, is, score: likeness(was, is) })));
  const taken = new Set<Note>();
  const pairs: Pair[] = [];
  for (const { was, is, score } of all
    .filter((one) => one.score >= ALIKE)
    .sort((a, b) => b.score - a.score)) {
    if (taken.has(was) || taken.has(is)) continue;
    const isTied = all.some(
      (other) =>
        (other.was === was) !== (other.is === is) &&
        other.score === score &&
        !taken.has(other.was) &&
        !taken.has(other.is),
    );
    if (isTied) continue;
    taken.add(was).add(is);
    pairs.push([was, is]);
  }
  return pairs;
}

function likeness(was: Note, is: Note): number {
  const name = was.path === is.path ? OLD_NAME : 0;
  if (was.blob === is.blob) return 3 + name;
  if (was.id !== null && is.id !== null) return was.id === is.id ? 2 + name : 0;
  const share = shareOf(was, is);
  return share >= ALIKE ? share + name : 0;
}

/** Lines in common, 0..1; none for a note that has another `id` than it had. */
function shareOf(was: Note, is: Note): number {
  return was.path === is.path && was.id !== is.id ? 0 : shareInCommon(was.lines, is.lines);
}
