// Parsed documents are shared: thousands of short ones too, and arrays of them are the same array.
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { documentReader } from '../../src/markdown/reader.ts';

const path = (i: number) => treePath(`episodes/0101/rundown/${i}.md`);

describe('documentReader', () => {
  it('keeps an episode of thousands of short segments whole, and forgets long ones beyond the number', () => {
    const short = documentReader(10);
    const first = short.segment(path(0), 'A word.\n');
    for (let i = 1; i < 5000; i++) short.segment(path(i), 'A word.\n');
    expect(short.segment(path(0), 'A word.\n')).toBe(first);
    const long = documentReader(10);
    const text = 'A word. '.repeat(200_000);
    const book = long.segment(path(0), text);
    for (let i = 1; i < 10; i++) long.segment(path(i), text);
    expect(long.segment(path(0), text)).toBe(book);
    for (let i = 1; i < 20; i++) long.segment(path(i), text);
    expect(long.segment(path(0), text)).not.toBe(book);
  });

  it('gives the same array for the same documents, and another when one has changed', () => {
    const reader = documentReader(10);
    const read = (...words: readonly string[]) =>
      reader.items(words.map((word, i) => reader.segment(path(i), word)));
    const before = read('one', 'two');
    expect(read('one', 'two')).toBe(before);
    const after = read('one', 'other');
    expect(after).not.toBe(before);
    expect(after[1]?.text).toBe('other');
    expect(read('one', 'two')).toBe(before);
    expect(read('one')).toHaveLength(1);
    expect(reader.items([])).toEqual([]);
  });
});
