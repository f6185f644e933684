// Whose clock is wrong, by when what is written there arrives.
import { expect, it } from 'vitest';
import { openDeviceClocks } from '../../bot/cache/device-clocks.ts';
import { shortDeviceId } from '../../src/domain/ids.ts';
import { STUDIO } from '../fake-sync.ts';

const MINUTE_MS = 60_000;
const START_MS = 1_800_000_000_000;
const device = shortDeviceId(STUDIO);

/** Minutes between arrivals, and by how many minutes each was written earlier. */
function after(...sights: readonly (readonly [atMin: number, lateMin: number])[]) {
  const clocks = openDeviceClocks();
  for (const [atMin, lateMin] of sights) {
    const arrivedMs = START_MS + atMin * MINUTE_MS;
    clocks.saw(device, arrivedMs - lateMin * MINUTE_MS, arrivedMs);
  }
  const wrong = clocks.wrong().get(device);
  return wrong === undefined ? null : Math.round(wrong / MINUTE_MS);
}

it('is slow if all arrives as late, time after time', () => {
  expect(after([0, 10.2], [1, 10.9], [2, 10.1])).toBe(-10);
});

it('is ahead if all was written later than now', () => {
  expect(after([0, -5], [1, -4.9], [2, -4.2])).toBe(5);
});

it('is right, or not known, otherwise', () => {
  // Syncthing takes its time; a file with the time of its original; a machine that comes back; two sights.
  expect(after([0, 0.1], [1, 1.2], [2, 1.1])).toBe(null);
  expect(after([0, 0.1], [1, 5000], [2, 0.1])).toBe(null);
  expect(after([0, 90], [0.1, 60], [0.2, 30], [1, 0.2])).toBe(null);
  expect(after([0, 90], [1, 60], [2, 30])).toBe(null);
  expect(after([0, 10], [1, 10])).toBe(null);
  // It was set right.
  expect(after([0, 10], [1, 10], [2, 10], [3, 0.2])).toBe(null);
});
