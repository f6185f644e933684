// How much waits for a decision at a time: what is over is kept back, says so, and comes when there is room.
import { afterEach, describe, expect, it } from 'vitest';
import { startService } from '../../bot/service/service.ts';
import type { EnhancementRow } from '../../src/desk.ts';
import { defineStep, type ProposedChange, type SegmentSubject } from '../../src/step.ts';
import { cueBlockRepair } from '../../steps/cue-block-repair.ts';
import { manualClock } from '../queue/manual-clock.ts';
import { INFO, INFO_PATH, makeTrial, type Opened, SEGMENT, type Trial } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

/** One change, which somebody could disagree with, for each grey word. */
const spelling = defineStep<'segment', never>({
  id: 'spelling',
  title: 'Spell as the house does',
  version: 1,
  subjects: ['segment'],
  after: [],
  tools: [],
  inspect(subject) {
    const found = words(subject);
    if (found.length === 0) return { state: 'fulfilled', diagnostics: [] };
    return { state: 'needed', input: found, diagnostics: [] };
  },
  async run(subject) {
    return { changes: words(subject).map(([word, start]) => respelled(subject, word, start)), facts: null };
  },
});

function words({ document }: SegmentSubject): readonly (readonly [string, number])[] {
  return [...document.text.matchAll(/\bgrey-\w+/g)].map((match) => [match[0], match.index]);
}

function respelled({ path }: SegmentSubject, word: string, start: number): ProposedChange {
  const added = word.replace('grey', 'gray');
  const edit = { start, end: start + word.length, removed: word, added, field: word };
  const files = [{ kind: 'edit', path, edits: [edit] }] as const;
  return {
    title: `${path.slice(-9, -3)}: ${word}`,
    why: 'So it is spelled here.',
    applicability: 'unsafe',
    files,
  };
}

const pathOf = (order: number, episode = '0101') => `episodes/${episode}/rundown/${order} grey.md`;
const segment = (order: number, ...names: readonly string[]) =>
  `---\ntitle: Grey ${order}\ntype: segment\norder: ${order}\n---\n\n## Script\n\n${names.map((name) => `A grey-${name} word.`).join('\n\n')}\n`;

/** Three segments with two words each, the last in the folder first in the show. */
function six(backlog: string, merge = '{ settle: 0s, idle: 0s, everything: review }'): Trial {
  const made = makeTrial({
    [INFO_PATH]: INFO,
    [pathOf(10)]: segment(10, 'a', 'b'),
    [pathOf(20)]: segment(20, 'c', 'd'),
    'episodes/0101/rundown/99 last.md': segment(5, 'e', 'f'),
  });
  made.write('show-build.yaml', `show: Trial\nmerge: ${merge}\nbacklog: ${backlog}\n`);
  return made;
}

const wordsOf = (rows: readonly EnhancementRow[]) => rows.map(({ title }) => title.slice(-6));
const steps = [spelling];
const FULL = { code: 'BACKLOG_FULL', user: '4 are open in 0101; decide some first' };

describe('a file as long as a book', () => {
  it('gets so many changes at a time as fit, says so, and the rest when these are decided', async () => {
    const names = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i));
    const long = `${segment(10, ...names)}\n${`${'A word of a book. '.repeat(1000)}\n`.repeat(80)}`;
    const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [pathOf(10)]: long }));
    const { desk } = await open(one, { steps });
    const report = await desk.pass({}, quiet);
    expect(report.proposed).toHaveLength(11);
    expect(report.idle).toMatchObject([
      { step: 'spelling', subject: pathOf(10), reason: { code: 'FILE_CROWDED' } },
    ]);
    const decided = report.proposed.slice(0, 2).map(({ id }) => id);
    await desk.reject({ ids: decided }, null, null);
    await desk.pass({}, quiet);
    const now = wordsOf(await desk.list({}));
    expect(now).toHaveLength(11);
    expect(now).toEqual(expect.arrayContaining(['grey-c', 'grey-m']));
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
  });
});

describe('open in one episode', () => {
  it('keeps back the end of the rundown, says so, and running again changes nothing', async () => {
    const one = trial(() => six('{ openPerEpisode: 4 }'));
    const opened = await open(one, { steps });
    const { desk } = opened;
    const report = await desk.pass({}, quiet);
    expect(wordsOf(report.proposed).sort()).toEqual(['grey-a', 'grey-b', 'grey-e', 'grey-f']);
    expect(report.idle).toMatchObject([{ step: 'spelling', subject: pathOf(20), reason: FULL }]);
    expect((await desk.flow()).backlog).toMatchObject({
      openPerEpisode: 4,
      full: [{ episode: '0101', open: 4, heldBack: 2 }],
    });
    expect((await desk.status()).full).toEqual([{ episode: '0101', open: 4, keptBack: 2 }]);
    const refs = one.git('for-each-ref');
    const again = await desk.pass({}, quiet);
    expect(again.proposed).toEqual([]);
    expect(again.idle).toMatchObject([{ reason: FULL }]);
    expect(one.git('for-each-ref')).toBe(refs);
    // A program that has planned nothing yet counts what is open.
    await close(opened);
    const { desk: later } = await open(one, { steps });
    expect((await later.status()).full).toEqual([{ episode: '0101', open: 4, keptBack: null }]);
    await later.reject({ ids: [report.proposed[0]?.id ?? ''] }, null, null);
    await later.reject({ ids: [report.proposed[1]?.id ?? ''] }, null, null);
    await later.pass({}, quiet);
    expect((await later.status()).full).toEqual([]);
  });

  it('lets in as many as were decided, and withdraws none of what is open when the limit is lowered', async () => {
    const one = trial(() => six('{ openPerEpisode: 4 }'));
    const { desk, show } = await open(one, { steps });
    const { proposed } = await desk.pass({}, quiet);
    const [first, second] = proposed;
    await desk.reject({ ids: [first?.id ?? ''] }, null, null);
    expect(wordsOf(await desk.list({}))).toContain('grey-c');
    expect(wordsOf(await desk.list({}))).not.toContain('grey-d');
    // What is accepted waits for nobody's decision, even where it can't land yet.
    await desk.hold('0101', null, null, null);
    await desk.accept({ ids: [second?.id ?? ''] }, null);
    expect(wordsOf(await desk.list({}))).toContain('grey-d');
    expect((await desk.flow()).backlog.full).toEqual([]);

    one.write(
      'show-build.yaml',
      'merge: { settle: 0s, everything: review }\nbacklog: { openPerEpisode: 1 }\n',
    );
    await show.reloadSettings();
    one.write(pathOf(30), segment(30, 'g'));
    const report = await desk.pass({}, quiet);
    expect(report.proposed).toEqual([]);
    expect(await desk.list({})).toHaveLength(5);
    expect((await desk.list({ all: true })).filter(({ state }) => state === 'withdrawn')).toEqual([]);
    expect((await desk.flow()).backlog.full).toEqual([{ episode: '0101', open: 4, heldBack: 1 }]);
  });

  it('what takes the place of an open one is no addition to it', async () => {
    const one = trial(() => six('{ openPerEpisode: 4 }'));
    const { desk } = await open(one, { steps });
    await desk.pass({}, quiet);
    one.write(pathOf(10), segment(10, 'a', 'b').replace('A grey-a word', 'Another grey-a word'));
    await desk.pass({}, quiet);
    expect(wordsOf(await desk.list({})).sort()).toEqual(['grey-a', 'grey-b', 'grey-e', 'grey-f']);
  });

  it('what vanishes makes room in the same pass', async () => {
    const one = trial(() => six('{ openPerEpisode: 4 }'));
    const { desk } = await open(one, { steps });
    await desk.pass({}, quiet);
    one.remove(pathOf(10));
    expect(wordsOf((await desk.pass({}, quiet)).proposed).sort()).toEqual(['grey-c', 'grey-d']);
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
  });

  it('what somebody asks for anew comes, full or not', async () => {
    const one = trial(() => six('{ openPerEpisode: 4 }'));
    const { desk } = await open(one, { steps });
    const { proposed } = await desk.pass({}, quiet);
    await desk.reject({ ids: [proposed[0]?.id ?? ''] }, null, null);
    expect(await desk.list({})).toHaveLength(4);
    await desk.redo(proposed[0]?.id ?? '', null, null);
    const open5 = await desk.list({});
    expect(wordsOf(open5)).toContain(wordsOf(proposed)[0]);
    expect(open5).toHaveLength(5);
  });

  it('everything is accepted in one go, however much it is', async () => {
    const one = trial(() => six('{ openPerEpisode: 1, newPerHour: 1 }'));
    const { desk } = await open(one, { steps });
    const { landed } = await desk.pass({ acceptAll: true }, quiet);
    expect(landed).toHaveLength(6);
    expect(await desk.list({})).toEqual([]);
    expect(one.read(pathOf(20))).toContain('gray-d');
  });

  it('is any number where the settings say so', async () => {
    const one = trial(() => six('{ openPerEpisode: off }'));
    const { desk } = await open(one, { steps });
    expect((await desk.pass({}, quiet)).proposed).toHaveLength(6);
  });
});

describe('form fixes', () => {
  const both = [cueBlockRepair, spelling];

  it('of one segment count as one', async () => {
    const one = trial(() => six('{ openPerEpisode: 3 }'));
    one.write('episodes/0101/rundown/01 glove.md', SEGMENT.replace('order: 10', 'order: 1'));
    const { desk } = await open(one, { steps: both });
    const { proposed } = await desk.pass({}, quiet);
    expect(proposed.filter(({ step }) => step === 'cue-block-repair')).toHaveLength(3);
    expect(wordsOf(proposed.filter(({ step }) => step === 'spelling')).sort()).toEqual(['grey-e', 'grey-f']);
    expect((await desk.flow()).backlog.full).toEqual([{ episode: '0101', open: 3, heldBack: 4 }]);
  });

  it('that land by themselves don’t count while they do, and are never kept back', async () => {
    const by = '{ settle: 0s, idle: 0s }';
    const one = trial(() => six('{ openPerEpisode: 2 }', by));
    one.write('episodes/0101/rundown/01 glove.md', SEGMENT.replace('order: 10', 'order: 1'));
    const { desk } = await open(one, { steps: both });
    const { proposed } = await desk.pass({}, quiet);
    expect(proposed.filter(({ step }) => step === 'cue-block-repair')).toHaveLength(3);
    expect(proposed.filter(({ step }) => step === 'spelling')).toHaveLength(2);

    const another = trial(() => six('{ openPerEpisode: 1 }', by));
    another.write('episodes/0101/rundown/01 glove.md', SEGMENT.replace('order: 10', 'order: 1'));
    const second = await open(another, { steps: both });
    await second.desk.auto(false, null);
    const report = await second.desk.pass({}, quiet);
    expect(report.proposed.map(({ step }) => step)).toEqual(Array(3).fill('cue-block-repair'));
  });
});

describe('new in an hour, over the whole show', () => {
  const running: { opened: Opened; trial: Trial; close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of running.splice(0)) {
      await one.close();
      await one.opened.close();
      one.trial.clear();
    }
  });

  it('the rest comes by itself, as the hour passes', async () => {
    const made = six('{ newPerHour: 4 }');
    made.write('episodes/0102/info.md', INFO.replace('0101', '0102'));
    made.write(pathOf(10, '0102'), segment(10, 'x', 'y', 'z'));
    const clock = manualClock(Date.parse('2031-05-03T12:00:00Z'));
    const opened = await made.open({ steps, clock });
    const service = await startService(opened.show, { localWork: true });
    running.push({ opened, trial: made, close: service.close });
    await service.settled();
    const { desk } = service;
    expect(wordsOf(await desk.list({})).sort()).toEqual(['grey-a', 'grey-b', 'grey-e', 'grey-f']);
    expect((await desk.flow()).backlog).toEqual({
      openPerEpisode: 60,
      newPerHour: 4,
      newThisHour: 4,
      full: [
        { episode: '0101', open: 4, heldBack: 2 },
        { episode: '0102', open: 0, heldBack: 3 },
      ],
    });
    // A decision makes no room in the hour.
    await desk.reject({ step: 'spelling', episode: '0101' }, null, null);
    await service.settled();
    expect(await desk.list({})).toEqual([]);
    clock.advance(3_600_000);
    await service.settled();
    expect(wordsOf(await desk.list({})).sort()).toEqual(['grey-c', 'grey-d', 'grey-x', 'grey-y']);
    clock.advance(3_600_000);
    await service.settled();
    expect(wordsOf(await desk.list({})).sort()).toEqual(['grey-c', 'grey-d', 'grey-x', 'grey-y', 'grey-z']);
  });
});
