import { describe, expect, it } from 'vitest';
import { type FileSync, type SyncFacts, syncWait } from '../../src/domain/sync-gate.ts';

const NOW_MS = 1_000_000_000;
const MINUTE_MS = 60_000;

const done: FileSync = {
  name: '10 Glove.md',
  isInFlight: false,
  isNewest: true,
  isRead: true,
  lackedBy: [],
  sinceMs: 0,
};

function wait(file: Partial<FileSync> | number, more: Partial<SyncFacts> = {}) {
  const files = typeof file === 'number' ? file : [done, { ...done, ...file }];
  const found = syncWait({ nowMs: NOW_MS, files, isRename: false, away: [], ...more });
  return found && [found.reason.code, found.opensAtMs - NOW_MS];
}

describe('a landing waits for Syncthing', () => {
  it.each<[string, Partial<FileSync>, string, number]>([
    ['while it writes the file', { isInFlight: true }, 'SYNC_ARRIVING', 5 * MINUTE_MS],
    ['while a newer version is on its way', { isNewest: false, sinceMs: 1000 }, 'SYNC_ARRIVING', 299_000],
    ['until it has read what is on the disk', { isRead: false }, 'SYNC_UNREAD', 2 * MINUTE_MS],
    ['until every connected machine has it', { lackedBy: ['Studio'] }, 'SYNC_SPREADING', 5 * MINUTE_MS],
  ])('%s', (_when, file, code, leftMs) => {
    expect(wait(file)).toEqual([code, leftMs]);
  });

  it('but not for ever: a machine may never want a file, and an index may never be read', () => {
    expect(wait({ lackedBy: ['Studio'], sinceMs: 5 * MINUTE_MS })).toBeNull();
    expect(wait({ isRead: false, sinceMs: 2 * MINUTE_MS })).toBeNull();
    expect(wait({ isNewest: false, sinceMs: 5 * MINUTE_MS })).toBeNull();
  });

  it('not where all is done', () => {
    expect(wait({})).toBeNull();
  });

  it('says who lacks it', () => {
    const files = [{ ...done, lackedBy: ['Studio', 'Laptop', 'Phone'] }];
    const found = syncWait({ nowMs: NOW_MS, files, isRename: false, away: [] });
    expect(found?.reason.user).toBe('Studio and 2 more have not got the last 10 Glove.md yet');
  });
});

describe('a machine that is away', () => {
  const away = [
    { name: 'Never', forMs: null },
    { name: 'Old', forMs: 25 * 60 * MINUTE_MS },
    { name: 'Train', forMs: 60 * MINUTE_MS },
  ];

  it('holds back no text', () => {
    expect(wait({}, { away })).toBeNull();
  });

  it('holds back a rename for a day', () => {
    expect(wait({}, { away, isRename: true })).toEqual(['SYNC_AWAY', 23 * 60 * MINUTE_MS]);
    expect(wait({}, { away: away.slice(0, 2), isRename: true })).toBeNull();
  });
});

it('where Syncthing can’t be asked, text waits half a minute, and a rename a day', () => {
  expect(wait(0)).toEqual(['SYNC_UNKNOWN', 30_000]);
  expect(wait(30_000)).toBeNull();
  expect(wait(30_000, { isRename: true })).toEqual(['SYNC_UNKNOWN', 24 * 60 * MINUTE_MS - 30_000]);
  expect(wait(24 * 60 * MINUTE_MS, { isRename: true })).toBeNull();
});
