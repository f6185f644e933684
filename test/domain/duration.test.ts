import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, normaliseDuration, readDuration, toWholeFrames } from '../../src/domain/duration.ts';

describe('reading durations', () => {
  it.each([
    ['00:00:58:00', 58_000],
    ['00:01:49:01', 109_033],
    ['00:01:33:18', 93_600],
    ['00:00:05', 5000],
    ['01:00:00', 3_600_000],
    ['5:30', 330_000],
    ['1:15', 75_000],
    ['00:30', 30_000],
    [':30', 30_000],
    ['(30s)', 30_000],
    ['75s', 75_000],
    ['45', 45_000],
    ['0', 0],
    ['00:00:12.5', 12_500],
    ['00:00:12.50', 12_500],
    [' 1:15 ', 75_000],
  ])('%s is %i ms', (text, ms) => expect(readDuration(text, 30)).toEqual({ ms, hundredths: false }));

  it.each([
    ['75', 'bare-number'],
    ['1:75', 'over-59'],
    ['75:30', 'over-59'],
    ['about a minute', 'not-a-time'],
    ['-1:15', 'not-a-time'],
    ['1:5', 'not-a-time'],
    ['', 'empty'],
    ['Calculating...', 'pending'],
  ])('%j is not clear: %s', (text, problem) => expect(readDuration(text, 30)).toEqual({ ms: null, problem }));

  it('takes a last part at or above the frame rate for hundredths', () => {
    expect(readDuration('00:03:45:50', 30)).toEqual({ ms: 225_500, hundredths: true });
    expect(readDuration('00:03:45:26', 30)).toEqual({ ms: 225_867, hundredths: false });
    expect(readDuration('00:03:45:26', 25)).toEqual({ ms: 225_260, hundredths: true });
  });
});

describe('writing durations', () => {
  it.each([
    [0, '00:00:00:00'],
    [75_000, '00:01:15:00'],
    [109_033, '00:01:49:01'],
    [999, '00:00:01:00'],
    [3_600_000 * 10, '10:00:00:00'],
  ])('%i ms is %s', (ms, text) => expect(formatDuration(ms, 30)).toBe(text));

  it('comes back as it was written, at any frame rate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99 * 3600 * 24 }),
        fc.constantFrom(24, 25, 30, 50, 60),
        (frames, fps) => {
          const text = formatDuration((frames * 1000) / fps, fps);
          const { ms } = readDuration(text, fps);
          expect(ms === null ? null : formatDuration(ms, fps)).toBe(text);
          expect(normaliseDuration(text, fps)).toBeNull();
        },
      ),
    );
  });

  it.each([
    ['1:15', '00:01:15:00'],
    [':30', '00:00:30:00'],
    ['00:00:12', '00:00:12:00'],
    ['1:02:03:04', '01:02:03:04'],
    ['00:00:05.5', '00:00:05:15'],
    ['00:00:05.37', null],
    ['00:03:45:50', null],
    ['75', null],
  ])('normalises %s to %s', (text, spelled) => expect(normaliseDuration(text, 30)).toBe(spelled));
});

describe('whole frames', () => {
  it.each([
    [0, 30, 0],
    [400, 30, 400],
    [429, 30, 433],
    [429, 25, 440],
    [3_599_999, 30, 3_600_000],
  ])('%i ms at %i frames is %i ms', (ms, fps, whole) => expect(toWholeFrames(ms, fps)).toBe(whole));

  it('are what a duration reads as once it is written', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.constantFrom(24, 25, 30, 50, 60), (ms, fps) => {
        const whole = toWholeFrames(ms, fps);
        expect(readDuration(formatDuration(ms, fps), fps)).toEqual({ ms: whole, hundredths: false });
        expect(toWholeFrames(whole, fps)).toBe(whole);
      }),
    );
  });
});
