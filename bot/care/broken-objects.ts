// Finds all objects of the history that are missing or damaged, each with the first place that needs it. Git's own check
// names no places, and stops at the first damaged commit.
import type { BlobId, CommitId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import type { CommitObject, Repo } from '../../src/git/repo.ts';
import { DECISIONS, MAIN, ORIGINALS, PUBLISHED } from '../record/refs.ts';

export interface BrokenObject {
  readonly id: string;
  readonly kind: 'commit' | 'tree' | 'blob';
  readonly how: 'missing' | 'damaged';
  readonly place: ObjectPlace;
}

export interface ObjectPlace {
  readonly ref: string;
  /** True if the ref's own commit needs it, not an older one. */
  readonly isTip: boolean;
  /** The commit that needs it, or its child if it is a commit itself; null if the ref names it. */
  readonly commit: CommitObject | null;
  /** Empty for a commit and for the top folder of one. */
  readonly path: TreePath;
}

/** Main first, so that an object used in several places is reported with the one that matters most to people. */
const ORDER = [MAIN, PUBLISHED, DECISIONS, ORIGINALS];

const TOP = treePath('');

export async function brokenObjects(repo: Repo): Promise<readonly BrokenObject[]> {
  const refs = await repo.refs('refs/');
  const names = [...ORDER.filter((name) => refs.has(name)), ...refs.keys()];
  const seen = new Set<string>();
  const broken: BrokenObject[] = [];
  for (const ref of new Set(names)) {
    const tip = refs.get(ref);
    if (tip !== undefined) await walkCommits(repo, ref, tip, { seen, broken });
  }
  return broken;
}

interface Walk {
  readonly seen: Set<string>;
  readonly broken: BrokenObject[];
}

async function walkCommits(repo: Repo, ref: string, tip: CommitId, walk: Walk): Promise<void> {
  const ahead: { id: CommitId; child: CommitObject | null }[] = [{ id: tip, child: null }];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { id, child } = next;
    if (walk.seen.has(id)) continue;
    walk.seen.add(id);
    const place: ObjectPlace = { ref, isTip: child === null, commit: child, path: TOP };
    const commit = await found(walk, { id, kind: 'commit', place }, () => repo.readCommit(id));
    if (commit === null) continue;
    await walkTree(repo, commit.tree, { ...place, commit }, walk);
    // Taken from the end: first parents first.
    for (const parent of [...commit.parents].reverse()) ahead.push({ id: parent, child: commit });
  }
}

async function walkTree(repo: Repo, id: TreeId, place: ObjectPlace, walk: Walk): Promise<void> {
  if (walk.seen.has(id)) return;
  walk.seen.add(id);
  const entries = await found(walk, { id, kind: 'tree', place }, () => repo.readTree(id));
  for (const entry of entries ?? []) {
    const path = place.path === TOP ? treePath(entry.name) : treePath(`${place.path}/${entry.name}`);
    if (entry.kind === 'folder') await walkTree(repo, entry.id, { ...place, path }, walk);
    if (entry.kind === 'file') await lookAt(repo, entry.id, { ...place, path }, walk);
  }
}

async function lookAt(repo: Repo, id: BlobId, place: ObjectPlace, walk: Walk): Promise<void> {
  if (walk.seen.has(id)) return;
  walk.seen.add(id);
  await found(walk, { id, kind: 'blob', place }, () => repo.readBlob(id));
}

/** Null for a broken object, which is noted. */
async function found<T>(
  { broken }: Walk,
  object: Omit<BrokenObject, 'how'>,
  read: () => Promise<T>,
): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    const how = howBroken(error);
    if (how === null) throw error;
    broken.push({ ...object, how });
    return null;
  }
}

function howBroken(error: unknown): BrokenObject['how'] | null {
  if (error instanceof Fault && error.code === 'GIT_OBJECT_MISSING') return 'missing';
  const isDamaged = error instanceof Fault && error.code === 'GIT_OBJECT_DAMAGED';
  // A disk that can't read the object's file, or a tree that is cut short.
  return isDamaged || systemCode(error) !== null || error instanceof RangeError ? 'damaged' : null;
}
