import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs, formatDuration } from '../../src/domain/duration.ts';
import { treePath } from '../../src/domain/ids.ts';
import { parseInfo, parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import { type RundownOptions, rundownOf } from '../../src/markdown/rundown.ts';
import { runs } from '../runs.ts';
import { USUAL } from '../steps/fixtures.ts';

const cue = (...fields: string[]) =>
  `<!-- Begin Cue -->\n${fields.map((field) => `[${field}]\n`).join('')}<!-- End Cue -->\n`;
const words = (count: number) => `${'word '.repeat(count)}\n`;
const BREAK = cue('Type: BREAK', 'AssetID: BREAK25001');

interface Item {
  readonly name?: string;
  readonly status?: string;
  readonly type?: string;
  readonly duration?: string;
  readonly body?: string;
}

/** In production, each ten after the one before. */
function show(...items: readonly Item[]): readonly SegmentDocument[] {
  return items.map(({ name, body = '', ...keys }, i) => {
    const order = (i + 1) * 10;
    const head = { order, status: 'production', type: 'segment', ...keys };
    const lines = Object.entries(head).map(([key, value]) => `${key}: ${value}\n`);
    return parseSegment(
      treePath(`episodes/0101/rundown/${name ?? `${order} Item`}.md`),
      `---\n${lines.join('')}---\n${body}`,
    );
  });
}

const info = (duration: string) =>
  parseInfo(
    treePath('episodes/0101/info.md'),
    `---\nduration: ${duration}\ntotal_runtime: 02:00:00:00\n---\n`,
  );

const rundown = (items: readonly SegmentDocument[], options: Partial<RundownOptions> = {}) =>
  rundownOf(items, null, { ...USUAL, ...options });

describe('what goes on air', () => {
  it('is what is in production, and each other item says why not', () => {
    const { entries, totalMs } = rundown(
      show(
        { duration: '00:01:00' },
        { duration: '00:01:00', status: 'draft' },
        { duration: '00:01:00', status: '' },
        { duration: '00:01:00', status: 'completed' },
        { duration: '00:01:00', name: 'NOTES NOT A REAL SEGMENT' },
      ),
    );
    expect(entries.map(({ whyNot }) => whyNot)).toEqual([
      null,
      'its status is draft',
      'it has no status',
      'its status is completed',
      'it is a note or a copy, not an item',
    ]);
    expect(totalMs).toBe(60_000);
    for (const { onAir, whyNot } of entries) expect(onAir).toBe(whyNot === null);
    expect(entries[1]).toMatchObject({
      durationMs: 0,
      startMs: null,
      backMs: null,
      block: null,
      isBreak: false,
    });
  });

  it('is nothing as long as nothing is in production', () => {
    const { entries, blocks, totalMs } = rundown(show({ status: 'draft', body: words(150) }));
    expect([entries.length, blocks, totalMs]).toEqual([1, [], 0]);
    expect(entries[0]?.countedMs).toBe(60_000);
  });

  it('shows a status of any length and shape on one line', () => {
    const { entries } = rundown(show({ status: `"wait\\nfor ${'k'.repeat(300)}"` }));
    expect(entries[0]?.whyNot).toMatch(/^its status is wait for k{20,}…$/);
  });
});

describe('how long each item runs', () => {
  it.each([
    ['as a person says', { duration: '00:05:00', body: words(150) }, 300_000, 'stated'],
    ['as counted where nothing is said', { duration: '', body: words(150) }, 60_000, 'counted'],
    ['as counted where it says zero', { duration: '00:00:00:00', body: words(150) }, 60_000, 'counted'],
    ['as counted where it is unclear', { duration: '75', body: words(150) }, 60_000, 'counted'],
    ['an advert as it was sold', { type: 'ad', duration: '00:30', body: words(150) }, 30_000, 'stated'],
    ['a break as it says', { type: 'break', duration: '00:03:00', body: BREAK }, 180_000, 'stated'],
    [
      'a break as its cue says',
      { type: 'break', body: cue('Type: BREAK', 'Duration: 2:00') },
      120_000,
      'counted',
    ],
    ['a break as usual', { type: 'break', duration: '00:00:00:00', body: BREAK }, 150_000, 'assumed'],
    ['an advert that says nothing', { type: 'ad' }, 0, 'counted'],
  ])('%s', (_name, item, ms, from) => {
    const [entry] = rundown(show(item)).entries;
    expect(entry).toMatchObject({ durationMs: ms, lengthFrom: from });
  });

  it('keeps both numbers apart', () => {
    const [entry] = rundown(show({ duration: '00:05:00', body: words(150) })).entries;
    expect(entry).toMatchObject({ statedMs: 300_000, countedMs: 60_000 });
    expect(rundown(show({ duration: 'an hour' })).entries[0]?.statedMs).toBeNull();
  });
});

describe('times', () => {
  const items = show(
    { duration: '00:04:41' },
    { duration: '00:20:00', status: 'draft' },
    { duration: '00:02:51' },
    { type: 'break', duration: '00:02:00' },
    { duration: '00:10:00' },
  );

  it('start where the item before ends, and count back from the end', () => {
    const times = rundown(items).entries.map(({ startMs, backMs }) =>
      [startMs, backMs].map((ms) => (ms === null ? null : formatDuration(ms, 30))),
    );
    expect(times).toEqual([
      ['00:00:00:00', '00:19:32:00'],
      [null, null],
      ['00:04:41:00', '00:14:51:00'],
      ['00:07:32:00', '00:12:00:00'],
      ['00:09:32:00', '00:10:00:00'],
    ]);
  });

  it('stand on blocks too', () => {
    const { blocks } = rundown(items);
    expect(blocks.map(({ letter, startMs, durationMs: ms }) => [letter, startMs, ms])).toEqual([
      ['A', 0, 452_000],
      ['B', 572_000, 600_000],
    ]);
    expect(blocks[0]?.entries.map(({ document }) => document.order)).toEqual([10, 30]);
  });
});

describe('blocks', () => {
  const letters = (items: readonly SegmentDocument[], options: Partial<RundownOptions> = {}) =>
    rundown(items, options)
      .entries.map(({ block, isBreak }) => (isBreak ? '|' : (block ?? '-')))
      .join('');

  it('end with the item that holds a BREAK cue', () =>
    expect(letters(show({ body: `${words(5)}${BREAK}${words(5)}` }, {}, {}))).toBe('ABB'));

  it('do not end with a BREAK cue in the notes', () =>
    expect(letters(show({ body: `## Notes\n${BREAK}\n## Script\nWords.` }, {}))).toBe('AA'));

  it('do not end with a break that is not in production', () =>
    expect(letters(show({}, { type: 'break', status: 'draft' }, {}))).toBe('A-A'));

  it('hold adverts, unless the show says that these end them', () => {
    const items = show({}, { type: 'ad' }, { type: 'promo' }, {}, { type: 'break' }, {});
    expect(letters(items)).toBe('AAAA|B');
    expect(letters(items, { blocksEndedBy: 'adverts' })).toBe('A||B|C');
  });
});

describe('the plan', () => {
  const over = (duration: string) => {
    const { plannedMs, overMs } = rundownOf(show({ duration: '00:50:00' }), info(duration), USUAL);
    return [plannedMs, overMs];
  };

  it.each([
    ['00:45:00', [2_700_000, 300_000]],
    ['01:00:00', [3_600_000, -600_000]],
    ['00:00:00:00', [null, null]],
    ['', [null, null]],
    ['about an hour', [null, null]],
  ])('%j: %j', (duration, expected) => expect(over(duration)).toEqual(expected));
});

// ---- any show at all ----

const item: fc.Arbitrary<Item> = fc.record({
  status: fc.constantFrom('production', 'production', 'production', 'draft', ''),
  type: fc.constantFrom('segment', 'segment', 'ad', 'promo', 'break', 'stinger', 'whatever'),
  duration: fc.constantFrom(
    '',
    '0',
    '00:00:00:00',
    '00:01:15',
    '1:15',
    '00:00:10:17',
    '00:00:10:77',
    '75',
    'soon',
  ),
  body: fc
    .array(
      fc.constantFrom(words(7), BREAK, cue('Type: SOT', 'Duration: 0:12'), '<p class="guest">Oh, no.</p>\n'),
      {
        maxLength: 4,
      },
    )
    .map((parts) => parts.join('\n')),
});
const options: fc.Arbitrary<RundownOptions> = fc.record({
  fps: fc.constantFrom(24, 25, 30, 60),
  wordsPerMinute: fc.integer({ min: 40, max: 400 }),
  quoteWordsPerMinute: fc.integer({ min: 40, max: 400 }),
  quoteMinimumMs: fc.constant(3000),
  speakers: fc.constantFrom({}, { guest: 170 }, { josh: 145 }),
  blocksEndedBy: fc.constantFrom('break', 'adverts'),
});

describe('any show', () => {
  const anyShow = fc.array(item, { maxLength: 12 }).map((items) => show(...items));

  it('runs as long as its items, and each starts where the one before ends', () => {
    fc.assert(
      fc.property(anyShow, options, (items, settings) => {
        const { entries, blocks, totalMs } = rundownOf(items, null, settings);
        const running = entries.filter(({ onAir }) => onAir);
        let at = 0;
        for (const { startMs, backMs, durationMs: ms } of running) {
          expect(startMs).toBe(at);
          expect((startMs ?? 0) + (backMs ?? 0)).toBe(totalMs);
          at += ms;
        }
        expect(at).toBe(totalMs);
        expect(entries.reduce((sum, { durationMs: ms }) => sum + ms, 0)).toBe(totalMs);
        const breaks = running
          .filter(({ isBreak }) => isBreak)
          .reduce((sum, each) => sum + each.durationMs, 0);
        expect(blocks.reduce((sum, { durationMs: ms }) => sum + ms, breaks)).toBe(totalMs);
        for (const entry of running) expect(entry.block === null).toBe(entry.isBreak);
      }),
      { numRuns: runs(300) },
    );
  });

  it('is the same in whatever order its files are read', () => {
    fc.assert(
      fc.property(anyShow, options, fc.integer(), (items, settings, seed) => {
        const shuffled = [...items].sort((a, b) => hash(a.path, seed) - hash(b.path, seed));
        expect(rundownOf(shuffled, null, settings)).toEqual(rundownOf(items, null, settings));
      }),
      { numRuns: runs(100) },
    );
  });

  it('runs as long once the counted lengths are written into the files', () => {
    fc.assert(
      fc.property(anyShow, options, (items, settings) => {
        const before = rundownOf(items, null, settings);
        const written = before.entries.map(({ document, countedMs, lengthFrom }) =>
          lengthFrom === 'counted' && countedMs > 0
            ? timed(document, formatDuration(countedMs, settings.fps))
            : document,
        );
        expect(rundownOf(written, null, settings).totalMs).toBe(before.totalMs);
      }),
      { numRuns: runs(100) },
    );
  });
});

function timed(document: SegmentDocument, duration: string): SegmentDocument {
  expect(durationMs(duration, 30)).not.toBeNull();
  return parseSegment(document.path, document.text.replace(/^duration:.*$/m, `duration: ${duration}`));
}

function hash(text: string, seed: number): number {
  return [...text].reduce((sum, char) => (Math.imul(sum, 31) + (char.codePointAt(0) ?? 0)) | 0, seed);
}
