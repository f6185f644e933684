import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { boundedCache } from '../../src/git/cache.ts';
import { limiter } from '../../src/git/limiter.ts';

const sized = (maxBytes: number) => boundedCache<string>(maxBytes, (text) => text.length);

test('what was used last stays, what is too large never comes in', () => {
  const cache = sized(1_000);
  cache.set('a', 'x'.repeat(200));
  cache.set('b', 'x'.repeat(200));
  cache.get('a');
  cache.set('c', 'x'.repeat(200));
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')).toHaveLength(200);
  cache.set('d', 'x'.repeat(1_000));
  expect(cache.get('d')).toBeUndefined();
  expect(cache.get('c')).toHaveLength(200);
});

test('setting one key again and again takes the room of one', () => {
  const cache = sized(1_000);
  for (let i = 0; i < 50; i++) cache.set('a', 'x'.repeat(300));
  cache.set('b', 'x'.repeat(200));
  expect(cache.get('a')).toHaveLength(300);
  expect(cache.get('b')).toHaveLength(200);
});

test('a gate lets in so many at a time, all in the end, and goes on after a failure', async () => {
  const limited = limiter(3);
  let inside = 0;
  let most = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) =>
      limited(async () => {
        most = Math.max(most, ++inside);
        await setImmediate();
        inside -= 1;
        if (i === 4) throw new Error('one');
        return i;
      }),
    ),
  );
  expect(most).toBe(3);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(19);
});
