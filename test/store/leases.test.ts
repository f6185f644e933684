import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import type { Lease, LeaseKind } from '../../src/store/leases.ts';
import { openStore, type Store } from '../../src/store/open.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(() => store.close());

const FILE = treePath('episodes/0101/rundown/10 Opening.md');
const get = (kind: LeaseKind, holder: string, nowMs = 0): Lease | null =>
  store.leases.acquire(FILE, kind, holder, 100, nowMs);

function mustGet(kind: LeaseKind, holder: string, nowMs = 0): Lease {
  const lease = get(kind, holder, nowMs);
  if (lease === null) throw new Error(`${holder} got no lease`);
  return lease;
}

test.each([
  ['read', 'read', true],
  ['read', 'processing', true],
  ['read', 'write', false],
  ['processing', 'read', true],
  ['processing', 'processing', false],
  ['processing', 'write', false],
  ['write', 'read', false],
  ['write', 'processing', false],
  ['write', 'write', false],
] as const)('while one holds %s, another may have %s: %s', (held, wanted, may) => {
  expect(get(held, 'a')).toMatchObject({ path: FILE, kind: held, holder: 'a', untilMs: 100 });
  expect(get(wanted, 'b') !== null).toBe(may);
  expect(store.leases.acquire(treePath('other.md'), wanted, 'b', 100, 0)).not.toBeNull();
});

test('one that has expired is taken over, and cannot be renewed or released by the old holder', () => {
  const old = mustGet('write', 'a');
  expect(get('write', 'b', 99)).toBeNull();
  const taken = mustGet('write', 'b', 100);
  expect(store.leases.renew(old, 100, 100)).toBeNull();
  store.leases.release(old);
  expect(store.leases.list(100)).toEqual([taken]);
});

test('renewed in time it goes on; too late it is lost, even if nobody took it', () => {
  const renewed = store.leases.renew(mustGet('write', 'a'), 100, 99);
  expect(renewed?.untilMs).toBe(199);
  expect(get('read', 'b', 198)).toBeNull();
  expect(renewed && store.leases.renew(renewed, 100, 199)).toBeNull();
});

test('released, it is free at once', () => {
  store.leases.release(mustGet('write', 'a'));
  expect(get('write', 'b')).not.toBeNull();
});

test('the same holder asking again has its lease extended, never shortened; it may go from read to write alone', () => {
  const first = mustGet('read', 'a');
  expect(mustGet('read', 'a', 50)).toEqual({ ...first, untilMs: 150 });
  expect(store.leases.acquire(FILE, 'read', 'a', 1, 50)?.untilMs).toBe(150);
  expect(get('write', 'a', 50)).not.toBeNull();
  expect(get('read', 'b', 50)).toBeNull();
});

test('whatever happens, no two holders have leases that stand against each other', () => {
  const act = fc.record({
    kind: fc.constantFrom<LeaseKind>('read', 'write', 'processing'),
    holder: fc.constantFrom('a', 'b', 'c'),
    waitMs: fc.nat({ max: 60 }),
    release: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let nowMs = 0;
      for (const lease of store.leases.list(0)) store.leases.release(lease);
      for (const { kind, holder, waitMs, release } of acts) {
        nowMs += waitMs;
        const lease = get(kind, holder, nowMs);
        if (release && lease !== null) store.leases.release(lease);
        const held = store.leases.list(nowMs);
        for (const one of held)
          for (const other of held)
            if (one.holder !== other.holder) expect(one.kind === 'read' || other.kind === 'read').toBe(true);
        for (const writer of held.filter((each) => each.kind === 'write'))
          expect(held.every((each) => each.holder === writer.holder)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
