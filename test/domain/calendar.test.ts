import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTimezone, parseWeekly, type Window, windowAt } from '../../src/domain/calendar.ts';

function window(weekly: string, timezone: string, warmUpMin = 0): Window {
  const hours = parseWeekly(weekly);
  if (hours === null) throw new Error(weekly);
  return { ...hours, weekly, timezone, warmUpMin };
}

const isOpen = (each: Window, at: string) => windowAt([each], Date.parse(at)) === each;

describe('reading', () => {
  test('days, ranges and lists', () => {
    expect(parseWeekly('Sat 22:00-08:00')).toEqual({ days: [6], startMin: 1320, lengthMin: 600 });
    expect(parseWeekly('Fri-Mon 9:00-17:00')?.days).toEqual([5, 6, 0, 1]);
    expect(parseWeekly('sat,SUN 10:00-24:00')).toEqual({ days: [6, 0], startMin: 600, lengthMin: 840 });
    expect(parseWeekly('daily 00:00-00:00')).toEqual({
      days: [0, 1, 2, 3, 4, 5, 6],
      startMin: 0,
      lengthMin: 1440,
    });
  });

  test.each([
    '',
    'Sat',
    'Sat 22-8',
    'Sat 24:00-08:00',
    'Sat 22:60-08:00',
    'Sut 22:00-08:00',
    'Sat 22:00-25:00',
    'Sat-Sun-Mon 1:00-2:00',
    'Sat, 1:00-2:00',
  ])('refuses %j', (text) => {
    expect(parseWeekly(text)).toBeNull();
  });

  test('time zones', () => {
    expect(isTimezone('America/New_York')).toBe(true);
    expect(isTimezone('Mars/Olympus')).toBe(false);
  });
});

describe('asking', () => {
  test('crosses midnight; the end is outside', () => {
    const night = window('Sat 22:00-08:00', 'America/New_York');
    expect(isOpen(night, '2025-08-09T21:59:59-04:00')).toBe(false);
    expect(isOpen(night, '2025-08-09T22:00:00-04:00')).toBe(true);
    expect(isOpen(night, '2025-08-10T07:59:59-04:00')).toBe(true);
    expect(isOpen(night, '2025-08-10T08:00:00-04:00')).toBe(false);
    expect(isOpen(night, '2025-08-10T23:00:00-04:00')).toBe(false);
  });

  test('keeps its wall-clock hours where the clock is put back and forward', () => {
    const show = window('Sun 01:30-03:30', 'America/New_York');
    // Put back on 2 November 2025: 01:30 comes twice, and the hour between 01:00 and 01:30 in between is outside.
    expect(isOpen(show, '2025-11-02T01:45:00-04:00')).toBe(true);
    expect(isOpen(show, '2025-11-02T01:15:00-05:00')).toBe(false);
    expect(isOpen(show, '2025-11-02T03:29:00-05:00')).toBe(true);
    expect(isOpen(show, '2025-11-02T03:30:00-05:00')).toBe(false);
    // Put forward on 9 March 2025: 03:00 follows 01:59.
    expect(isOpen(show, '2025-03-09T03:15:00-04:00')).toBe(true);
    expect(isOpen(show, '2025-03-09T03:30:00-04:00')).toBe(false);
  });

  test('warm-up begins earlier, also across the end of the week', () => {
    const early = window('Sun 00:10-01:00', 'UTC', 30);
    expect(isOpen(early, '2025-08-09T23:39:00Z')).toBe(false);
    expect(isOpen(early, '2025-08-09T23:40:00Z')).toBe(true);
    expect(isOpen(early, '2025-08-10T01:00:00Z')).toBe(false);
  });

  test('the first open window answers, null where none is', () => {
    const [a, b] = [window('Mon 01:00-02:00', 'UTC'), window('daily 01:30-02:30', 'UTC')];
    expect(windowAt([a, b], Date.parse('2025-08-11T01:45:00Z'))).toBe(a);
    expect(windowAt([a, b], Date.parse('2025-08-11T02:15:00Z'))).toBe(b);
    expect(windowAt([a, b], Date.parse('2025-08-11T03:00:00Z'))).toBeNull();
  });

  test('in UTC a window is open for exactly its length in each week', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 0, max: 6 }), (start, end, day) => {
        const clock = (min: number) => `${Math.floor(min / 60)}:${String(min % 60).padStart(2, '0')}`;
        const name = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][day] ?? '';
        const each = window(`${name} ${clock(start)}-${clock(end)}`, 'UTC');
        const beginMs = Date.UTC(2025, 7, 10 + day, 0, start);
        const at = (min: number) => windowAt([each], beginMs + min * 60_000) !== null;
        const length = end > start ? end - start : end - start + 1440;
        expect([at(-1), at(0), at(length - 1), at(length)]).toEqual([false, true, true, false]);
      }),
      { numRuns: 100 },
    );
  });
});
