// What is remembered of open changes and landings: bounded, and asked again only where the answer may differ.
import { describe, expect, it } from 'vitest';
import { openLandedValues } from '../../bot/cache/landed-values.ts';
import { openPlacements } from '../../bot/cache/placements.ts';
import type { Change } from '../../src/domain/change.ts';
import { type BlobId, type CommitId, treePath } from '../../src/domain/ids.ts';

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

describe('openLandedValues', () => {
  it('asks once for each commit, file and set of fields, and forgets the oldest', async () => {
    const remembered = openLandedValues();
    let asked = 0;
    const find = (commit: string, ...fields: readonly string[]) =>
      remembered.of(
        { commit: commit as CommitId, path: treePath('a.md'), fields: new Set(fields) },
        async () => {
          asked += 1;
          return {
            blob: commit as unknown as BlobId,
            values: fields.map((field) => [field, commit] as const),
          };
        },
      );
    expect(await find('one', 'title')).toEqual({ blob: 'one', values: [['title', 'one']] });
    await find('one', 'title');
    expect(asked).toBe(1);
    expect((await find('one', 'slug')).values).toEqual([['slug', 'one']]);
    expect((await find('two', 'title')).values).toEqual([['title', 'two']]);
    expect(asked).toBe(3);
    for (let i = 0; i < 20_000; i++) await find(`other ${i}`);
    await find('one', 'title');
    expect(asked).toBe(20_004);
  });
});
