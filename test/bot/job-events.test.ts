// What the page hears of jobs: every state at once, progress four times a second at most, and the last word always.
import { expect, test } from 'vitest';
import { jobEvents } from '../../bot/run/job-events.ts';
import type { DeskEvent } from '../../src/desk.ts';
import type { Job } from '../../src/queue/queue.ts';
import { claimed, ended, newJob, progressed, renewed } from '../../src/queue/rules.ts';
import { manualClock } from '../queue/manual-clock.ts';
import { request } from '../queue/requests.ts';

function listening() {
  const clock = manualClock();
  const heard: string[] = [];
  const events = jobEvents(({ detail }: DeskEvent) => {
    const { state, progress } = detail as { state: string; progress: { note: string } | null };
    heard.push(progress === null ? state : `${state}: ${progress.note}`);
  }, clock);
  const queued = newJob(request(), { id: 'j', seq: 1, nowMs: clock.nowMs(), maxAttempts: 3 });
  const running = claimed(queued, 'w', 60_000, clock.nowMs());
  const at = (note: string): Job => progressed(running, { fraction: 0, note }, clock.nowMs());
  return { clock, heard, events, queued, running, at };
}

test('states are told at once; of much progress the last, four times a second', () => {
  const { clock, heard, events, queued, running, at } = listening();
  events.tell(queued);
  events.tell(running);
  for (let n = 1; n <= 100; n++) {
    clock.advance(10);
    events.tell(at(`note ${n}`));
  }
  expect(heard.slice(0, 2)).toEqual(['queued', 'running']);
  expect(heard.length - 2).toBeGreaterThanOrEqual(3);
  expect(heard.length - 2).toBeLessThanOrEqual(4);
  clock.advance(250);
  expect(heard.at(-1)).toBe('running: note 100');
});

test('the end comes at once, after which nothing late is told', () => {
  const { clock, heard, events, running, at } = listening();
  events.tell(running);
  events.tell(at('asking'));
  events.tell(ended(at('asking'), 'done', null, null, clock.nowMs()));
  clock.advance(10_000);
  expect(heard).toEqual(['running', 'done: asking']);
});

test('a renewed lease is nobody’s news, and after the end of all nothing is told', () => {
  const { clock, heard, events, running, at } = listening();
  events.tell(running);
  clock.advance(1_000);
  events.tell(renewed(running, 'w', clock.nowMs() + 60_000));
  expect(heard).toEqual(['running']);
  events.tell(at('asking'));
  events.tell(at('waiting'));
  events.end();
  clock.advance(1_000);
  expect(heard).toEqual(['running', 'running: asking']);
});
