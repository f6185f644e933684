// Groups inbox rows by episode and segment, with the small fixes of a segment as one entry. Pure.
import type { Inbox, InboxRow } from '../../../src/desk.ts';
import { grouped as gathered } from '../../../src/domain/media/grouped.ts';
import { waits } from './row-labels.ts';

/** One entry in the list: an enhancement, or the small fixes of one segment. */
export interface GroupEntry {
  /** Its id; the first row's for a bundle. */
  readonly id: string;
  readonly rows: readonly InboxRow[];
  readonly isBundle: boolean;
  /** A bundle of what is made from the whole episode. */
  readonly isSummary: boolean;
}

export interface SegmentGroup {
  readonly key: string;
  readonly order: number | null;
  readonly title: string | null;
  /** null: concerns the episode itself. */
  readonly path: string | null;
  readonly entries: readonly GroupEntry[];
}

export interface EpisodeGroup {
  readonly episode: string;
  readonly title: string | null;
  /** Without what is made from the whole episode, which is no work. */
  readonly rows: readonly InboxRow[];
  readonly segments: readonly SegmentGroup[];
  /** Reasons that several rows share, each listed once; the rows don't repeat them. */
  readonly waits: readonly { readonly sentence: string; readonly many: number }[];
}

const SMALLEST_BUNDLE = 2;

export function grouped(rows: readonly InboxRow[], episodes: Inbox['episodes']): readonly EpisodeGroup[] {
  const titles = new Map(episodes.map(({ episode, title }) => [episode, title]));
  return [...gathered(rows, ({ episode }) => episode)].map(([episode, own]) => {
    const work = own.filter(({ summary }) => !summary);
    const segments = [...gathered(work, ({ segment }) => segment?.path ?? '')].map(([path, those]) =>
      segmentOf(episode, path, those),
    );
    return {
      episode,
      title: titles.get(episode) ?? null,
      rows: work,
      segments: [...segments, ...summaryOf(episode, own)],
      waits: sharedWaits(work),
    };
  });
}

/** All entries in the order of j and k; an unfolded bundle counts as its rows. */
export function lines(groups: readonly EpisodeGroup[], unfolded: ReadonlySet<string>): readonly GroupEntry[] {
  return groups.flatMap(({ segments }) =>
    segments.flatMap(({ entries }) =>
      entries.flatMap((entry) =>
        entry.isBundle && unfolded.has(entry.id) ? entry.rows.map(alone) : [entry],
      ),
    ),
  );
}

export function alone(row: InboxRow): GroupEntry {
  return { id: row.id, rows: [row], isBundle: false, isSummary: false };
}

/** Entry to show after these have left: the next one, else the previous one. */
export function nextAfter(all: readonly GroupEntry[], leaving: ReadonlySet<string>): string | null {
  const isLeaving = ({ rows }: GroupEntry) => rows.every(({ id }) => leaving.has(id));
  const at = all.findIndex(isLeaving);
  const after = all.slice(at + 1).find((entry) => !isLeaving(entry));
  const before = all.slice(0, Math.max(at, 0)).findLast((entry) => !isLeaving(entry));
  return (after ?? before)?.id ?? null;
}

/** Number of shared reasons listed per episode; rarer ones stay in their rows. */
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
  const bundle =
    isBundled && first !== undefined ? [{ id: first.id, rows: small, isBundle: true, isSummary: false }] : [];
  const others = rows.filter(({ trivial }) => !(isBundled && trivial)).map(alone);
  return {
    key: `${episode} ${path}`,
    order: segment?.order ?? null,
    title: segment?.title ?? null,
    path: segment?.path ?? null,
    entries: [...bundle, ...others],
  };
}

/** One line for all that is made from the whole episode. */
function summaryOf(episode: string, rows: readonly InboxRow[]): readonly SegmentGroup[] {
  const own = rows.filter(({ summary }) => summary);
  const [first] = own;
  if (first === undefined) return [];
  const entries = [{ id: first.id, rows: own, isBundle: true, isSummary: true }];
  return [{ key: `${episode} summary`, order: null, title: null, path: null, entries }];
}
