import { describe, expect, it } from 'vitest';
import { countedItems } from '../../src/domain/episode.ts';
import { byOrder, countWords, readOrder, speechMs } from '../../src/domain/segment.ts';

describe('order', () => {
  it.each([
    ['10', 10],
    ['010', 10],
    [' 20 ', 20],
    ['31.5', 31.5],
    ['ten', null],
    ['', null],
    [null, null],
    ['0x10', null],
  ])('%j is %s', (text, order) => expect(readOrder(text)).toBe(order));

  it('counts as a number, a missing one last, ties by name', () => {
    const files = [
      { order: 100, path: 'a' },
      { order: null, path: 'b' },
      { order: 20, path: 'd' },
      { order: 20, path: 'c' },
      { order: null, path: 'a' },
    ];
    expect(files.sort(byOrder).map(({ order, path }) => `${order} ${path}`)).toEqual([
      '20 c',
      '20 d',
      '100 a',
      'null a',
      'null b',
    ]);
  });
});

describe('counting', () => {
  it.each([
    ['', 0],
    ['— … -', 0],
    ['One two — three.', 3],
    ['1984 été', 2],
  ])('%j has %i words', (text, words) => expect(countWords(text)).toBe(words));

  it('reads 150 words in a minute', () => expect(speechMs(150, 150)).toBe(60_000));

  it('counts what is in production, or everything as long as nothing is', () => {
    const items = [
      { status: 'draft', isItem: true },
      { status: 'production', isItem: false },
    ];
    expect(countedItems(items)).toEqual({ items: [items[0]], productionOnly: false });
    const ready = { status: ' Production', isItem: true };
    expect(countedItems([...items, ready])).toEqual({ items: [ready], productionOnly: true });
  });
});
