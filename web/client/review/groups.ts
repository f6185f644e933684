// The rows of the inbox as they are shown: by episode and segment, small fixes of one segment as one; pure.
import type { Inbox, InboxRow } from '../../../src/desk.ts';
import { waits } from './row-labels.ts';

/** What one line of the list stands for: an enhancement, or the small fixes of one segment. */
export interface GroupEntry {
  /** The id, or the first one's. */
  readonly id: string;
  readonly rows: readonly InboxRow[];
  readonly isBundle: boolean;
}

export interface SegmentGroup {
  readonly key: string;
  readonly order: number | null;
  readonly title: string | null;
  /** null: about the episode itself. */
  readonly path: string | null;
  readonly entries: readonly GroupEntry[];
}

export interface EpisodeGroup {
  readonly episode: string;
  readonly title: string | null;
  readonly rows: readonly InboxRow[];
  readonly segments: readonly SegmentGroup[];
  /** Why they wait, each reason that several share once; no row repeats it. */
  readonly waits: readonly { readonly sentence: string; readonly many: number }[];
}

const SMALLEST_BUNDLE = 2;

export function grouped(rows: readonly InboxRow[], episodes: Inbox['episodes']): readonly EpisodeGroup[] {
  const titles = new Map(episodes.map(({ episode, title }) => [episode, title]));
  return [...gathered(rows, ({ episode }) => episode)].map(([episode, own]) => {
    return {
      episode,
      title: titles.get(episode) ?? null,
      rows: own,
      segments: [...gathered(own, ({ segment }) => segment?.path ?? '')].map(([path, those]) =>
        segmentOf(episode, path, those),
      ),
      waits: sharedWaits(own),
    };
  });
}

/** Every line in the order in which j and k go; a bundle that is unfolded counts each of its own. */
export function lines(groups: readonly EpisodeGroup[], unfolded: ReadonlySet<string>): readonly GroupEntry[] {
  return groups.flatMap(({ segments }) =>
    segments.flatMap(({ entries }) =>
      entries.flatMap((entry) =>
        entry.isBundle && unfolded.has(entry.id)
          ? entry.rows.map((row) => ({ id: row.id, rows: [row], isBundle: false }))
          : [entry],
      ),
    ),
  );
}

/** Where to go once these have left: the one after them, else the one before. */
export function nextAfter(all: readonly GroupEntry[], leaving: ReadonlySet<string>): string | null {
  const isLeaving = ({ rows }: GroupEntry) => rows.every(({ id }) => leaving.has(id));
  const at = all.findIndex(isLeaving);
  const after = all.slice(at + 1).find((entry) => !isLeaving(entry));
  const before = all.slice(0, Math.max(at, 0)).findLast((entry) => !isLeaving(entry));
  return (after ?? before)?.id ?? null;
}

/** Rarer ones stand at their row. */
const MOST_SAID = 3;

function sharedWaits(rows: readonly InboxRow[]): EpisodeGroup['waits'] {
  return [...gathered(rows, waits)]
    .map(([sentence, those]) => ({ sentence, many: those.length }))
    .filter(({ many }) => many > 1)
    .toSorted((a, b) => b.many - a.many)
    .slice(0, MOST_SAID);
}

function segmentOf(episode: string, path: string, rows: readonly InboxRow[]): SegmentGroup {
  const segment = rows[0]?.segment ?? null;
  const small = rows.filter(({ trivial }) => trivial);
  const isBundled = small.length >= SMALLEST_BUNDLE;
  const first = small[0];
  const bundle = isBundled && first !== undefined ? [{ id: first.id, rows: small, isBundle: true }] : [];
  const alone = rows
    .filter(({ trivial }) => !(isBundled && trivial))
    .map((row) => ({ id: row.id, rows: [row], isBundle: false }));
  return {
    key: `${episode} ${path}`,
    order: segment?.order ?? null,
    title: segment?.title ?? null,
    path: segment?.path ?? null,
    entries: [...bundle, ...alone],
  };
}

function gathered<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
