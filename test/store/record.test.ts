import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type CommitId,
  type EnhancementId,
  type EpisodeId,
  type Hash,
  treePath,
} from '../../src/domain/ids.ts';
import type { AnswerRow } from '../../src/store/answers.ts';
import type { HistoryRow } from '../../src/store/history.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { EPISODE } from './rows.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(() => store.close());

describe('results', () => {
  const row = {
    fingerprint: 'f1' as Hash,
    step: 'slug-enhancement',
    stepVersion: 1,
    episode: EPISODE,
    subject: treePath('a.md'),
    input: 'i1' as Hash,
    result: { changes: [], facts: { words: 3 } },
  };

  test('are kept by fingerprint', () => {
    expect(store.results.get(row.fingerprint)).toBeNull();
    store.results.put(row);
    expect(store.results.get(row.fingerprint)).toEqual(row.result);
    store.results.put({ ...row, result: 'other' });
    expect(store.results.get(row.fingerprint)).toBe('other');
  });

  test('are forgotten for a step and subject only', () => {
    const others = [
      { ...row, fingerprint: 'f2' as Hash, step: 'cue-block-repair' },
      { ...row, fingerprint: 'f3' as Hash, subject: treePath('b.md') },
    ];
    for (const each of [row, ...others]) store.results.put(each);
    store.results.forget(row.step, row.subject);
    expect(['f1', 'f2', 'f3'].map((each) => store.results.get(each as Hash) === null)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('answers', () => {
  const row: AnswerRow = {
    key: 'k',
    contentHash: 'c' as Hash,
    promptType: 'slug-enhancement/segment@1',
    model: 'gpt-5-mini',
    episode: EPISODE,
    answer: { slug: 'teapot-debate' },
    inputTokens: 100,
    outputTokens: 10,
    costUsd: 0.25,
    atMs: 1_000,
  };

  test('the newest is given, and asking again does not make the first one free', () => {
    expect(store.answers.get('k')).toBeNull();
    store.answers.put(row);
    store.answers.put({ ...row, answer: 'second', atMs: 2_000 });
    expect(store.answers.get('k')).toBe('second');
    expect(store.answers.spentUsd(0)).toBeCloseTo(0.5);
  });

  test('spending counts from a time, for all or one episode, unknown prices as nothing', () => {
    store.answers.put(row);
    store.answers.put({ ...row, key: 'l', episode: '0102' as EpisodeId, atMs: 2_000, costUsd: 1 });
    const { episode: _none, ...nobody } = row;
    store.answers.put({ ...nobody, key: 'm', atMs: 3_000, costUsd: 2 });
    store.answers.put({ ...row, key: 'n', atMs: 4_000, costUsd: null });
    expect(store.answers.spentUsd(1_000)).toBe(3.25);
    expect(store.answers.spentUsd(1_001)).toBe(3);
    expect(store.answers.spentUsd(0, EPISODE)).toBe(0.25);
    expect(store.answers.spentUsd(9_000)).toBe(0);
  });

  test('what was no answer is counted, never given, and hides none', () => {
    store.answers.put({ ...row, answer: null });
    expect(store.answers.get('k')).toBeNull();
    store.answers.put(row);
    store.answers.put({ ...row, answer: null });
    expect(store.answers.get('k')).toEqual(row.answer);
    expect(store.answers.spentUsd(0, EPISODE)).toBeCloseTo(0.75);
  });
});

describe('history', () => {
  const row: HistoryRow = {
    atMs: 1_000,
    event: 'landed',
    episode: EPISODE,
    step: 'slug-enhancement',
    subject: treePath('a.md'),
    path: treePath('a.md'),
    enhancement: 'e1' as EnhancementId,
    commit: 'c1' as CommitId,
    who: 'josh',
    hashBefore: 'aa',
    hashAfter: 'bb',
    detail: { files: 1 },
  };

  test('a rebuild doubles nothing; what no commit tells of is added each time', () => {
    expect(store.history.append(row)).toBe(true);
    expect(store.history.append({ ...row, atMs: 2_000 })).toBe(false);
    expect(store.history.append({ ...row, path: treePath('b.md') })).toBe(true);
    expect(store.history.append({ ...row, path: null })).toBe(true);
    expect(store.history.append({ ...row, path: null })).toBe(false);
    expect(store.history.append({ ...row, commit: null })).toBe(true);
    expect(store.history.append({ ...row, commit: null })).toBe(true);
    expect(store.history.list()).toHaveLength(5);
  });

  test('is listed newest first, whole, by what is asked for', () => {
    const later = {
      ...row,
      atMs: 3_000,
      event: 'reverted',
      commit: 'c2' as CommitId,
      episode: '0102' as EpisodeId,
    };
    store.history.append(row);
    store.history.append(later);
    expect(store.history.list()).toEqual([later, row]);
    expect(store.history.list({ episode: EPISODE })).toEqual([row]);
    expect(store.history.list({ event: 'reverted', enhancement: row.enhancement as EnhancementId })).toEqual([
      later,
    ]);
    expect(store.history.list({ sinceMs: 1_001, path: treePath('a.md') })).toEqual([later]);
    expect(store.history.list({ limit: 1, step: 'slug-enhancement' })).toEqual([later]);
  });
});
