// All open enhancements in the order in which a reviewer goes through them: by air date, then in rundown order. Order
// and counts come from cheap heads; costly fields are computed only for the requested rows.
import type { Inbox, InboxFilter, InboxRow, ReviewDesk } from '../../../src/desk.ts';
import { pathsOf } from '../../../src/domain/change.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import { isExportPath } from '../../../src/domain/export-file.ts';
import { closed } from '../../../src/domain/gate.ts';
import type { EpisodeId } from '../../../src/domain/ids.ts';
import { rowsOf } from '../../index/enhancement-rows.ts';
import { gatesOfEpisode } from '../../land/gate-facts.ts';
import { gateReason } from '../../land/gate-reasons.ts';
import { handsOffOf } from '../../propose/hands-off.ts';
import { contextOf, isAccepted, needsAnotherLook, stateOf } from '../../record/enhancement-state.ts';
import type { Show } from '../../show/show.ts';
import { headsOf, type InboxHead, type Place, pageOf } from './inbox-heads.ts';
import { revisions } from './revision.ts';
import { waitsForOf } from './waits.ts';

export function inboxDesk(show: Show): ReviewDesk['inbox'] {
  const places = new Map<EpisodeId, Place>();
  return async (filter) => {
    await show.history.advance();
    const heads = await headsOf(show, places);
    const wanted = heads.filter((head) => isWanted(head, filter));
    const chosen = await waiting(show, wanted, filter.waitsFor);
    const { page, next } = pageOf(chosen, filter);
    const needsPerson = personTest(show);
    return {
      rows: await rowsFor(show, page),
      next,
      total: chosen.length,
      work: chosen.filter((head) => !head.isSummary && needsPerson(head)).length,
      episodes: byEpisode(heads),
      steps: byStep(show, heads),
    };
  };
}

// ---- counts ----

function byEpisode(heads: readonly InboxHead[]): Inbox['episodes'] {
  const counts = new Map<EpisodeId, Inbox['episodes'][number]>();
  for (const { episode, place } of heads) {
    const count = 1 + (counts.get(episode)?.count ?? 0);
    counts.set(episode, { episode, title: place.title, count });
  }
  return [...counts.values()];
}

function byStep({ steps }: Show, heads: readonly InboxHead[]): Inbox['steps'] {
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

function isWanted({ kept, episode }: InboxHead, filter: InboxFilter): boolean {
  const { step, origin } = kept.enhancement;
  if (filter.episode !== undefined && episode !== filter.episode.padStart(4, '0')) return false;
  if (filter.step !== undefined && step !== filter.step) return false;
  return filter.leastConfidence === undefined || (origin?.confidence ?? 1) >= filter.leastConfidence;
}

/** Heads alone show which rows wait for a person; for the others the gates have to be looked up. */
async function waiting(
  show: Show,
  heads: readonly InboxHead[],
  wanted: InboxFilter['waitsFor'],
): Promise<readonly InboxHead[]> {
  if (wanted === undefined) return heads;
  const needsPerson = personTest(show);
  if (wanted === 'person') return heads.filter(needsPerson);
  const others = heads.filter((head) => !needsPerson(head));
  if (wanted === 'no-person') return others;
  const chosen = new Set<InboxHead>();
  for (const episode of new Set(others.map((head) => head.episode))) {
    const { all } = await show.kept.read(episode);
    const gatesFor = await gatesOfEpisode(show, episode, await handsOffOf(show, episode, all));
    for (const head of others) {
      if (head.episode !== episode) continue;
      const { enhancement, stale } = head.kept;
      const shut = closed(await gatesFor({ enhancement, onMain: enhancement.change, stale }));
      if (waitsForOf(shut.map(gateReason)) === wanted) chosen.add(head);
    }
  }
  return heads.filter((head) => chosen.has(head));
}

function personTest(show: Show): (head: InboxHead) => boolean {
  const past = contextOf(show);
  return ({ kept: { enhancement } }) =>
    !isAccepted(enhancement.id, past) &&
    (enhancement.lane === 'review' || needsAnotherLook(enhancement.id, past));
}

// ---- rows ----

async function rowsFor(show: Show, page: readonly InboxHead[]): Promise<readonly InboxRow[]> {
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
        summary: head.isSummary,
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
