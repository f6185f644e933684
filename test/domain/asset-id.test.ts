// What counts as an AssetID, everywhere: for items, episodes and cues alike, and as preflight's message says it.
import { expect, test } from 'vitest';
import { isAssetId } from '../../src/domain/asset-id.ts';
import { PREFLIGHT_WORDS } from '../../src/exports/preflight/messages.ts';

test.each([
  'SOT23MITBFEF37C0Q',
  'PROD-SOT-79A4B334B1CB',
  'gfx_20250816_001',
  '15837',
  'S1',
  'x'.repeat(64),
])('%s is one', (id) => {
  expect(isAssetId(id)).toBe(true);
});

test.each([
  '',
  'two words',
  'ä',
  'a.b',
  'pending',
  'Unknown',
  'undefined',
  'null',
  'n/a',
  'x'.repeat(65),
])('“%s” is none', (id) => {
  expect(isAssetId(id)).toBe(false);
});

test('preflight says what it checks', () => {
  for (const code of ['EPISODE_INVALID_ASSETID', 'INVALID_SEGMENT_ASSETID'] as const)
    expect(PREFLIGHT_WORDS[code][1]).toContain('letters, digits, - and _ make one, 64 of them at most');
});
