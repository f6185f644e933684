import { describe, expect, test } from 'vitest';
import { closed, type GateFacts, type GateName, gates, type HoldReason } from '../../src/domain/gate.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { airsNext, lockedBy } from '../../src/domain/on-air.ts';
import { reason } from '../../src/domain/reason.ts';
import type { ReasonCode } from '../../src/domain/reason-codes.ts';

const NOW_MS = Date.UTC(2031, 4, 4, 10, 30, 0);

/** All open: safe, automatic landing on, nobody near. */
function facts(changed: Partial<GateFacts> = {}): GateFacts {
  return {
    nowMs: NOW_MS,
    episode: '0101' as EpisodeId,
    lane: 'auto',
    accepted: false,
    isSummary: false,
    auto: true,
    base: null,
    files: [],
    episodeQuiet: { quietMs: null, editingForMs: 0, person: 'Josh' },
    settleMs: 5000,
    settleRemoteMs: 75_000,
    idleMs: 180_000,
    sync: null,
    held: [],
    passes: new Set(),
    order: null,
    disk: null,
    ...changed,
  };
}

const held = (code: ReasonCode, holds: HoldReason['holds'], opensAtMs: number | null = null): HoldReason => ({
  reason: reason(code, code.toLowerCase()),
  opensAtMs,
  holds,
});
const codes = (changed: Partial<GateFacts>) =>
  closed(gates(facts(changed))).map(({ reason: { code } }) => code);
const passes = (...names: readonly GateName[]) => new Set(names);

describe('what holds on purpose', () => {
  const all = [
    held('HELD', 'everything'),
    held('PAUSED', 'automatic'),
    held('QUIET_HOURS', 'choice', NOW_MS + 1),
  ];

  test('is told one by one, each with its moment', () => {
    expect(closed(gates(facts({ held: all })))).toMatchObject([
      { name: 'hold', reason: { code: 'HELD' }, opensAtMs: null },
      { name: 'hold', reason: { code: 'PAUSED' }, opensAtMs: null },
      { name: 'hold', reason: { code: 'QUIET_HOURS' }, opensAtMs: NOW_MS + 1 },
    ]);
  });

  test('lets what a reviewer accepted through, unless it holds everything', () => {
    expect(codes({ held: all, accepted: true })).toEqual(['HELD']);
  });

  test('lets one pass what is a choice, and nothing else', () => {
    expect(codes({ held: all, passes: passes('hold') })).toEqual(['HELD', 'PAUSED']);
    expect(codes({ held: all.slice(2), passes: passes('hold') })).toEqual([]);
    expect(codes({ held: all.slice(2), passes: passes('idle') })).toEqual(['QUIET_HOURS']);
  });
});

test('somebody who is at work is passed where a person says so; a file that is being typed in is not', () => {
  const episodeQuiet = { quietMs: 1000, editingForMs: 1000, person: 'Josh' };
  const files = [{ name: '10 Glove.md', quietMs: 1000, remote: false, person: 'Josh' }];
  expect(codes({ episodeQuiet, files })).toEqual(['NOT_SETTLED', 'NOT_IDLE']);
  expect(codes({ episodeQuiet, files, passes: passes('idle', 'settled') })).toEqual(['NOT_SETTLED']);
});

describe('half an hour of work on the episode', () => {
  const MINUTE_MS = 60_000;
  const long = { quietMs: 20_000, editingForMs: 31 * MINUTE_MS, person: 'Josh' };
  const file = (quietMs: number | null) => ({ name: '10 Glove.md', quietMs, remote: false, person: 'Josh' });
  const opens = (changed: Partial<GateFacts>) =>
    closed(gates(facts({ episodeQuiet: long, ...changed }))).map(
      ({ opensAtMs }) => (opensAtMs ?? 0) - NOW_MS,
    );

  test('opens what changes files that nobody has touched for as long as an episode has to rest', () => {
    expect(opens({ files: [file(3 * MINUTE_MS), file(null)] })).toEqual([]);
    expect(opens({ files: [] })).toEqual([]);
  });

  test('does not open what changes the file that is being typed in', () => {
    expect(opens({ files: [file(3 * MINUTE_MS), file(20_000)] })).toEqual([160_000]);
    expect(opens({ files: [file(2 * MINUTE_MS)] })).toEqual([MINUTE_MS]);
  });

  test('never opens what is made of the whole episode, until it rests', () => {
    expect(opens({ files: [file(null)], isSummary: true })).toEqual([160_000]);
    const episodeQuiet = { ...long, quietMs: 180_000 };
    expect(opens({ files: [file(null)], isSummary: true, episodeQuiet })).toEqual([]);
  });

  test('is waited for, where the file has rested and the episode will not before', () => {
    const episodeQuiet = { quietMs: 0, editingForMs: 29 * MINUTE_MS, person: 'Josh' };
    expect(opens({ files: [file(null)], episodeQuiet })).toEqual([MINUTE_MS]);
  });
});

describe('the air', () => {
  const open = [
    ['0101', '2031-05-04'],
    ['0102', '2031-05-11'],
    ['0103', null],
  ].map(([episode, airdate]) => ({ episode: episode as EpisodeId, airdate: airdate ?? null }));

  test('next is the first that airs on that day or later', () => {
    expect(airsNext(open, '2031-05-04')).toEqual(['0101']);
    expect(airsNext(open, '2031-05-05')).toEqual(['0102']);
  });

  test('where no date is to come it may be any without one', () => {
    expect(airsNext(open, '2031-05-12')).toEqual(['0103']);
    expect(airsNext([], '2031-05-12')).toEqual([]);
  });

  test.each([
    ['locked', 'locked'],
    [' Live ', 'live'],
    ['FROZEN', 'frozen'],
    ['production', null],
    ['completed', null],
    ['', null],
    [null, null],
  ])('status %j locks as %j', (status, expected) => {
    expect(lockedBy(status)).toBe(expected);
  });
});
