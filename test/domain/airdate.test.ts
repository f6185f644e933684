// Air dates as people write them, and the Sundays after them.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dayOf, isSunday, nextAirdate, readAirdate, sundayAfter } from '../../src/domain/airdate.ts';

describe('reading', () => {
  test.each([
    ['2031-03-02', '2031-03-02'],
    ['2031-3-2', '2031-03-02'],
    ['2031-03-16T21:00:00', '2031-03-16'],
    ['\u200b2031-03-16 ', '2031-03-16'],
    ['2028-02-29', '2028-02-29'],
    ['2031-02-29', null],
    ['2031-13-01', null],
    ['02.03.2031', null],
    ['20310302', null],
    ['2031-03-022', null],
    ['next week', null],
    ['', null],
    [null, null],
  ])('%j is %j', (text, day) => {
    expect(readAirdate(text)).toBe(day);
  });

  it('throws on nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const day = readAirdate(text);
        if (day !== null) expect(readAirdate(day)).toBe(day);
      }),
    );
  });
});

describe('Sundays', () => {
  test.each([
    ['2031-03-02', '2031-03-09'],
    ['2031-03-03', '2031-03-09'],
    ['2031-03-08', '2031-03-09'],
    ['2030-12-29', '2031-01-05'],
  ])('after %s comes %s', (day, sunday) => {
    expect(sundayAfter(day)).toBe(sunday);
    expect(isSunday(sunday)).toBe(true);
  });

  test.each([
    ['the week after the last one', '2031-03-02', '2031-02-20', '2031-03-09'],
    ['not in the past', '2031-03-02', '2031-04-01', '2031-04-06'],
    ['today, where today is free', '2031-03-02', '2031-04-06', '2031-04-06'],
    ['not the day of the last one', '2031-04-06', '2031-04-06', '2031-04-13'],
    ['the coming one, where there is none before', null, '2031-04-01', '2031-04-06'],
  ])('%s', (_, last, today, next) => {
    expect(nextAirdate(last, today)).toBe(next);
  });

  it('is always a Sunday, after the last one and not before today', () => {
    const day = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(dayOf);
    fc.assert(
      fc.property(fc.option(day), day, (last, today) => {
        const next = nextAirdate(last, today);
        expect(isSunday(next) && next >= today && (last === null || next > last)).toBe(true);
      }),
    );
  });
});
