import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from '../../src/queue/backoff.ts';
import { jobKey } from '../../src/queue/rules.ts';

const attempt = fc.integer({ min: 1, max: 2_000 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('backoff stays between half a second and five minutes, and never shrinks at the same chance', () => {
  fc.assert(
    fc.property(attempt, chance, (n, random) => {
      const waitMs = backoffMs(n, null, random);
      expect(waitMs).toBeGreaterThanOrEqual(500);
      expect(waitMs).toBeLessThanOrEqual(300_000);
      expect(backoffMs(n + 1, null, random)).toBeGreaterThanOrEqual(waitMs);
    }),
  );
});

test('backoff spreads by chance', () => {
  expect([0, 0.5, 0.999].map((random) => backoffMs(4, null, random))).toEqual([4_000, 6_000, 7_996]);
});

test('a time that the other side named is kept, whatever the attempt', () => {
  fc.assert(
    fc.property(attempt, chance, fc.nat(), (n, random, retryAfterMs) => {
      expect(backoffMs(n, retryAfterMs, random)).toBe(retryAfterMs);
    }),
  );
});

test('a key tells steps and subjects apart', () => {
  expect(jobKey('a', 'b c')).toBe('a b c');
  expect(jobKey('a', 'b')).not.toBe(jobKey('b', 'a'));
});
