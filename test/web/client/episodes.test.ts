// What the page makes of an episode: when it airs, which one is next, and how its items stand in blocks.
import { expect, it } from 'vitest';
import { blocksOf } from '../../../web/client/episodes/blocks.ts';
import { airsIn, airsNext, airsOn, byAirdate } from '../../../web/client/episodes/dates.ts';

const NOON_MS = new Date(2031, 4, 4, 12).getTime();
const dated = (episode: string, airdate: string | null) => ({ episode, airdate });

it('says the day an episode airs in words, and what stands there where it names no day', () => {
  expect(airsOn('2031-05-04T21:00:00')).toMatch(/2031/);
  expect(airsOn('2031-05-04T21:00:00')).not.toContain('21:00');
  expect(airsOn('next Sunday')).toBe('next Sunday');
  expect(airsOn(null)).toBeNull();
});

it.each([
  ['2031-05-04', 'today'],
  ['2031-05-05', 'tomorrow'],
  ['2031-05-09', 'in 5 days'],
  ['2031-12-24', null],
  ['soon', null],
])('says how far away %s is: %s', (airdate, words) => {
  expect(airsIn(airdate, NOON_MS)).toBe(words);
});

it('puts the next to air first, then those without a date, then what is past', () => {
  const rows = [
    dated('0105', null),
    dated('0103', '2031-05-18'),
    dated('0099', '2031-04-20'),
    dated('0100', '2031-04-27'),
    dated('0102', '2031-05-18'),
    dated('0101', '2031-05-04'),
  ];
  expect(byAirdate(rows, NOON_MS).map(({ episode }) => episode)).toEqual([
    '0101',
    '0102',
    '0103',
    '0105',
    '0100',
    '0099',
  ]);
});

it('knows which episode airs next, today’s included, and that one without a date does not', () => {
  expect(airsNext([dated('0101', '2031-05-03'), dated('0102', '2031-05-04')], NOON_MS)).toBe('0102');
  expect(airsNext([dated('0101', '2031-05-03'), dated('0102', null)], NOON_MS)).toBeNull();
});

it('shows blocks and the breaks between them, without what is left out', () => {
  const item = (path: string, block: string | null, startMs: number | null, durationMs: number) => ({
    path,
    order: null,
    title: null,
    type: null,
    onAir: startMs !== null,
    ready: startMs === null ? null : true,
    whyNot: null,
    block,
    startMs,
    durationMs,
  });
  const blocks = blocksOf([
    item('10.md', 'A', 0, 60_000),
    item('15.md', null, null, 0),
    item('20.md', 'A', 60_000, 30_000),
    item('25 break.md', null, 90_000, 120_000),
    item('30.md', 'B', 210_000, 45_000),
  ] as unknown as Parameters<typeof blocksOf>[0]);
  expect(
    blocks.map(({ letter, startMs, durationMs, items }) => [letter, startMs, durationMs, items.length]),
  ).toEqual([
    ['A', 0, 90_000, 2],
    [null, 90_000, 120_000, 1],
    ['B', 210_000, 45_000, 1],
  ]);
});
