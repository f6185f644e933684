// Cheap heads of all open enhancements, in the order in which a reviewer goes through them, and the page cursor.
import type { Inbox, InboxFilter, InboxRow } from '../../../src/desk.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import type { EpisodeId, TreeId, TreePath } from '../../../src/domain/ids.ts';
import { treePath } from '../../../src/domain/ids.ts';
import { Fault } from '../../../src/errors.ts';
import { isSummary } from '../../../src/step.ts';
import { episodeTexts } from '../../plan/episode-texts.ts';
import { readEpisode } from '../../plan/subjects.ts';
import { contextOf, isOpen } from '../../record/enhancement-state.ts';
import { MAIN } from '../../record/refs.ts';
import type { Show } from '../../show/show.ts';

/** The rows of an episode are sorted and labelled by this. */
export interface Place {
  readonly tree: TreeId | null;
  readonly title: string | null;
  readonly airdate: string | null;
  readonly segments: ReadonlyMap<TreePath, NonNullable<InboxRow['segment']> & { readonly position: number }>;
}

export interface InboxHead {
  readonly kept: EnhancementRecord;
  readonly episode: EpisodeId;
  readonly place: Place;
  /** Position in the rundown; enhancements of the episode itself come first, summaries last. */
  readonly position: number;
  /** Sums the whole episode up: no work for a person. */
  readonly isSummary: boolean;
}

const ROWS = 200;
/** Episodes in the cache, which is cleared when full: an inbox seldom spans so many. */
const MOST_PLACES = 2000;
const LAST = '9999';
/** Behind every position of a rundown; the cursor has room for nine digits. */
const AT_THE_END = 999_999_999;

export async function headsOf(show: Show, places: Map<EpisodeId, Place>): Promise<readonly InboxHead[]> {
  const past = contextOf(show);
  const { names } = past.memory;
  const main = await show.repo.ref(MAIN);
  if (main === null) return [];
  const { tree } = await show.repo.readCommit(main);
  const heads: InboxHead[] = [];
  for (const episode of await show.kept.episodes()) {
    const open = [...(await show.kept.read(episode)).all.values()].filter((kept) => isOpen(kept, past));
    if (open.length === 0) continue;
    const place = await placeIn(show, tree, episode, places);
    for (const kept of open) {
      const subject = names.path(kept.enhancement.subject, kept.asOf);
      const step = show.steps.find(({ id }) => id === kept.enhancement.step);
      const isLast = step !== undefined && isSummary(step, episode, subject);
      const position = isLast ? AT_THE_END : (place.segments.get(subject)?.position ?? -1);
      heads.push({ kept, episode, place, position, isSummary: isLast });
    }
  }
  return heads
    .map((head) => ({ head, key: keyOf(head) }))
    .sort((a, b) => inOrder(a.key, b.key))
    .map(({ head }) => head);
}

export interface InboxPage {
  readonly page: readonly InboxHead[];
  readonly next: Inbox['next'];
}

/** The page that follows `after`. */
export function pageOf(heads: readonly InboxHead[], { after, limit }: InboxFilter): InboxPage {
  const last = after === undefined ? null : keyIn(after);
  const rest = last === null ? heads : heads.filter((head) => inOrder(keyOf(head), last) > 0);
  const page = rest.slice(0, limit ?? ROWS);
  const end = page.at(-1);
  return { page, next: end === undefined || page.length === rest.length ? null : spelled(keyOf(end)) };
}

/** Sort key of a row, and the page cursor: it still works when the row itself has gone. */
type Key = readonly [airdate: string, episode: string, position: number, proposedMs: number, id: string];

function keyOf({ kept: { enhancement }, place, episode, position }: InboxHead): Key {
  return [place.airdate ?? LAST, episode, position, enhancement.proposedMs, enhancement.id];
}

function inOrder(a: Key, b: Key): number {
  return compared(a[0], b[0]) || compared(a[1], b[1]) || a[2] - b[2] || a[3] - b[3] || compared(a[4], b[4]);
}

function spelled(key: Key): string {
  return key.join('~');
}

const KEY = /^(\d{4}(?:-\d{2}-\d{2})?)~(\d{4})~(-?\d{1,9})~(\d{1,16})~([0-9A-Za-z]{1,64})$/;

function keyIn(text: string): Key {
  const [, airdate, episode, position, proposedMs, id] = KEY.exec(text) ?? [];
  if (airdate === undefined || episode === undefined || id === undefined)
    throw new Fault('usage', 'NO_SUCH_PAGE', `${text} is no page of the inbox; begin with the first one`);
  return [airdate, episode, Number(position), Number(proposedMs), id];
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Cached while nothing in the episode's folder changes. */
async function placeIn(
  show: Show,
  root: TreeId,
  episode: EpisodeId,
  places: Map<EpisodeId, Place>,
): Promise<Place> {
  const tree = await show.repo.treeAt(root, treePath(`episodes/${episode}`));
  const known = places.get(episode);
  if (known !== undefined && known.tree === tree) return known;
  const { files } = await episodeTexts(show, root, episode);
  const { info, segments } = readEpisode(episode, files, show.documents);
  const place: Place = {
    tree,
    title: info?.title ?? null,
    airdate: /\d{4}-\d{2}-\d{2}/.exec(info?.airdate ?? '')?.[0] ?? null,
    segments: new Map(
      segments.map(({ path, order, title }, position) => [path, { path, order, title, position }]),
    ),
  };
  if (places.size >= MOST_PLACES) places.clear();
  places.set(episode, place);
  return place;
}
