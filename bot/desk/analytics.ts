// Cost and results of steps over time. Jobs and tool calls come from the database; proposals, verdicts, landings and
// reverts come from Git, so that deleting the database loses only the former. Stores nothing but copies from Git.
import type { Analytics, AnalyticsFilter, DayAnalytics, StepAnalytics } from '../../src/desk.ts';
import type { CommitId, EnhancementId, EpisodeId } from '../../src/domain/ids.ts';
import { episodeId } from '../../src/domain/ids.ts';
import { DAY_MS, dayOf } from '../../src/store/analytics.ts';
import type { ProposalShelf } from '../../src/store/proposals.ts';
import { keptRef } from '../record/enhancement-records.ts';
import type { Show } from '../show/show.ts';

/** Figures of one step on one day. */
interface Figure {
  readonly step: string;
  readonly day: number;
  readonly figures: Readonly<Partial<Sums>>;
}

interface Sums {
  jobs: number;
  failed: number;
  workedMs: number;
  costUsd: number;
  asked: number;
  cached: number;
  proposed: number;
  accepted: number;
  rejected: number;
  landed: number;
  landedByPolicy: number;
  reverted: number;
}

export async function analyticsOf(
  show: Show,
  proposals: ProposalShelf,
  span: AnalyticsFilter,
): Promise<Analytics> {
  await show.history.advance();
  await readProposals(show, proposals);
  const all = [
    ...worked(show, span),
    ...proposed(proposals, span),
    ...decided(show, span),
    ...landed(show, proposals, span),
  ];
  const title = (id: string) => show.steps.find((step) => step.id === id)?.title ?? id;
  const places = new Map(show.steps.map(({ id }, place) => [id, place]));
  const place = (id: string) => places.get(id) ?? places.size;
  const steps = [...summed(all, ({ step }) => step)]
    .sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([step, { landed: _, ...sums }]): StepAnalytics => ({ step, title: title(step), ...sums }));
  const days = [...summed(all, ({ day }) => day)]
    .sort(([a], [b]) => a - b)
    .map(([day, { landedByPolicy: _, ...sums }]): DayAnalytics => ({ dayMs: day * DAY_MS, ...sums }));
  return { steps, days };
}

// ---- from the database ----

function worked({ store }: Show, span: AnalyticsFilter): readonly Figure[] {
  if (store === null) return [];
  const { analytics } = store;
  return [
    ...analytics.worked(span).map(({ step, day, ...figures }) => ({ step, day, figures })),
    ...analytics.asked(span).map(({ step, day, ...figures }) => ({ step, day, figures })),
    // A reused answer was asked for as well.
    ...analytics
      .reused(span)
      .map(({ step, day, cached }) => ({ step, day, figures: { cached, asked: cached } })),
  ];
}

// ---- from Git ----

/** Reads the records of the episodes whose records have changed since the last time. */
async function readProposals({ repo, kept }: Show, proposals: ProposalShelf): Promise<void> {
  const tips = new Map<EpisodeId, CommitId>();
  for (const [name, tip] of await repo.refs(KEPT)) {
    const episode = episodeId(name.slice(KEPT.length));
    if (episode !== null) tips.set(episode, tip);
  }
  const known = proposals.tips();
  for (const [episode, tip] of tips) {
    if (known.get(episode) === tip) continue;
    const records = await kept.read(episode);
    proposals.replace(
      episode,
      records.tip,
      [...records.all.values()].map(({ enhancement: { id, step, proposedMs } }) => ({
        id,
        step,
        proposedMs,
      })),
    );
  }
  for (const episode of known.keys()) if (!tips.has(episode)) proposals.replace(episode, null, []);
}

const KEPT = keptRef('' as EpisodeId);

function proposed(proposals: ProposalShelf, span: AnalyticsFilter): readonly Figure[] {
  return proposals
    .between(span)
    .map(({ step, day, proposed: count }) => ({ step, day, figures: { proposed: count } }));
}

const VERDICTS = { accept: 'accepted', reject: 'rejected', revert: 'reverted' } as const;

/** A verdict that is repeated on the same day counts once. Rejecting single hunks does not count as a rejection. */
function decided({ decisions }: Show, { sinceMs, untilMs }: AnalyticsFilter): readonly Figure[] {
  const said = new Map<string, Figure>();
  for (const { atMs, saying } of decisions.all()) {
    if (atMs < sinceMs || atMs >= untilMs) continue;
    if (saying.kind !== 'accept' && saying.kind !== 'reject' && saying.kind !== 'revert') continue;
    if (saying.kind === 'reject' && !saying.whole) continue;
    const day = dayOf(atMs);
    const figures = { [VERDICTS[saying.kind]]: 1 };
    said.set(`${saying.kind} ${day} ${saying.id}`, { step: saying.step, day, figures });
  }
  return [...said.values()];
}

function landed(
  { history }: Show,
  proposals: ProposalShelf,
  { sinceMs, untilMs }: AnalyticsFilter,
): readonly Figure[] {
  const inSpan = [...history.ids()].filter(([, { atMs }]) => atMs >= sinceMs && atMs < untilMs);
  const steps = proposals.stepsOf(inSpan.map(([id]): EnhancementId => id));
  return inSpan.flatMap(([id, { atMs, by }]) => {
    const step = steps.get(id);
    const figures = { landed: 1, landedByPolicy: by === 'policy' ? 1 : 0 };
    return step === undefined ? [] : [{ step, day: dayOf(atMs), figures }];
  });
}

// ---- sums ----

function summed<Key>(all: readonly Figure[], keyOf: (figure: Figure) => Key): ReadonlyMap<Key, Sums> {
  const sums = new Map<Key, Sums>();
  for (const one of all) {
    const key = keyOf(one);
    const sum = sums.get(key) ?? { ...NOTHING };
    for (const name of NAMES) sum[name] += one.figures[name] ?? 0;
    sums.set(key, sum);
  }
  return sums;
}

const NOTHING: Sums = {
  jobs: 0,
  failed: 0,
  workedMs: 0,
  costUsd: 0,
  asked: 0,
  cached: 0,
  proposed: 0,
  accepted: 0,
  rejected: 0,
  landed: 0,
  landedByPolicy: 0,
  reverted: 0,
};

const NAMES = Object.keys(NOTHING) as readonly (keyof Sums)[];
