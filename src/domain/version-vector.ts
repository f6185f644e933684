// Version vectors of files, as Syncthing keeps them: one counter per device that changed the file. If neither of two
// versions was made from the other, they are concurrent, and Syncthing keeps the loser as a conflict copy.
import { type ShortDeviceId, shortDeviceId } from './ids.ts';

/** Device → counter, never zero. Syncthing's counters have 64 bits and start at the seconds since 1970. */
export type VersionVector = ReadonlyMap<ShortDeviceId, bigint>;

/** Relation of one version to another. */
export type VersionOrder = 'equal' | 'newer' | 'older' | 'concurrent';

const COUNTER = /^([A-Z2-7]{7}):(\d{1,20})$/i;

/** Parses counters such as `AFEJBNV:1796064501`; null if one has another form. */
export function parseVersion(counters: readonly string[]): VersionVector | null {
  const vector = new Map<ShortDeviceId, bigint>();
  for (const counter of counters) {
    const [, device, value] = COUNTER.exec(counter) ?? [];
    if (device === undefined || value === undefined) return null;
    if (BigInt(value) > 0n) vector.set(shortDeviceId(device), BigInt(value));
  }
  return vector;
}

/** Sorted, so equal versions give equal lists. The inverse of `parseVersion`. */
export function versionCounters(version: VersionVector): readonly string[] {
  return [...version].map(([device, value]) => `${device}:${value}`).sort();
}

/** `newer`: `a` was made from `b`, directly or through other versions. */
export function compareVersions(a: VersionVector, b: VersionVector): VersionOrder {
  const isAhead = hasMore(a, b);
  if (hasMore(b, a)) return isAhead ? 'concurrent' : 'older';
  return isAhead ? 'newer' : 'equal';
}

/** True if `a` equals `b` or was made from it, so its author had seen everything in `b`. */
export function dominates(a: VersionVector, b: VersionVector): boolean {
  return !hasMore(b, a);
}

function hasMore(a: VersionVector, b: VersionVector): boolean {
  return [...a].some(([device, value]) => value > (b.get(device) ?? 0n));
}
