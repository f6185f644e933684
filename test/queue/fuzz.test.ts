import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeFrom, reason } from '../../src/domain/reason.ts';
import type { ReasonCode } from '../../src/domain/reason-codes.ts';
import { Fault, foreignFault } from '../../src/errors.ts';
import { embeddedQueue } from '../../src/queue/embedded.ts';
import { memoryQueue } from '../../src/queue/memory.ts';
import type { JobQueue, Receipt } from '../../src/queue/queue.ts';
import { openStore } from '../../src/store/open.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { type Asked, type Ending, model } from './model.ts';
import { request } from './requests.ts';

const LEASE_MS = 10;
const RETRY_MS = 7;
const MAX_ATTEMPTS = 2;
const transient = foreignFault('transient', 'T', 'Later.', { retryAfterMs: RETRY_MS });
const bug = foreignFault('bug', 'B', 'Never.');
const why = reason(codeFrom('R') as ReasonCode, 'Because.');

type Act =
  | { readonly kind: 'submit'; readonly asked: Asked }
  | { readonly kind: 'claim' }
  /** `by`: null for whoever claimed it last, else somebody who did not. */
  | { readonly kind: 'end'; readonly which: number; readonly how: Ending; readonly stranger: boolean }
  | { readonly kind: 'cancel' | 'retry'; readonly which: number }
  | { readonly kind: 'prioritise'; readonly which: number; readonly priority: number }
  | { readonly kind: 'reclaim' }
  | { readonly kind: 'pause'; readonly steps: readonly string[] }
  | { readonly kind: 'advance'; readonly ms: number };

const STEPS = ['a', 'b'] as const;
const SUBJECTS = ['x', 'y'] as const;
const keys = STEPS.flatMap((step) => SUBJECTS.map((subject) => `${step} ${subject}`));
const which = fc.nat({ max: 7 });
const asked: fc.Arbitrary<Asked> = fc.record({
  step: fc.constantFrom(...STEPS),
  subject: fc.constantFrom(...SUBJECTS),
  fingerprint: fc.constantFrom('f1', 'f2'),
  priority: fc.constantFrom(0, 1),
  delayMs: fc.constantFrom(0, 0, 5),
  after: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(keys, { maxLength: 2 })),
});
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('submit' as const), asked }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('claim' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which,
      how: fc.constantFrom<Ending>('complete', 'skip', 'transient', 'bug', 'release'),
      stranger: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constantFrom('cancel' as const, 'retry' as const), which }),
  fc.record({ kind: fc.constant('prioritise' as const), which, priority: fc.constantFrom(-1, 0, 2) }),
  fc.record({ kind: fc.constant('reclaim' as const) }),
  fc.record({ kind: fc.constant('pause' as const), steps: fc.subarray([...STEPS], { maxLength: 1 }) }),
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 12 }) }),
  },
);

function tell(queue: JobQueue, how: Ending, id: string, worker: string): Promise<Receipt> {
  switch (how) {
    case 'complete':
      return queue.complete(id, worker, null);
    case 'skip':
      return queue.skip(id, worker, why);
    case 'transient':
      return queue.fail(id, worker, transient);
    case 'bug':
      return queue.fail(id, worker, bug);
    case 'release':
      return queue.release(id, worker);
  }
}

/** False where it is refused. */
function took(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => true,
    (error: unknown) => (error instanceof Fault ? false : Promise.reject(error)),
  );
}

async function play(queue: JobQueue, clock: ManualClock, acts: readonly Act[]): Promise<void> {
  const plain = model(MAX_ATTEMPTS, RETRY_MS);
  const ids = async () => (await queue.list()).map((job) => job.id).reverse();
  const lastWorker = new Map<number, string>();
  let turn = 0;
  for (const each of acts) {
    const nowMs = clock.nowMs();
    switch (each.kind) {
      case 'submit': {
        const { delayMs, ...rest } = each.asked;
        await queue.submit([request({ ...rest, notBeforeMs: delayMs === 0 ? null : nowMs + delayMs })]);
        plain.submit(each.asked, nowMs);
        break;
      }
      case 'claim': {
        const worker = `w${++turn}`;
        const index = plain.claim(worker, LEASE_MS, nowMs);
        const job = await queue.claim(worker, LEASE_MS);
        expect(job === null ? null : (await ids()).indexOf(job.id)).toBe(index);
        if (index !== null) lastWorker.set(index, worker);
        const dueMs = await queue.nextDueMs();
        // Else a worker that slept until then would spin.
        if (job === null && dueMs !== null) expect(dueMs).toBeGreaterThan(nowMs);
        break;
      }
      case 'end': {
        const worker = each.stranger ? 'stranger' : (lastWorker.get(each.which) ?? 'nobody');
        const id = (await ids())[each.which] ?? 'none';
        expect(await tell(queue, each.how, id, worker)).toBe(plain.end(each.which, worker, each.how, nowMs));
        break;
      }
      case 'cancel':
        await queue.cancel((await ids())[each.which] ?? 'none');
        plain.cancel(each.which);
        break;
      case 'retry': {
        const retried = took(queue.retry((await ids())[each.which] ?? 'none'));
        expect(await retried).toBe(plain.retry(each.which));
        break;
      }
      case 'prioritise': {
        const id = (await ids())[each.which] ?? 'none';
        const raised = took(queue.prioritise(id, each.priority, 'said somebody'));
        expect(await raised).toBe(plain.prioritise(each.which, each.priority));
        break;
      }
      case 'reclaim':
        await queue.reclaim();
        plain.reclaim();
        break;
      case 'pause':
        await queue.pause(each.steps);
        plain.pause(each.steps);
        break;
      case 'advance':
        clock.advance(each.ms);
        break;
    }
    const seen = (await queue.list()).toReversed();
    expect(
      seen.map((job) => [
        job.key,
        job.fingerprint,
        job.state,
        job.attempts,
        job.priority,
        job.lease?.worker ?? null,
        job.cancelRequested,
      ]),
    ).toEqual(plain.view());
    expect(await queue.nextDueMs()).toBe(plain.nextDueMs());
  }
}

const acts = fc.array(act, { minLength: 1, maxLength: 60, size: 'max' });

test('in whatever order things happen, the queue in memory does as the model', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (each) => {
      const clock = manualClock();
      await play(memoryQueue({ clock, maxAttempts: MAX_ATTEMPTS }), clock, each);
    }),
    { numRuns: 200 },
  );
});

test('in whatever order things happen, the embedded queue does as the model', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (each) => {
      const clock = manualClock();
      const store = await openStore(':memory:');
      try {
        await play(embeddedQueue(store, { clock, maxAttempts: MAX_ATTEMPTS }), clock, each);
      } finally {
        store.close();
      }
    }),
    { numRuns: 60 },
  );
});
