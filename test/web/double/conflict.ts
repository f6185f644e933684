// A conflict copy, as the desk tells of it.
import type { ConflictRow } from '../../../src/desk.ts';

export const CONFLICT: ConflictRow = {
  path: 'episodes/0101/rundown/10 The Glove.sync-conflict-20310301-081936-CPK7LWO.md',
  original: 'episodes/0101/rundown/10 The Glove.md',
  episode: '0101',
  by: 'Ann',
  winner: 'Josh',
  writtenMs: 1_930_000_000_000,
  seenMs: 1_930_000_060_000,
  bytes: 1200,
  state: 'merged',
  gone: { atMs: 1_930_000_600_000, by: 'bot' },
  changes: [{ id: 'a1b2c3d4e5', title: 'Merge a conflict copy by Ann', state: 'landed' }],
};
