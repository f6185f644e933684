// Version vectors of files, as Syncthing keeps them: how often each device has changed a file. Two versions of which
// neither was made from the other are concurrent, and Syncthing then keeps one beside the other as a conflict copy.
import { type ShortDeviceId, shortDeviceId } from './ids.ts';

/** Device → counter, never zero. Syncthing's counters are seconds since 1970 or more, in 64 bits. */
export type VersionVector = ReadonlyMap<ShortDeviceId, bigint>;

/** How one version came to be, seen from the other. */
export type VersionOrder = 'equal' | 'newer' | 'older' | 'concurrent';

const COUNTER = /^([A-Z2-7]{7}):(\d{1,20})$/i;

/** From `AFEJBNV:1796064501` and the like; null if one of them is something else. */
export function parseVersion(counters: readonly string[]): VersionVector | null {
  const vector = new Map<ShortDeviceId, bigint>();
  for (const counter of counters) {
    const [, device, value] = COUNTER.exec(counter) ?? [];
    if (device === undefined || value === undefined) return null;
    if (BigInt(value) > 0n) vector.set(shortDeviceId(device), BigInt(value));
  }
  return vector;
}

/** In order of the devices, so that equal versions have equal texts. `parseVersion` reads it back. */
export function versionCounters(version: VersionVector): readonly string[] {
  return [...version].map(([device, value]) => `${device}:${value}`).sort();
}

/** `newer`: `a` was made from `b`, directly or over others. */
export function compareVersions(a: VersionVector, b: VersionVector): VersionOrder {
  const isAhead = hasMore(a, b);
  if (hasMore(b, a)) return isAhead ? 'concurrent' : 'older';
  return isAhead ? 'newer' : 'equal';
}

/** Whether `a` is `b`, or was made from it: everything in `b` was known to whoever wrote `a`. */
export function dominates(a: VersionVector, b: VersionVector): boolean {
  return !hasMore(b, a);
}

function hasMore(a: VersionVector, b: VersionVector): boolean {
  return [...a].some(([device, value]) => value > (b.get(device) ?? 0n));
}
