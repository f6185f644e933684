// All open enhancements in the order in which a reviewer goes through them: by air date, then in rundown order. Order
// and counts come from cheap heads; costly fields are computed only for the requested rows.
import type { Inbox, InboxFilter, InboxRow, ReviewDesk, WaitsFor } from '../../../src/desk.ts';
import { pathsOf } from '../../../src/domain/change.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import { isExportPath } from '../../../src/domain/export-file.ts';
import { closed } from '../../../src/domain/gate.ts';
import type { EpisodeId, TreeId, TreePath } from '../../../src/domain/ids.ts';
import { treePath } from '../../../src/domain/ids.ts';
import { Fault } from '../../../src/errors.ts';
import { rowsOf } from '../../index/enhancement-rows.ts';
import { gatesOfEpisode } from '../../land/gate-facts.ts';
import { gateReason } from '../../land/gate-reasons.ts';
import { episodeTexts } from '../../plan/episode-texts.ts';
import { readEpisode } from '../../plan/subjects.ts';
import { handsOffOf } from '../../propose/hands-off.ts';
import { contextOf, isAccepted, isOpen, needsAnotherLook, stateOf } from '../../record/enhancement-state.ts';
import { MAIN } from '../../record/refs.ts';
import type { Show } from '../../show/show.ts';
import { revisions } from './revision.ts';
import { waitsForOf } from './waits.ts';

/** The rows of an episode are sorted and labelled by this. */
interface Place {
  readonly tree: TreeId | null;
  readonly title: string | null;
  readonly airdate: string | null;
  readonly segments: ReadonlyMap<TreePath, NonNullable<InboxRow['segment']> & { readonly position: number }>;
}

interface Head {
  readonly kept: EnhancementRecord;
  readonly episode: EpisodeId;
  readonly place: Place;
  /** Position in the rundown; enhancements of the episode itself come first. */
  readonly position: number;
}

const ROWS = 200;
/** Episodes in the cache, which is cleared when full: an inbox seldom spans so many. */
const MOST_PLACES = 2000;
const LAST = '9999';

export function inboxDesk(show: Show): ReviewDesk['inbox'] {
  const places = new Map<EpisodeId, Place>();
  return async (filter) => {
    await show.history.advance();
    const heads = await headsOf(show, places);
    const chosen = await waiting(
      show,
      heads.filter((head) => isWanted(head, filter)),
      filter.waitsFor,
    );
    const after = filter.after === undefined ? null : keyIn(filter.after);
    const rest = after === null ? chosen : chosen.filter((head) => inOrder(keyOf(head), after) > 0);
    const page = rest.slice(0, filter.limit ?? ROWS);
    const last = page.at(-1);
    return {
      rows: await rowsFor(show, page),
      next: last === undefined || page.length === rest.length ? null : spelled(keyOf(last)),
      total: chosen.length,
      episodes: byEpisode(heads),
      steps: byStep(show, heads),
    };
  };
}

// ---- heads ----

async function headsOf(show: Show, places: Map<EpisodeId, Place>): Promise<readonly Head[]> {
  const past = contextOf(show);
  const { names } = past.memory;
  const main = await show.repo.ref(MAIN);
  if (main === null) return [];
  const { tree } = await show.repo.readCommit(main);
  const heads: Head[] = [];
  for (const episode of await show.kept.episodes()) {
    const open = [...(await show.kept.read(episode)).all.values()].filter((kept) => isOpen(kept, past));
    if (open.length === 0) continue;
    const place = await placeIn(show, tree, episode, places);
    for (const kept of open) {
      const { subject } = kept.enhancement;
      const position = place.segments.get(names.path(subject, kept.asOf))?.position ?? -1;
      heads.push({ kept, episode, place, position });
    }
  }
  return heads
    .map((head) => ({ head, key: keyOf(head) }))
    .sort((a, b) => inOrder(a.key, b.key))
    .map(({ head }) => head);
}

/** Sort key of a row, and the page cursor: it still works when the row itself has gone. */
type Key = readonly [airdate: string, episode: string, position: number, proposedMs: number, id: string];

function keyOf({ kept: { enhancement }, place, episode, position }: Head): Key {
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

function byEpisode(heads: readonly Head[]): Inbox['episodes'] {
  const counts = new Map<EpisodeId, Inbox['episodes'][number]>();
  for (const { episode, place } of heads) {
    const count = 1 + (counts.get(episode)?.count ?? 0);
    counts.set(episode, { episode, title: place.title, count });
  }
  return [...counts.values()];
}

function byStep({ steps }: Show, heads: readonly Head[]): Inbox['steps'] {
  const counts = new Map<string, number>();
  for (const { kept } of heads) {
    const { step } = kept.enhancement;
    counts.set(step, 1 + (counts.get(step) ?? 0));
  }
  const order = steps.map(({ id }) => id);
  return [...counts]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([step, count]) => ({ step, title: steps.find(({ id }) => id === step)?.title ?? step, count }));
}

// ---- choosing ----

function isWanted({ kept, episode }: Head, filter: InboxFilter): boolean {
  const { step, origin } = kept.enhancement;
  if (filter.episode !== undefined && episode !== filter.episode.padStart(4, '0')) return false;
  if (filter.step !== undefined && step !== filter.step) return false;
  return filter.leastConfidence === undefined || (origin?.confidence ?? 1) >= filter.leastConfidence;
}

/** Heads alone show which rows wait for a person; for the others the gates have to be looked up. */
async function waiting(
  show: Show,
  heads: readonly Head[],
  wanted: WaitsFor | undefined,
): Promise<readonly Head[]> {
  if (wanted === undefined) return heads;
  const past = contextOf(show);
  const waitsForPerson = ({ kept: { enhancement } }: Head) =>
    !isAccepted(enhancement.id, past) &&
    (enhancement.lane === 'review' || needsAnotherLook(enhancement.id, past));
  if (wanted === 'person') return heads.filter(waitsForPerson);
  const chosen = new Set<Head>();
  const others = heads.filter((head) => !waitsForPerson(head));
  for (const episode of new Set(others.map((head) => head.episode))) {
    const { all } = await show.kept.read(episode);
    const gatesFor = await gatesOfEpisode(show, episode, await handsOffOf(show, episode, all));
    for (const head of others) {
      if (head.episode !== episode) continue;
      const { enhancement, stale } = head.kept;
      const shut = closed(gatesFor({ enhancement, onMain: enhancement.change, stale }));
      if (waitsForOf(shut.map(gateReason)) === wanted) chosen.add(head);
    }
  }
  return heads.filter((head) => chosen.has(head));
}

// ---- rows ----

async function rowsFor(show: Show, page: readonly Head[]): Promise<readonly InboxRow[]> {
  const revisionOf = revisions(show);
  const past = contextOf(show);
  const { names } = past.memory;
  const rows = new Map<string, InboxRow>();
  for (const episode of new Set(page.map((head) => head.episode))) {
    const mine = new Map(
      page
        .filter((head) => head.episode === episode)
        .map((head) => [head.kept.enhancement.id as string, head]),
    );
    for (const row of await rowsOf(show, episode, ({ id }) => mine.has(id))) {
      const head = mine.get(row.id);
      // Decided on while the page was being built.
      if (head === undefined || stateOf(head.kept, past) !== row.state) continue;
      const { enhancement, stale } = head.kept;
      const { change, lane, proposedMs, origin, subject } = enhancement;
      const segment = head.place.segments.get(names.path(subject, head.kept.asOf));
      rows.set(row.id, {
        ...row,
        why: change.why,
        lane,
        proposedMs,
        model: origin?.model ?? null,
        confidence: origin?.confidence ?? null,
        waitsFor: waitsForOf(row.reasons),
        segment:
          segment === undefined ? null : { path: segment.path, order: segment.order, title: segment.title },
        trivial: segment !== undefined && isTrivial(head.kept),
        stale,
        revision: revisionOf(head.kept),
      });
    }
  }
  return page.flatMap(({ kept }) => rows.get(kept.enhancement.id) ?? []);
}

function isTrivial({ enhancement: { change } }: EnhancementRecord): boolean {
  return (
    change.applicability === 'safe' &&
    change.files.every(({ kind }) => kind === 'edit') &&
    !pathsOf(change).some(isExportPath)
  );
}
