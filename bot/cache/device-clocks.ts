// Notices machines whose clock is wrong: all that is written there arrives as if it had been written minutes before, or later
// than now. Syncthing settles conflicts by these times.
import type { ShortDeviceId } from '../../src/domain/ids.ts';

export interface DeviceClocks {
  /** A version of this device came: its own time, and that of this machine. */
  saw(device: ShortDeviceId, mtimeMs: number, arrivedMs: number): void;
  /** Milliseconds by which a clock is ahead; negative: behind. Without those that are right or not known. */
  wrong(): ReadonlyMap<ShortDeviceId, number>;
}

interface Sight {
  readonly arrivedMs: number;
  readonly lateMs: number;
}

/** One file may have been copied with its time; a machine that comes back brings many at once. */
const SIGHTS = 3;
const APART_MS = 20_000;
/** Nothing arrives earlier than it was written. */
const AHEAD_MS = 60_000;
/** Syncthing's watch waits for a minute at most, and a connected machine has a file soon after. */
const BEHIND_MS = 150_000;
/** A machine that is always as late was not away. */
const SPREAD_MS = 90_000;

export function openDeviceClocks(): DeviceClocks {
  const sights = new Map<ShortDeviceId, readonly Sight[]>();
  return {
    saw(device, mtimeMs, arrivedMs) {
      const past = sights.get(device) ?? [];
      const last = past.at(-1);
      if (last !== undefined && arrivedMs - last.arrivedMs < APART_MS) return;
      sights.set(device, [...past, { arrivedMs, lateMs: arrivedMs - mtimeMs }].slice(-SIGHTS));
    },
    wrong() {
      const found = new Map<ShortDeviceId, number>();
      for (const [device, past] of sights) {
        const late = past.map(({ lateMs }) => lateMs);
        const [least, most] = [Math.min(...late), Math.max(...late)];
        const isWrong = most < -AHEAD_MS || (least > BEHIND_MS && most - least < SPREAD_MS);
        // The one that was quickest on its way tells it best.
        if (late.length === SIGHTS && isWrong) found.set(device, -least);
      }
      return found;
    },
  };
}
