// Main's first-parent commits as short entries in memory: what each commit did, by whom, for which step and episode,
// and whether it was taken back since. Built from commit messages passed in; reads nothing itself.
import {
  type CommitId,
  type EnhancementId,
  type EpisodeId,
  episodeId,
  episodeOf,
} from '../../src/domain/ids.ts';
import type { MainCommit } from '../../src/git/native.ts';
import { BOT } from './refs.ts';
import { restoredIn } from './restored.ts';

export interface PastCommit {
  readonly commit: CommitId;
  /** All parents; empty for the first commit. */
  readonly parents: readonly CommitId[];
  readonly atMs: number;
  readonly author: string;
  readonly subject: string;
  /** Line shown to a producer: what a landing or revert changes, else the subject. */
  readonly title: string;
  readonly kind: 'edit' | 'landing' | 'revert' | 'other';
  readonly enhancement: EnhancementId | null;
  /** The reviewer's name; `policy` for automatic landings. */
  readonly by: string | null;
  readonly step: string | null;
  /** Null if the message doesn't name them. */
  readonly episodes: readonly EpisodeId[] | null;
  /** Commit that a file was restored from. */
  readonly restoredFrom: CommitId | null;
}

export interface Timeline {
  /** Oldest first. */
  readonly commits: readonly PastCommit[];
  /** Index in `commits`; null for a commit that is not on main's first-parent line. */
  placeOf(commit: CommitId): number | null;
  /** True for a landing that was reverted, or undone because a person saved during publishing. */
  isTakenBack(commit: CommitId): boolean;
  /** The landing that this revert takes back. */
  takenBackBy(revert: CommitId): CommitId | null;
  /** Changes when the timeline is rebuilt from scratch because main moved back. */
  generation(): number;
}

export interface GrowingTimeline extends Timeline {
  add(landing: MainCommit): void;
  clear(): void;
}

export function growingTimeline(): GrowingTimeline {
  const commits: PastCommit[] = [];
  const places = new Map<CommitId, number>();
  const newest = new Map<EnhancementId, CommitId>();
  const taken = new Set<CommitId>();
  const taking = new Map<CommitId, CommitId>();
  let generation = 0;
  const idsIn = ({ trailers }: MainCommit, key: string) =>
    (trailers.get(key) ?? []) as readonly EnhancementId[];

  return {
    commits,
    placeOf: (commit) => places.get(commit) ?? null,
    isTakenBack: (commit) => taken.has(commit),
    takenBackBy: (revert) => taking.get(revert) ?? null,
    generation: () => generation,
    add(landing) {
      places.set(landing.id, commits.length);
      commits.push(pastCommit(landing));
      for (const id of idsIn(landing, 'Enhancement')) newest.set(id, landing.id);
      for (const key of ['Reverts', 'Undone', 'Revert-Undone'] as const) {
        for (const id of idsIn(landing, key)) {
          const landed = newest.get(id);
          if (landed === undefined) continue;
          if (key === 'Revert-Undone') taken.delete(landed);
          else taken.add(landed);
          if (key === 'Reverts') taking.set(landing.id, landed);
        }
      }
    },
    clear() {
      commits.length = 0;
      for (const each of [places, newest, taken, taking]) each.clear();
      generation += 1;
    },
  };
}

/** Tried only on commits with the trailers of a landing or revert, so a person's subject can't match by accident. */
const OF_STEP = /^(?:Land|Revert) ([a-z0-9-]+): (\d{4})\//;

export function pastCommit({
  id,
  parents,
  subject,
  message,
  trailers,
  author,
  atMs,
}: MainCommit): PastCommit {
  const landed = trailers.get('Enhancement')?.[0];
  const reverted = trailers.get('Reverts')?.[0];
  const isBot = author.email === BOT.email;
  const kind = landed ? 'landing' : reverted ? 'revert' : isBot ? 'other' : 'edit';
  const isOfStep = kind === 'landing' || kind === 'revert';
  const [, step, episode] = (isOfStep && OF_STEP.exec(subject)) || [];
  const restored = restoredIn(trailers);
  const title = isOfStep ? (message.split('\n\n')[1] ?? '').split('\n')[0] : '';
  return {
    commit: id,
    parents,
    atMs,
    author: author.name,
    subject,
    title: !title ? subject : kind === 'revert' ? `Took back: ${title}` : title,
    kind,
    enhancement: (landed ?? reverted ?? null) as EnhancementId | null,
    by: trailers.get(kind === 'revert' ? 'Reverted-By' : 'Landed-By')?.[0] ?? null,
    step: step ?? null,
    episodes:
      episode === undefined
        ? restored
          ? listed(episodeOf(restored.path))
          : snapshotOf(trailers, parents)
        : listed(episodeId(episode)),
    restoredFrom: restored?.commit ?? null,
  };
}

/** The first commit contains all episodes; its list stays empty. */
function snapshotOf(
  trailers: ReadonlyMap<string, readonly string[]>,
  parents: readonly CommitId[],
): readonly EpisodeId[] | null {
  if (parents.length === 0) return NONE;
  return trailers.get('Snapshot')?.flatMap((where) => listed(episodeId(where))) ?? null;
}

const NONE: readonly EpisodeId[] = [];

function listed(episode: EpisodeId | null): readonly EpisodeId[] {
  return episode === null ? NONE : [episode];
}
