// The stories in which a model speaks: a real server answers, is asked once, and never writes over a person.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { rebuild } from '../../bot/rebuild.ts';
import { createLanguage } from '../../src/tools/language/language.ts';
import {
  type Asked,
  type Behaviour,
  type LanguageScript,
  type LanguageServer,
  startLanguageServer,
} from '../tools/language/server.ts';
import { INFO_PATH, makeTrial, type Opened, type Trial } from '../trial.ts';

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

async function village(
  script: LanguageScript,
): Promise<{ trial: Trial; server: LanguageServer; open(): Promise<Opened> }> {
  const server = await startLanguageServer(script);
  onTestFinished(() => server.close());
  const trial = makeTrial({ [INFO_PATH]: INFO, [PATH]: SEGMENT });
  trials.push(trial);
  const open = async () => {
    const answers = new Map<string, unknown>();
    const language = createLanguage({
      baseUrl: server.url,
      apiKey: 'test',
      model: 'test-model',
      timeoutMs: 5000,
      budgetPerDayUsd: 5,
      price: null,
      cache: {
        get: async (key) => (answers.get(key) ?? null) as null,
        put: async ({ key, answer }) => void answers.set(key, answer),
      },
      spent: () => 0,
      clock: () => Date.now(),
    });
    const show = await trial.open({ tools: { language } });
    shows.push(show);
    return show;
  };
  return { trial, server, open };
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
