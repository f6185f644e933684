// Trouble that passes by itself, such as a full disk: told once, tried again until it is over, and told then.
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { openTrouble } from '../../bot/service/trouble.ts';
import type { Show } from '../../bot/show/show.ts';
import { Fault } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';

const full = () => new Fault('transient', 'DISK_FULL', 'The disk is full.');

function troubled() {
  const told: unknown[] = [];
  const wakes: (() => void)[] = [];
  let work: () => void = () => {};
  const log = createLog({ level: 'silent', destination: {} });
  const show = { log, nowMs: () => 0, stateDir: tmpdir(), root: tmpdir() } as unknown as Show;
  const trouble = openTrouble(show, {
    timers: { at: (_name, _timeMs, wake) => void wakes.splice(0, 1, wake), end: () => {} },
    emit: ({ detail }) => void told.push(detail),
    again: async () => work(),
  });
  return {
    told,
    report: trouble.report,
    /** What is done when it is tried again. */
    next: async (act: () => void) => {
      work = act;
      wakes.splice(0)[0]?.();
      await new Promise((resume) => setImmediate(resume));
    },
    isWaiting: () => wakes.length > 0,
  };
}

describe('a disk that is full', () => {
  it('is told once, by whatever it is noticed, and again when it is over', async () => {
    const { told, report, next, isWaiting } = troubled();
    report(full());
    report(full());
    report(new Fault('configuration', 'STORE_FULL', 'No room is left for the database.'));
    expect(told).toEqual(['The disk is full.']);
    await next(() => {
      throw full();
    });
    // It fails in the background, while what was asked for goes well.
    await next(() => report(full()));
    expect(told).toHaveLength(1);
    expect(isWaiting()).toBe(true);
    await next(() => {});
    expect(told).toEqual(['The disk is full.', expect.stringContaining('It goes on')]);
    expect(isWaiting()).toBe(false);
    report(full());
    expect(told).toHaveLength(3);
  });
});

it('tries nothing again that will not pass, and tells each of it', () => {
  const { told, report, isWaiting } = troubled();
  const fault = new Fault('bug', 'NO_MAIN', 'There is no main branch yet');
  report(fault);
  report(fault);
  report(new RangeError('at all'));
  expect(told).toEqual([fault.message, fault.message, expect.stringContaining('made a mistake')]);
  expect(isWaiting()).toBe(false);
});
