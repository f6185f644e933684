import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BlobId, type TreePath, treePath } from '../../src/domain/ids.ts';
import type { FileState } from '../../src/store/files.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { eachInFolder } from './folder.ts';

const at = eachInFolder();
let store: Store;
beforeEach(async () => {
  store = await openStore(at('files.db'));
});
afterEach(() => store.close());

const ns = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const state: fc.Arbitrary<FileState> = fc.record({
  blob: fc.option(fc.constant('b'.repeat(40) as BlobId)),
  bytes: fc.maxSafeNat(),
  mtimeNs: ns,
  ctimeNs: ns,
  inode: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  sha256: fc.option(fc.constant('5'.repeat(64))),
  writtenBy: fc.constantFrom('bot' as const, 'person' as const),
  arrivedMs: fc.maxSafeNat(),
});
const name = fc.string({ unit: 'grapheme', minLength: 1 }).map((each) => treePath(`episodes/0101/${each}`));

test('what is saved is read back exactly, to the nanosecond; saved again is replaced; removed is gone', () => {
  const states = fc.uniqueArray(fc.tuple(name, state), { selector: ([path]) => path });
  fc.assert(
    fc.property(states, fc.infiniteStream(state), (saved, others) => {
      store.files.remove([...allStates(store).keys()]);
      store.files.save(saved);
      expect(allStates(store)).toEqual(new Map(saved));
      const [first, ...rest] = saved;
      if (first === undefined) return;
      const other = others.next().value;
      store.files.save([[first[0], other]]);
      expect(allStates(store).get(first[0])).toEqual(other);
      store.files.remove([first[0], treePath('not there')]);
      expect(allStates(store)).toEqual(new Map(rest));
    }),
    { numRuns: 60 },
  );
});

test('saving is all or nothing', () => {
  function* broken(): Iterable<readonly [TreePath, FileState]> {
    yield [treePath('a'), fc.sample(state, 1)[0] as FileState];
    throw new RangeError('the scan failed');
  }
  expect(() => store.files.save(broken())).toThrow(RangeError);
  expect(allStates(store).size).toBe(0);
});

test('a great tree is loaded before anybody notices', () => {
  const nowNs = 1_760_000_000_123_456_789n;
  store.files.save(
    (function* () {
      for (let n = 0; n < 140_000; n++)
        yield [
          treePath(`episodes/${String(Math.floor(n / 14)).padStart(4, '0')}/rundown/${n % 14}0 A title.md`),
          {
            blob: n.toString(16).padStart(40, '0') as BlobId,
            bytes: n,
            mtimeNs: nowNs + BigInt(n),
            ctimeNs: nowNs + BigInt(n),
            inode: BigInt(n),
            sha256: null,
            writtenBy: 'person',
            arrivedMs: 1_760_000_000_000 + n,
          },
        ] as const;
    })(),
  );
  const all = allStates(store);
  expect(all.size).toBe(140_000);
});

function allStates(store: Store): Map<TreePath, FileState> {
  const all = new Map<TreePath, FileState>();
  store.files.each((path, state) => all.set(path, state));
  return all;
}
