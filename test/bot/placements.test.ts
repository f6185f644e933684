// The memory of where open changes stand on main's texts: bounded, and asked again only where the answer may differ.
import { describe, expect, it } from 'vitest';
import { openPlacements } from '../../bot/cache/placements.ts';
import type { Change } from '../../src/domain/change.ts';

const CHANGE: Change = { title: 't', why: 'w', applicability: 'safe', files: [] };

describe('openPlacements', () => {
  it('asks once for each key, remembers that there is no place too, and forgets the oldest', async () => {
    const placements = openPlacements();
    const asked: string[] = [];
    const find = (key: string) =>
      placements.of(key, async () => {
        asked.push(key);
        return key === 'none' ? null : CHANGE;
      });
    expect(await find('none')).toBeNull();
    expect(await find('none')).toBeNull();
    expect(await find('a')).toBe(CHANGE);
    expect(asked).toEqual(['none', 'a']);
    for (let i = 0; i < 5000; i++) await find(`other ${i}`);
    await find('none');
    expect(asked.at(-1)).toBe('none');
  });
});
