// The figures that the database keeps: by step and day, to the millisecond where a day begins.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommitId, EnhancementId, EpisodeId, Hash } from '../../src/domain/ids.ts';
import { foreignFault } from '../../src/errors.ts';
import { embeddedQueue } from '../../src/queue/embedded.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { type ProposalShelf, proposalsInMemory } from '../../src/store/proposals.ts';
import { manualClock } from '../queue/manual-clock.ts';
import { request } from '../queue/requests.ts';

const DAY_MS = 86_400_000;
const DAY = 22_000;
const MIDNIGHT = DAY * DAY_MS;
const ALL = { sinceMs: 0, untilMs: 2 * MIDNIGHT };

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(() => store.close());

test('jobs count on the day on which they ended, with the time that they ran', async () => {
  const clock = manualClock(MIDNIGHT - 1_000);
  const queue = embeddedQueue(store, { clock });
  const run = async (subject: string, forMs: number, end: (id: string) => Promise<unknown>) => {
    const [job] = await queue.submit([request({ subject })]);
    await queue.claim(subject, 60_000);
    clock.advance(forMs);
    await end(job?.id ?? '');
  };
  await run('a', 400, (id) => queue.complete(id, 'a', null));
  await run('b', 600, (id) => queue.complete(id, 'b', null));
  await run('c', 50, (id) => queue.fail(id, 'c', foreignFault('bug', 'B', 'Never.')));
  await run('d', 50, (id) => queue.cancel(id));
  const step = 'slug-enhancement';
  expect(store.analytics.worked(ALL)).toEqual([
    { step, day: DAY - 1, jobs: 1, failed: 0, workedMs: 400 },
    { step, day: DAY, jobs: 2, failed: 1, workedMs: 650 },
  ]);
  expect(store.analytics.worked({ sinceMs: 0, untilMs: MIDNIGHT })).toMatchObject([{ day: DAY - 1 }]);
  expect(store.analytics.worked({ sinceMs: MIDNIGHT + 1, untilMs: 2 * MIDNIGHT })).toMatchObject([
    { jobs: 1 },
  ]);
});

test('questions and what they cost count for the step that asks, answers from the cache beside them', () => {
  const put = (promptType: string, atMs: number, costUsd: number | null) =>
    store.answers.put({
      key: promptType,
      contentHash: 'c' as Hash,
      promptType,
      model: 'm',
      answer: 'yes',
      inputTokens: 1,
      outputTokens: 1,
      costUsd,
      atMs,
    });
  put('slug-enhancement/segment@1', MIDNIGHT, 0.25);
  put('slug-enhancement/other@2', MIDNIGHT + 5, null);
  put('description-generation/tone@1', MIDNIGHT - 1, 0.5);
  for (const atMs of [MIDNIGHT, MIDNIGHT + 9, MIDNIGHT + DAY_MS])
    store.answers.reused('slug-enhancement/segment@1', atMs);
  expect(store.analytics.asked(ALL)).toEqual([
    { step: 'description-generation', day: DAY - 1, asked: 1, costUsd: 0.5 },
    { step: 'slug-enhancement', day: DAY, asked: 2, costUsd: 0.25 },
  ]);
  expect(store.analytics.reused({ sinceMs: MIDNIGHT, untilMs: MIDNIGHT + 10 })).toEqual([
    { step: 'slug-enhancement', day: DAY, cached: 2 },
  ]);
  expect(store.analytics.reused(ALL)).toHaveLength(2);
});

describe.each([
  ['in the database', () => store.proposals],
  ['in memory', proposalsInMemory],
])('what was proposed, %s', (_name, shelf: () => ProposalShelf) => {
  const one = (id: string, step: string, proposedMs: number) => ({
    id: id as EnhancementId,
    step,
    proposedMs,
  });
  const first = '0101' as EpisodeId;
  const second = '0102' as EpisodeId;

  test('is counted by step and day, and replaced episode by episode', () => {
    const proposals = shelf();
    proposals.replace(first, 't1' as CommitId, [one('a', 's', MIDNIGHT - 1), one('b', 's', MIDNIGHT)]);
    proposals.replace(second, 't2' as CommitId, [one('c', 's', MIDNIGHT + 1), one('d', 't', MIDNIGHT)]);
    const counted = () =>
      [...proposals.between(ALL)].sort((x, y) => x.step.localeCompare(y.step) || x.day - y.day);
    expect(counted()).toEqual([
      { step: 's', day: DAY - 1, proposed: 1 },
      { step: 's', day: DAY, proposed: 2 },
      { step: 't', day: DAY, proposed: 1 },
    ]);
    proposals.replace(first, 't3' as CommitId, [one('a', 's', MIDNIGHT - 1)]);
    proposals.replace(second, null, []);
    expect(counted()).toEqual([{ step: 's', day: DAY - 1, proposed: 1 }]);
    expect(proposals.tips()).toEqual(new Map([[first, 't3']]));
    expect(proposals.stepsOf(['a', 'd'] as EnhancementId[])).toEqual(new Map([['a', 's']]));
    expect(proposals.between({ sinceMs: MIDNIGHT, untilMs: 2 * MIDNIGHT })).toEqual([]);
  });
});
