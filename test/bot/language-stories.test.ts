// The stories in which a model speaks: a real server answers, is asked once, and never writes over a person.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { rebuild } from '../../bot/index/rebuild.ts';
import { startService } from '../../bot/service/service.ts';
import type { Clock } from '../../src/queue/clock.ts';
import { memoryAnswers } from '../../src/tools/language/cache.ts';
import { createLanguage } from '../../src/tools/language/language.ts';
import { descriptionGeneration } from '../../steps/description-generation.ts';
import { slugEnhancement } from '../../steps/slug-enhancement.ts';
import {
  type Asked,
  type Behaviour,
  type LanguageScript,
  type LanguageServer,
  startLanguageServer,
} from '../tools/language/server.ts';
import { AT_ONCE, INFO_PATH, makeTrial, movableClock, type Opened, type Trial } from '../trial.ts';

const PATH = 'episodes/0101/rundown/20 The Kettle.md';
const SCRIPT =
  'The village committee has met about the kettle for the ninth time, and the kettle has still not been mended. ' +
  'Mrs. Stubbs holds the lid. Mr. Fenn holds the spout. Nobody will hold the handle, because whoever holds the ' +
  'handle has to make the tea, and whoever makes the tea has to hear what everybody thinks of it.';
const SEGMENT = `---
id: '20001'
slug: kettle-committee
type: segment
order: 20
duration: 00:03:00:00
status: production
title: The Committee for the Kettle
description:
---

## Script

${SCRIPT}
`;
const INFO =
  '---\nepisode_number: 0101\ntitle: Kettles\nslug: kettles\ndescription: An hour about kettles.\ntotal_runtime: 00:03:00:00\nstatus: production\n---\n';
const FIRST =
  'The village committee has met again about one kettle that nobody has mended. Nobody will hold the handle.';
const SECOND =
  'Nobody in the village will hold the handle of the kettle. Whoever holds it has to make the tea.';

const trials: Trial[] = [];
const shows: Opened[] = [];

afterEach(async () => {
  for (const show of shows.splice(0)) await show.close();
  for (const trial of trials.splice(0)) trial.clear();
});

/** The steps that ask a model; what the others propose is other stories'. */
const steps = [slugEnhancement, descriptionGeneration];

async function village(
  script: LanguageScript,
  more: Readonly<Record<string, string>> = {},
): Promise<{
  trial: Trial;
  server: LanguageServer;
  open(): Promise<Opened>;
  openAsSet(options?: { clock: Clock }): Promise<Opened>;
}> {
  const server = await startLanguageServer(script);
  onTestFinished(() => server.close());
  const trial = makeTrial({ [INFO_PATH]: INFO, [PATH]: SEGMENT, ...more });
  trials.push(trial);
  /** With the model that settings and environment name. */
  const openAsSet = async (options = {}) => {
    vi.stubEnv('OPENAI_BASE_URL', server.url);
    onTestFinished(() => void vi.unstubAllEnvs());
    const show = await trial.open({ steps, ...options });
    shows.push(show);
    return show;
  };
  const open = async () => {
    const language = createLanguage({
      baseUrl: server.url,
      apiKey: 'test',
      model: 'test-model',
      timeoutMs: 5000,
      price: null,
      budget: { reserve: async () => ({ release: () => {} }) },
      cache: memoryAnswers(),
      clock: () => Date.now(),
    });
    const show = await trial.open({ tools: { language }, steps });
    shows.push(show);
    return show;
  };
  return { trial, server, open, openAsSet };
}

/** Tone first, then one of these descriptions after the other. */
function answers(...descriptions: readonly string[]): (asked: Asked) => Behaviour {
  let next = 0;
  return (asked) => {
    const isTone = JSON.stringify(asked).includes('"confidence"');
    if (isTone)
      return { say: JSON.stringify({ tone: 'lighthearted', confidence: 0.9, rationale: 'a kettle' }) };
    return { say: JSON.stringify({ description: descriptions[Math.min(next++, descriptions.length - 1)] }) };
  };
}

/** Answers nothing until it is told to have thought. */
function slowly(say: (asked: Asked) => Behaviour): { think: () => void; script: LanguageScript } {
  let think = (): void => {};
  const thinking = new Promise<void>((resolve) => {
    think = resolve;
  });
  const script: LanguageScript = async (asked) => {
    await thinking;
    return say(asked);
  };
  return { think: () => think(), script };
}

const quiet = () => {};

describe('a description from a model', () => {
  it('is proposed for review, names its model, and is written only when accepted', async () => {
    const { trial, open } = await village(answers(FIRST));
    const { desk } = await open();
    const { proposed } = await desk.pass({}, quiet);
    expect(proposed).toMatchObject([
      { step: 'description-generation', applicability: 'unsafe', state: 'proposed' },
    ]);
    const id = proposed[0]?.id ?? '';
    expect(await desk.show(id)).toMatchObject({ model: 'test-model', lane: 'review' });
    expect(trial.git('log', '-1', '--format=%(trailers:key=Model,valueonly)', 'bot/0101')).toContain(
      'test-model',
    );
    expect(trial.read(PATH)).toBe(SEGMENT);
    await desk.accept({ ids: [id] }, null);
    expect(trial.read(PATH)).toBe(SEGMENT.replace('description:', `description: ${FIRST}`));
  });

  it('is asked for once: not after an edit that it does not depend on, nor when accepted and the database is gone', async () => {
    const { trial, server, open } = await village(answers(FIRST, SECOND));
    const first = await open();
    const { proposed } = await first.desk.pass({}, quiet);
    const asked = server.asked.length;
    trial.write(PATH, trial.read(PATH).replace('duration: 00:03:00:00', 'duration: 00:03:05:00'));
    expect((await first.desk.pass({}, quiet)).proposed).toEqual([]);
    await first.desk.hold('0101', null, null, null);
    await first.desk.accept({ all: true }, null);
    await first.close();
    shows.splice(0);
    for (const end of ['', '-wal', '-shm']) rmSync(join(trial.state, `show-build.db${end}`), { force: true });
    const second = await open();
    await rebuild(second.show, quiet);
    expect((await second.desk.pass({}, quiet)).proposed).toEqual([]);
    expect(await second.desk.list({})).toMatchObject([{ id: proposed[0]?.id, state: 'accepted' }]);
    expect(server.asked.length).toBe(asked);
  });

  it('is worded anew when somebody asks, and the remark is passed on', async () => {
    const { server, open } = await village(answers(FIRST, SECOND));
    const { desk } = await open();
    const { proposed } = await desk.pass({}, quiet);
    const old = proposed[0]?.id ?? '';
    await desk.redo(old, 'say who has to make the tea', null);
    const rows = await desk.list({});
    expect(rows).toHaveLength(1);
    expect(await desk.diff(rows[0]?.id ?? '')).toContain(SECOND);
    expect(await desk.list({ ids: [old] })).toMatchObject([{ state: 'superseded' }]);
    expect(JSON.stringify(server.asked.at(-1))).toContain('say who has to make the tea');
  });

  it('steps back when he writes his own while the model thinks', async () => {
    const { think, script } = slowly(answers(FIRST));
    const { trial, server, open } = await village(script);
    const { desk } = await open();
    const pass = desk.pass({}, quiet);
    await server.arrived(1);
    const his = SEGMENT.replace('description:', 'description: Nine meetings. One kettle. No tea.');
    trial.write(PATH, his);
    think();
    await pass;
    await desk.pass({}, quiet);
    expect(await desk.list({})).toEqual([]);
    await desk.accept({ all: true }, null);
    expect(trial.read(PATH)).toBe(his);
  });

  it('fits itself beside what he wrote elsewhere while it ran', async () => {
    const { think, script } = slowly(answers(FIRST));
    const { trial, server, open } = await village(script);
    const { desk } = await open();
    const pass = desk.pass({}, quiet);
    await server.arrived(1);
    const his = SEGMENT.replace("id: '20001'\n", "id: '20001'\npriority: high\n");
    trial.write(PATH, his);
    think();
    const { proposed } = await pass;
    await desk.accept({ ids: [proposed[0]?.id ?? ''] }, null);
    expect(trial.read(PATH)).toBe(his.replace('description:', `description: ${FIRST}`));
  });
});

describe('a model that does not answer', () => {
  it('is said to be away, changes nothing, and is asked again by the next pass', async () => {
    let away = true;
    const say = answers(FIRST);
    const { trial, open } = await village((asked) => (away ? { status: 503 } : say(asked)));
    const first = await open();
    const report = await first.desk.pass({}, quiet);
    expect(report.proposed).toEqual([]);
    expect(report.idle).toMatchObject([{ step: 'description-generation', reason: { code: 'JOB_FAILED' } }]);
    expect(trial.read(PATH)).toBe(SEGMENT);
    await first.close();
    shows.splice(0);
    away = false;
    const second = await open();
    await second.show.queue
      .list()
      .then((jobs) => Promise.all(jobs.map(({ id }) => second.show.queue.retry(id))));
    expect((await second.desk.pass({}, quiet)).proposed).toHaveLength(1);
  });
});

const REWRITTEN = `The lid is lost. Mrs. Stubbs swears that it was stolen from the church hall on a Tuesday, and the village
has formed a second committee, this one for the lid. The second committee met in the church hall. It found a teapot, two
hymn books and a badger, and it has asked the badger to leave.`;
const THIRD =
  'The lid of the kettle is lost, and the village has formed a second committee to find it. The committee found a badger.';

/** Its one open enhancement's id and diff. */
async function theOne(desk: Opened['desk']) {
  const rows = await desk.list({});
  expect(rows).toHaveLength(1);
  const id = rows[0]?.id ?? '';
  return { id, diff: await desk.diff(id), detail: await desk.show(id) };
}

async function landed(desk: Opened['desk']): Promise<string> {
  await desk.pass({}, quiet);
  const { id } = await theOne(desk);
  await desk.accept({ ids: [id] }, null);
  expect((await desk.pass({}, quiet)).proposed).toEqual([]);
  return id;
}

describe('a description that landed', () => {
  it('is made anew for review when the script speaks of something else, and not again after that', async () => {
    const { trial, server, open } = await village(answers(FIRST, THIRD));
    const { desk } = await open();
    await landed(desk);
    trial.write(PATH, trial.read(PATH).replace(SCRIPT, REWRITTEN));
    await desk.pass({}, quiet);
    const { id, diff, detail } = await theOne(desk);
    expect(diff).toContain(`-description: ${FIRST}\n+description: ${THIRD}`);
    expect(detail.why).toContain('Show-Build wrote the description that stands');
    expect(JSON.stringify(server.asked.at(-1))).toContain('Description so far, written for an earlier text');
    await desk.accept({ ids: [id] }, null);
    const asked = server.asked.length;
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
    expect(server.asked.length).toBe(asked);
    expect(trial.read(PATH)).toContain(`description: ${THIRD}`);
  });

  it('stays when a comma moves, a word is mended, or what stands beside it changes', async () => {
    const other = 'episodes/0101/rundown/30 The Badger.md';
    const { trial, server, open } = await village(answers(FIRST, THIRD), {
      [other]: SEGMENT.replace('description:', 'description: His own words, and they stay.').replace(
        '20',
        '30',
      ),
    });
    const { desk } = await open();
    await landed(desk);
    const asked = server.asked.length;
    trial.write(PATH, trial.read(PATH).replace('still not been mended', 'still not been repaired,'));
    trial.write(other, trial.read(other).replace(SCRIPT, REWRITTEN));
    expect(await desk.pass({}, quiet)).toMatchObject({ proposed: [], jobs: 0 });
    expect(server.asked.length).toBe(asked);
  });

  it('is a person’s from the first letter that he changes', async () => {
    const { trial, server, open } = await village(answers(FIRST, THIRD));
    const { desk } = await open();
    const id = await landed(desk);
    const asked = server.asked.length;
    const his = trial.read(PATH).replace('one kettle', 'a kettle').replace(SCRIPT, REWRITTEN);
    trial.write(PATH, his);
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
    expect(await desk.redo(id, 'say more', null)).toMatchObject({
      result: 'refused',
      reasons: [{ code: 'NOT_ASKED' }],
    });
    expect(server.asked.length).toBe(asked);
    expect(trial.read(PATH)).toBe(his);
  });

  it('is worded anew when somebody asks, stays off when that is rejected, and waits for nothing else', async () => {
    const { trial, server, open } = await village(answers(FIRST, SECOND));
    const { desk } = await open();
    const id = await landed(desk);
    expect(await desk.redo(id, 'say who has to make the tea', null)).toMatchObject({ result: 'asked-again' });
    const again = await theOne(desk);
    expect(again.id).not.toBe(id);
    expect(again.diff).toContain(`-description: ${FIRST}\n+description: ${SECOND}`);
    expect(JSON.stringify(server.asked.at(-1))).toContain('say who has to make the tea');
    expect(await desk.list({ ids: [id] })).toMatchObject([{ state: 'landed' }]);
    await desk.reject({ ids: [again.id] }, null, null);
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
    expect(trial.read(PATH)).toContain(`description: ${FIRST}`);
  });

  it('is not asked for again after a redo has landed, however often anybody looks', async () => {
    const { server, open } = await village(answers(FIRST, SECOND));
    const { desk } = await open();
    await desk.redo(await landed(desk), null, null);
    const { id } = await theOne(desk);
    await desk.accept({ ids: [id] }, null);
    const asked = server.asked.length;
    for (let times = 0; times < 2; times++)
      expect(await desk.pass({ episode: '0101' }, quiet)).toMatchObject({ proposed: [], jobs: 0 });
    expect(server.asked.length).toBe(asked);
  });
});

describe('a slug that landed', () => {
  const unnamed = { [PATH]: SEGMENT.replace('slug: kettle-committee', 'slug:') };
  const describing = answers(FIRST);
  const slugs = (...given: readonly string[]): LanguageScript => {
    let next = 0;
    return (asked) =>
      JSON.stringify(asked.response_format).includes('"slug"')
        ? { say: JSON.stringify({ slug: given[Math.min(next++, given.length - 1)] }) }
        : describing(asked);
  };

  it('stays whatever becomes of the script, and is another one only when somebody asks', async () => {
    const { trial, open } = await village(slugs('village-kettle', 'kettle-handle', 'never'), unnamed);
    const { desk } = await open();
    await desk.pass({ step: 'slug-enhancement' }, quiet);
    const { id } = await theOne(desk);
    await desk.accept({ ids: [id] }, null);
    trial.write(PATH, trial.read(PATH).replace(SCRIPT, `${SCRIPT} ${REWRITTEN}`));
    expect((await desk.pass({ step: 'slug-enhancement' }, quiet)).proposed).toEqual([]);
    await desk.redo(id, 'the handle matters', null);
    const again = await theOne(desk);
    expect(again.diff).toContain('-slug: village-kettle\n+slug: kettle-handle');
    expect(again.detail.why).toContain('a reviewer wanted another one');
    await desk.accept({ ids: [again.id] }, null);
    trial.write(PATH, trial.read(PATH).replace('## Script', '## Script\n\nAnd now something about the lid.'));
    expect((await desk.pass({ step: 'slug-enhancement' }, quiet)).proposed).toEqual([]);
    expect(trial.read(PATH)).toContain('slug: kettle-handle\n');
  });
});

describe('the budget', () => {
  // A question costs 0.12 dollars: 120 tokens at 1,000 dollars a million.
  const dear = (perEpisode: number) => ({
    'show-build.yaml': `${AT_ONCE}language: { model: dear, budgetPerEpisode: ${perEpisode}, price: { input: 1000, output: 1000 } }\n`,
  });
  const step = 'description-generation';

  it('blocks what is above it, says what to say, and goes on when somebody has said it', async () => {
    const { trial, server, openAsSet } = await village(answers(FIRST), dear(0.1));
    const first = await openAsSet();
    const report = await first.desk.pass({}, quiet);
    expect(report.proposed).toEqual([]);
    expect(report.idle).toMatchObject([{ step, reason: { code: 'LANGUAGE_BUDGET' } }]);
    expect(report.idle[0]?.reason.user).toBe(
      'The language budget of episode 0101 (0.10 USD) is used up; add money on its page, or say `show-build budget 0101 --add 0.10`, to go on',
    );
    expect(await first.desk.jobs()).toMatchObject([{ state: 'blocked', reason: report.idle[0]?.reason }]);
    expect(await first.desk.budget(null)).toEqual({
      model: 'dear',
      counted: true,
      day: { spentUsd: 0.12, limitUsd: 5 },
      episodes: [{ episode: '0101', spentUsd: 0.12, limitUsd: 0.1 }],
    });
    expect((await first.desk.status()).notices).toEqual([report.idle[0]?.reason.user]);
    await first.close();
    shows.splice(0);

    const second = await openAsSet();
    expect((await second.desk.pass({}, quiet)).idle).toMatchObject([{ reason: { code: 'LANGUAGE_BUDGET' } }]);
    expect(server.asked).toHaveLength(1);
    await second.desk.addBudget('101', 1, 'josh');
    expect((await second.desk.status()).notices).toEqual([]);
    expect((await second.desk.pass({}, quiet)).proposed).toMatchObject([{ step }]);
    // The tone was paid for before.
    expect(server.asked).toHaveLength(2);
    expect(await second.desk.budget('101')).toMatchObject({
      episodes: [{ episode: '0101', spentUsd: 0.24, limitUsd: 1.1 }],
    });
    expect(trial.git('log', '-1', '--format=%an: %s', 'refs/show-build/decisions')).toBe(
      'Josh: budget 0101: 1.00 USD more',
    );
  });

  it('holds without a database too, for as long as the program runs', async () => {
    const { trial, openAsSet } = await village(answers(FIRST), dear(0.1));
    mkdirSync(join(trial.state, 'show-build.db'), { recursive: true });
    const { desk } = await openAsSet();
    expect((await desk.pass({}, quiet)).idle).toMatchObject([{ reason: { code: 'LANGUAGE_BUDGET' } }]);
    await desk.addBudget('0101', 0.1, null);
    expect((await desk.pass({}, quiet)).proposed).toMatchObject([{ step }]);
  });

  it('of the day says that it comes back by itself, and what was added ends with the day', async () => {
    const settings = `${AT_ONCE}language: { model: dear, budgetPerDay: 0.1, price: { input: 1000, output: 1000 } }\n`;
    const { clock, move } = movableClock(0);
    const { server, openAsSet } = await village(answers(FIRST), { 'show-build.yaml': settings });
    const { desk } = await openAsSet({ clock });
    const blocked = async () => (await desk.pass({}, quiet)).idle.map(({ reason }) => reason.user);
    expect(await blocked()).toMatchObject([expect.stringContaining('it goes on tomorrow (UTC)')]);
    await desk.addBudget(null, 0.01, null);
    expect((await desk.budget(null)).day).toEqual({ spentUsd: 0.12, limitUsd: 0.11 });
    expect(await blocked()).toHaveLength(1);
    move(24 * 3_600_000);
    expect((await desk.budget(null)).day).toEqual({ spentUsd: 0, limitUsd: 0.1 });
    expect(await desk.pass({}, quiet)).toMatchObject({ proposed: [{ step }], idle: [] });
    expect(server.asked).toHaveLength(2);
  });

  it('goes on by itself beside a running service: when somebody adds to it, and when the day is over', async () => {
    const { clock, move } = movableClock(0);
    const far: (() => void)[] = [];
    const noon: Clock = {
      ...clock,
      at(timeMs, wake) {
        if (timeMs - clock.nowMs() < 60_000) return clock.at(timeMs, wake);
        far.push(wake);
        return () => {};
      },
    };
    const settings = {
      'show-build.yaml': dear(0.1)['show-build.yaml'].replace(
        'budgetPerEpisode',
        'budgetPerDay: 0.3, budgetPerEpisode',
      ),
    };
    const { server, openAsSet } = await village(answers(FIRST, SECOND), settings);
    const { show } = await openAsSet({ clock: noon });
    const service = await startService(show, { localWork: true });
    // Before the show is closed, which the end of the test does.
    try {
      await service.settled();
      expect(await service.desk.list({})).toEqual([]);
      await service.desk.addBudget('0101', 1, null);
      await expect.poll(async () => (await service.desk.list({})).length).toBe(1);

      const [row] = await service.desk.list({});
      await service.desk.redo(row?.id ?? '', 'shorter', null);
      await service.settled();
      // The day has 0.30, and 0.36 are spent: the answer to the remark came, the next one does not.
      expect(server.asked).toHaveLength(3);
      await service.desk.redo(row?.id ?? '', 'shorter still', null);
      await service.settled();
      expect(server.asked).toHaveLength(3);
      move(24 * 3_600_000);
      for (const wake of far.splice(0)) wake();
      await expect.poll(() => server.asked.length).toBe(4);
    } finally {
      await service.close();
    }
  });

  it('that nobody can count is told of, once', async () => {
    const { openAsSet } = await village(answers(FIRST), {
      'show-build.yaml': `${AT_ONCE}language: { model: dear }\n`,
    });
    const { desk } = await openAsSet();
    expect((await desk.status()).notices).toEqual([]);
    vi.stubEnv('OPENAI_BASE_URL', 'https://models.example.org/v1');
    expect((await desk.status()).notices).toMatchObject([expect.stringContaining('no budget holds')]);
    expect(await desk.budget(null)).toMatchObject({ counted: false });
  });
});
