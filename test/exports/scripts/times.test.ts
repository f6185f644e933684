// Times and dates as they are printed.
import { expect, test } from 'vitest';
import { treePath } from '../../../src/domain/ids.ts';
import { airsOn, clock, overOrUnder, short } from '../../../src/exports/scripts/times.ts';
import { parseInfo } from '../../../src/markdown/document.ts';

test.each([
  [0, '00:00:00', '0:00'],
  [1000, '00:00:01', '0:01'],
  [8400, '00:00:08', '0:08'],
  [75_000, '00:01:15', '1:15'],
  [754_600, '00:12:35', '12:35'],
  [3_720_000, '01:02:00', '1:02:00'],
  [-5, '00:00:00', '0:00'],
])('%d ms', (ms, long, brief) => {
  expect([clock(ms), short(ms)]).toEqual([long, brief]);
});

test.each([
  [null, ''],
  [0, 'on time'],
  [-400, 'on time'],
  [70_000, '00:01:10 over'],
  [-40_000, '00:00:40 under'],
])('%d over', (ms, words) => {
  expect(overOrUnder(ms)).toBe(words);
});

test.each([
  ['airdate: 2025-11-16', 'November 16th, 2025'],
  ['airdate: 2031-03-01', 'March 1st, 2031'],
  ['airdate: 2031-03-02', 'March 2nd, 2031'],
  ['airdate: 2031-03-23T21:00:00', 'March 23rd, 2031 at 9:00 PM'],
  ['airdate: 2031-03-11T00:00:00', 'March 11th, 2031'],
  ['airdate: 2031-03-12T21:00:00Z', 'March 12th, 2031'],
  ['airdate: 2031-03-13\nair_time: 12:05', 'March 13th, 2031 at 12:05 PM'],
  ['airdate: 2031-03-13\nairtime: 9 p.m.', 'March 13th, 2031 at 9:00 PM'],
  ['airdate: 2031-03-13\nairtime: late', 'March 13th, 2031'],
  ['airdate: 2031-02-31', '2031-02-31'],
  ['airdate: some Sunday', 'some Sunday'],
  ['title: none', ''],
])('%s', (head, words) => {
  expect(airsOn(parseInfo(treePath('episodes/0249/info.md'), `---\n${head}\n---\n`))).toBe(words);
});
