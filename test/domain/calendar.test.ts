import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changesAt,
  clockTime,
  dayBegun,
  freeAt,
  isTimezone,
  parseWeekly,
  type Window,
  windowAt,
} from '../../src/domain/calendar.ts';

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

describe('when it changes', () => {
  const changes = (each: Window, at: string) => {
    const ms = changesAt(each, Date.parse(at));
    return ms === null ? null : new Date(ms).toISOString();
  };

  test('an open window ends, a closed one begins', () => {
    const night = window('Sat 22:00-08:00', 'America/New_York');
    expect(changes(night, '2025-08-09T22:00:30-04:00')).toBe('2025-08-10T12:00:00.000Z');
    expect(changes(night, '2025-08-10T08:00:00-04:00')).toBe('2025-08-17T02:00:00.000Z');
    expect(changes(night, '2025-08-09T21:59:59-04:00')).toBe('2025-08-10T02:00:00.000Z');
  });

  test('days that touch are one stretch, and one without an end has none', () => {
    expect(changes(window('Mon,Tue 08:00-08:00', 'UTC'), '2025-08-11T12:00:00Z')).toBe(
      '2025-08-13T08:00:00.000Z',
    );
    expect(changes(window('daily 00:00-24:00', 'Europe/Berlin'), '2025-08-11T12:00:00Z')).toBeNull();
  });

  test('the night on which the clock is put forward is an hour shorter', () => {
    const night = window('daily 22:00-08:00', 'Europe/Berlin');
    expect(changes(night, '2025-03-29T22:00:00+01:00')).toBe('2025-03-30T06:00:00.000Z');
    expect(changes(night, '2025-03-28T22:00:00+01:00')).toBe('2025-03-29T07:00:00.000Z');
    // What would begin within the hour that there is not begins with the hour after it.
    const missing = window('Sun 02:30-04:00', 'Europe/Berlin');
    expect(changes(missing, '2025-03-29T12:00:00+01:00')).toBe('2025-03-30T01:00:00.000Z');
    expect(changes(missing, '2025-03-30T01:00:00Z')).toBe('2025-03-30T02:00:00.000Z');
    // One that lies in it altogether is left out that week.
    const gone = window('Sun 02:10-02:50', 'Europe/Berlin');
    expect(changes(gone, '2025-03-29T12:00:00+01:00')).toBe('2025-04-06T00:10:00.000Z');
  });

  test('the night on which it is put back is an hour longer', () => {
    const night = window('daily 22:00-08:00', 'America/New_York');
    expect(changes(night, '2025-11-01T23:00:00-04:00')).toBe('2025-11-02T13:00:00.000Z');
    const twice = window('Sun 01:00-01:30', 'America/New_York');
    expect(changes(twice, '2025-11-02T01:15:00-04:00')).toBe('2025-11-02T05:30:00.000Z');
    expect(changes(twice, '2025-11-02T01:45:00-04:00')).toBe('2025-11-02T06:00:00.000Z');
    expect(changes(twice, '2025-11-02T01:15:00-05:00')).toBe('2025-11-02T06:30:00.000Z');
  });

  test('half an hour of daylight saving counts too', () => {
    const night = window('daily 22:00-08:00', 'Australia/Lord_Howe');
    expect(changes(night, '2025-10-04T23:00:00+10:30')).toBe('2025-10-04T21:00:00.000Z');
  });

  test('is the first minute at which another answer is given, in any zone and season', () => {
    const zones = [
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'America/Santiago',
    ];
    const any = fc.record({
      zone: fc.constantFrom(...zones),
      startMin: fc.integer({ min: 0, max: 1439 }),
      lengthMin: fc.integer({ min: 1, max: 1440 }),
      warmUpMin: fc.constantFrom(0, 45),
      days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 }),
      at: fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2026, 0, 1) }),
    });
    fc.assert(
      fc.property(
        any,
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 20 }),
        ({ zone, at, ...hours }, between) => {
          const each: Window = { ...hours, timezone: zone, weekly: '' };
          const was = windowAt([each], at);
          const next = changesAt(each, at);
          if (next === null) return;
          expect(windowAt([each], next)).not.toBe(was);
          for (const part of [...between, 0.9999999])
            expect(windowAt([each], Math.min(next - 1, at + (next - at) * part))).toBe(was);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('several windows are free when the last of them that touch has ended', () => {
    const all = [
      window('Sat 22:00-24:00', 'UTC'),
      window('Sun 00:00-08:00', 'UTC'),
      window('Sun 07:30-09:00', 'UTC'),
    ];
    const free = (at: string) => freeAt(all, Date.parse(at));
    expect(free('2025-08-09T23:00:00Z')).toBe(Date.parse('2025-08-10T09:00:00Z'));
    expect(free('2025-08-09T12:00:00Z')).toBe(Date.parse('2025-08-09T12:00:00Z'));
    expect(freeAt([window('daily 00:00-24:00', 'UTC')], 0)).toBeNull();
  });

  test('the day on which a window began, whatever the day is elsewhere', () => {
    const late = window('Sun 23:00-02:00', 'America/New_York', 30);
    expect(dayBegun(late, Date.parse('2025-08-10T22:45:00-04:00'))).toBe('2025-08-10');
    expect(dayBegun(late, Date.parse('2025-08-11T01:30:00-04:00'))).toBe('2025-08-10');
    const early = window('Mon 00:10-02:00', 'America/New_York', 30);
    expect(dayBegun(early, Date.parse('2025-08-10T23:50:00-04:00'))).toBe('2025-08-11');
    expect(dayBegun(early, Date.parse('2025-08-13T12:00:00-04:00'))).toBe('2025-08-13');
  });

  test('the time as people there read it, with the day where it is not within one', () => {
    const at = Date.parse('2025-08-11T08:00:00-04:00');
    expect(clockTime(at, 'America/New_York', at - 10 * 3_600_000)).toBe('08:00');
    expect(clockTime(at, 'America/New_York', at - 30 * 3_600_000)).toBe('Mon 08:00');
  });
});
