// Which enhancements have landed, been reverted or been displaced. Main's first-parent history is the only source.
import { type CommitId, type EnhancementId, treePath } from '../../src/domain/ids.ts';
import type { FileRename } from '../../src/domain/names.ts';
import { parseTrailers, unquotePath } from '../../src/domain/trailers.ts';
import type { MainCommit } from '../../src/git/native.ts';
import { mainCommits } from '../../src/git/native.ts';
import type { CommitObject, Repo } from '../../src/git/repo.ts';
import { MAIN } from './refs.ts';
import { RESTORED } from './restored.ts';
import { growingTimeline, type Timeline } from './timeline.ts';

export interface Landed {
  readonly commit: CommitId;
  readonly atMs: number;
  readonly by: string;
  /** Commit that reverted it, or that kept a person's text instead of it. */
  readonly undone: { readonly kind: 'reverted' | 'displaced'; readonly commit: CommitId } | null;
  /** How often it was replaced by a person's text written without it. */
  readonly displacedTimes: number;
  readonly displacedMs: number;
  /** True if the person who wrote that text may have taken it out. */
  readonly inDoubt: boolean;
}

export interface LandingHistory {
  landed(id: EnhancementId): Landed | null;
  ids(): ReadonlyMap<EnhancementId, Landed>;
  /** Main's first-parent commits as short entries. */
  readonly timeline: Timeline;
  /** Reads the commits added to main since the last call. */
  advance(): Promise<void>;
}

export async function openLandingHistory(repo: Repo): Promise<LandingHistory> {
  const all = new Map<EnhancementId, Landed>();
  const timeline = growingTimeline();
  let read: CommitId | null = null;

  const take = (commit: MainCommit) => {
    timeline.add(commit);
    note(all, commit);
  };
  const advance = async () => {
    const main = await repo.ref(MAIN);
    if (main === null || main === read) return;
    const since = await gained(repo, read, main);
    // Main moved back because the disk refused a landing, so commits already read no longer count: start over.
    const isBack = read !== null && since[0]?.parents[0] !== read;
    const fresh = isBack ? await mainCommits(repo, null, main) : since;
    if (isBack) {
      all.clear();
      timeline.clear();
    }
    for (const commit of fresh) take(commit);
    read = main;
  };
  // Calls can overlap; run them one after the other, or commits would be counted twice.
  let running: Promise<void> = Promise.resolve();
  const history: LandingHistory = {
    landed: (id) => all.get(id) ?? null,
    ids: () => all,
    timeline,
    advance() {
      running = running.then(advance, advance);
      return running;
    },
  };
  await history.advance();
  return history;
}

/** Up to this many commits are read one by one; starting Git takes longer. */
const FEW = 16;

/** Same result as `mainCommits`, but faster for a few commits. */
export async function gained(
  repo: Pick<Repo, 'readCommit' | 'native' | 'inMemory'>,
  from: CommitId | null,
  to: CommitId,
): Promise<readonly MainCommit[]> {
  const found: MainCommit[] = [];
  const most = repo.inMemory ? Number.POSITIVE_INFINITY : FEW;
  for (let at: CommitId | null = to; found.length < most; ) {
    if (at === from) return found.reverse();
    if (at === null) break;
    const commit = await repo.readCommit(at);
    found.push(asLanding(commit));
    at = commit.parents[0] ?? null;
  }
  return mainCommits(repo, from, to);
}

function asLanding({ id, parents, message, author, committer }: CommitObject): MainCommit {
  const [head = ''] = message.trimStart().split(/\n[^\S\n]*\n/, 1);
  const subject = head.trim().replaceAll('\n', ' ');
  return { id, parents, subject, message, trailers: parseTrailers(message), author, atMs: committer.atMs };
}

/** Files renamed by a landing or by the revert of one. */
export function movesIn({ trailers }: MainCommit): readonly FileRename[] {
  return (trailers.get('Moved') ?? []).flatMap((text) => {
    const [from, to] = [...text.matchAll(QUOTED)].map(([quoted]) => unquotePath(quoted));
    return from && to ? [{ from: treePath(from), to: treePath(to) }] : [];
  });
}

const QUOTED = /"(?:[^"\\]|\\.)*"/g;

function note(all: Map<EnhancementId, Landed>, { id: commit, trailers, atMs }: MainCommit): void {
  for (const id of trailers.get('Enhancement') ?? []) {
    const by = trailers.get('Landed-By')?.[0] ?? '';
    const before = all.get(id as EnhancementId);
    const { displacedTimes = 0, displacedMs = 0, inDoubt = false } = before ?? {};
    all.delete(id as EnhancementId); // Reinsert at the end, to keep the map in order of landing.
    all.set(id as EnhancementId, {
      commit,
      atMs,
      by,
      undone: null,
      displacedTimes,
      displacedMs,
      inDoubt,
    });
  }
  const doubts = new Set<string>(trailers.get('In-Doubt'));
  const undo = (key: string, kind: 'reverted' | 'displaced') => {
    for (const id of trailers.get(key) ?? []) {
      const landed = all.get(id as EnhancementId);
      if (!landed) continue;
      const displaced =
        kind === 'displaced'
          ? {
              displacedTimes: landed.displacedTimes + 1,
              displacedMs: atMs,
              inDoubt: landed.inDoubt || doubts.has(id),
            }
          : {};
      all.set(id as EnhancementId, { ...landed, ...displaced, undone: { kind, commit } });
    }
  };
  undo('Reverts', 'reverted');
  undo('Displaced', 'displaced');
  for (const id of trailers.get('Undone') ?? [])
    raced(all, id as EnhancementId, { kind: 'displaced', commit });
  for (const id of trailers.get('Revert-Undone') ?? []) raced(all, id as EnhancementId, null);
}

/** For a save during publishing: no disagreement with the change, so it doesn't count as displacing it. */
function raced(all: Map<EnhancementId, Landed>, id: EnhancementId, undone: Landed['undone']): void {
  const landed = all.get(id);
  if (landed) all.set(id, { ...landed, undone });
}

/** True for a landing, a revert and a restored file. Every other commit on main holds what was already on disk. */
export function isPublishing(trailers: ReadonlyMap<string, readonly string[]>): boolean {
  return trailers.has('Enhancement') || trailers.has('Reverts') || trailers.has(RESTORED);
}
