// Version vectors: what was made from what.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  dominates,
  parseVersion,
  type VersionVector,
  versionCounters,
} from '../../src/domain/version-vector.ts';

function vector(...counters: readonly string[]): VersionVector {
  const parsed = parseVersion(counters);
  if (parsed === null) throw new Error(`no version: ${counters.join(' ')}`);
  return parsed;
}

describe('version vectors', () => {
  it('as Syncthing writes them are compared', () => {
    const base = vector('AFEJBNV:1796064501', 'RSVEWDP:1796064501');
    const published = vector('AFEJBNV:1796064504', 'RSVEWDP:1796064501');
    const winner = vector('AFEJBNV:1796064501', 'RSVEWDP:1796064506');
    expect(compareVersions(published, base)).toBe('newer');
    expect(compareVersions(base, published)).toBe('older');
    expect(compareVersions(winner, published)).toBe('concurrent');
    expect(compareVersions(base, vector('RSVEWDP:1796064501', 'AFEJBNV:1796064501'))).toBe('equal');
    expect(dominates(winner, base)).toBe(true);
    expect(dominates(winner, published)).toBe(false);
    expect(dominates(base, base)).toBe(true);
  });

  it('hold counters beyond what a number can', () => {
    const [one, other] = [vector('AFEJBNV:18446744073709551614'), vector('AFEJBNV:18446744073709551615')];
    expect(compareVersions(other, one)).toBe('newer');
  });

  it('of another form are none', () => {
    for (const counter of ['', 'AFEJBNV', 'AFEJBNV:', 'AFEJBNV:-1', 'AFE:1', 'AFEJBN1:1', 'AFEJBNV:1 '])
      expect(parseVersion([counter])).toBeNull();
    expect(vector('AFEJBNV:0').size).toBe(0);
  });

  const anyVector = fc
    .dictionary(fc.constantFrom('AAAAAAA', 'BBBBBBB', 'CCCCCCC'), fc.integer({ min: 0, max: 3 }))
    .map((counters) => vector(...Object.entries(counters).map(([device, value]) => `${device}:${value}`)));
  const OPPOSITE = { equal: 'equal', newer: 'older', older: 'newer', concurrent: 'concurrent' } as const;

  it('have one order, seen from both sides, and survive being written', () => {
    fc.assert(
      fc.property(anyVector, anyVector, (a, b) => {
        expect(compareVersions(b, a)).toBe(OPPOSITE[compareVersions(a, b)]);
        expect(dominates(a, b)).toBe(['equal', 'newer'].includes(compareVersions(a, b)));
        expect(parseVersion(versionCounters(a))).toEqual(a);
        expect(compareVersions(a, b) === 'equal').toBe(
          versionCounters(a).join() === versionCounters(b).join(),
        );
      }),
    );
  });

  it('dominate what those dominate that they dominate', () => {
    fc.assert(
      fc.property(anyVector, anyVector, anyVector, (a, b, c) => {
        if (dominates(a, b) && dominates(b, c)) expect(dominates(a, c)).toBe(true);
      }),
    );
  });
});
