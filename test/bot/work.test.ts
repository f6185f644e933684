// Jobs as somebody watches and steers them, with a real service and a real model server that is slow, or fails.
import { describe, expect, it } from 'vitest';
import type { Service } from '../../bot/service/service.ts';
import type { DeskEvent, JobRow } from '../../src/desk.ts';
import { when } from '../when.ts';
import { jobIn, KETTLE, patientClock, SETTINGS, segment, village, willing } from './work-stories.ts';

/** Answers nothing until it is told to have thought; the first question is thought about, later ones are answered. */
function thinking() {
  let isThinking = true;
  return {
    script: (asked: Parameters<typeof willing>[0]) =>
      isThinking ? ({ hang: 'before' } as const) : willing(asked),
    answerFromNowOn: () => {
      isThinking = false;
    },
  };
}

describe('a long job', () => {
  it('says whom it asks and how long it has waited; cancelled it is really over, retried it is answered', async () => {
    const { script, answerFromNowOn } = thinking();
    const { trial, server, open, serve } = await village(script);
    const { clock, leap } = patientClock();
    const service = await serve(await open({ clock }));
    const { desk } = service;
    const heard: DeskEvent[] = [];
    service.subscribe((event) => heard.push(event));
    await server.arrived(1);
    const [job] = await desk.jobs();
    const id = job?.id ?? '';
    expect(job).toMatchObject({
      state: 'running',
      step: 'description-generation',
      subject: KETTLE,
      attempts: 1,
      progress: { note: 'asking slow-model' },
      can: ['cancel'],
    });
    leap(12_000);
    const waited = await when(service, async (event) => {
      const note = JSON.stringify(event?.detail ?? null);
      return /waiting for the answer of slow-model, (1[2-9]|[2-9]\d) s/.test(note) ? event : null;
    });
    expect(waited).toMatchObject({
      kind: 'job',
      episode: '0101',
      detail: { id, subject: KETTLE, state: 'running' },
    });
    // Waiting is no line in the log.
    expect((await desk.job(id)).log).toMatchObject([{ text: 'asking slow-model' }]);

    const gone = await desk.cancelJob(id, 'maria');
    expect(gone).toMatchObject({
      state: 'cancelled',
      reason: { code: 'JOB_CANCELLED', user: 'cancelled by Maria Lopez' },
      log: [{ text: 'asking slow-model' }, { text: 'cancelled by Maria Lopez' }],
      can: ['retry'],
    });
    await expect.poll(() => server.givenUp()).toBe(1);
    await service.settled();
    trial.write(
      'episodes/0101/rundown/40 New.md',
      segment(40, 'spout').replace('description:', 'description: His own.'),
    );
    await when(service, async (event) => (event?.kind === 'snapshot' ? true : null));
    await service.settled();
    expect(await desk.list({ all: true })).toEqual([]);
    expect(await desk.jobs()).toMatchObject([{ id, state: 'cancelled' }]);
    expect(server.asked).toHaveLength(1);

    answerFromNowOn();
    expect((await desk.retryJob(id, 'josh')).log.at(-1)?.text).toBe('queued again by Josh');
    const [row] = await when(service, async () => {
      const rows = await desk.list({});
      return rows.length > 0 ? rows : null;
    });
    expect(row).toMatchObject({ state: 'proposed', subject: KETTLE });
    expect(await desk.jobs()).toMatchObject([{ id, state: 'done', can: [] }]);
    expect(
      heard.filter(({ kind }) => kind === 'job').map(({ detail }) => (detail as { state: string }).state),
    ).toEqual(expect.arrayContaining(['running', 'cancelled', 'queued', 'done']));
  });
});

/** Four segments, two of which the service works on at a time; the model thinks until it is told not to. */
async function crowd() {
  const things = ['kettle', 'lid', 'spout', 'handle'];
  const files = Object.fromEntries(
    things.map((thing, n) => [
      `episodes/0101/rundown/${n + 2}0 The ${thing}.md`,
      segment((n + 2) * 10, thing),
    ]),
  );
  let think = (): void => {};
  const thought = new Promise<void>((resolve) => {
    think = resolve;
  });
  const made = await village(async (asked) => {
    await thought;
    return willing(asked);
  }, files);
  /** The questions about a tone name no title. */
  const asked = () => {
    const things = made.server.asked.map(
      (one) => /Committee for the (\w+)/.exec(JSON.stringify(one.messages))?.[1],
    );
    return [...new Set(things.filter((thing) => thing !== undefined))];
  };
  return { ...made, asked, think: () => think() };
}

const about = (thing: string) => (row: JobRow) => row.subject.includes(thing);

describe('jobs that wait', () => {
  it('run in the order that somebody gives them, after a restart too', async () => {
    const { server, think, open, serve, close } = await crowd();
    const opened = await open();
    const service = await serve(opened);
    await server.arrived(2);
    const last = await jobIn(service, 'queued', about('handle'));
    expect(last.can).toEqual(['cancel', 'prioritise']);
    expect(await service.desk.prioritise(last.id, 5, 'maria')).toMatchObject({
      priority: 5,
      log: [{ text: 'priority 5, said Maria Lopez' }],
    });
    await close(opened, service);

    const again = await serve(await open());
    await server.arrived(4);
    const subjects = async (state: string) =>
      (await again.desk.jobs({ state })).map(({ subject }) => /The (\w+)/.exec(subject)?.[1]).sort();
    // What was running before the restart has to wait behind it; two run at a time.
    expect(await subjects('running')).toEqual(['handle', 'kettle']);
    expect(await subjects('queued')).toEqual(['lid', 'spout']);
    think();
    await when(again, async () => ((await subjects('done')).length === 4 ? true : null));
  });

  it('are not begun while their step is paused, nor after a restart, and go on when it resumes', async () => {
    const { server, asked, think, open, serve, close } = await crowd();
    const opened = await open();
    const service = await serve(opened);
    await server.arrived(2);
    await service.desk.pause('description-generation', 'new prompt', 'maria');
    think();
    await when(service, async () =>
      (await service.desk.jobs({ state: 'done' })).length === 2 ? true : null,
    );
    await service.settled();
    const waiting = await service.desk.jobs({ state: 'queued' });
    expect(waiting.map(({ reason }) => reason?.code)).toEqual(['PAUSED', 'PAUSED']);
    expect(waiting[0]?.reason?.user).toContain('new prompt');
    await close(opened, service);

    const again = await serve(await open());
    await again.settled();
    expect(asked()).toEqual(['kettle', 'lid']);
    await again.desk.resume('description-generation', 'maria');
    await when(again, async () => ((await again.desk.jobs({ state: 'done' })).length === 4 ? true : null));
    expect(asked()).toHaveLength(4);
  });

  it('are cancelled before they begin, and stay so after a restart until their text changes', async () => {
    const { trial, server, asked, think, open, serve, close } = await crowd();
    const opened = await open();
    const service = await serve(opened);
    await server.arrived(2);
    const { id, subject } = await jobIn(service, 'queued', about('spout'));
    expect(await service.desk.cancelJob(id.slice(0, 8), 'josh')).toMatchObject({
      state: 'cancelled',
      attempts: 0,
    });
    await close(opened, service);
    think();

    const again = await serve(await open());
    await when(again, async () => ((await again.desk.jobs({ state: 'done' })).length === 3 ? true : null));
    await again.settled();
    expect(asked()).not.toContain('spout');
    trial.write(subject, segment(40, 'spout').replace('ninth', 'tenth'));
    await jobIn(again, 'done', about('spout'));
    expect(asked()).toContain('spout');
    expect(await again.desk.job(id)).toMatchObject({ state: 'cancelled', can: [] });
  });
});

describe('a model that fails', () => {
  it('is asked again later and later, then the job has failed and says why; retried it works', async () => {
    let isDown = true;
    const { server, open, serve } = await village((asked) => {
      const isTone = JSON.stringify(asked).includes('"confidence"');
      return isDown && !isTone ? { status: 503 } : willing(asked);
    });
    const { clock, leap } = patientClock();
    const service = await serve(await open({ clock }));
    const { desk } = service;
    const waits: number[] = [];
    for (let attempt = 1; attempt < 5; attempt++) {
      const job = await jobIn(service, 'queued', (row) => row.attempts === attempt);
      const waitMs = (job.dueMs ?? 0) - clock.nowMs();
      waits.push(waitMs);
      expect(job).toMatchObject({
        reason: { code: 'LANGUAGE_SERVER' },
        can: ['retry', 'cancel', 'prioritise'],
      });
      leap(waitMs + 1);
    }
    const failed = await jobIn(service, 'failed');
    expect(waits[3]).toBeGreaterThan(waits[0] ?? Number.POSITIVE_INFINITY);
    expect(failed).toMatchObject({ attempts: 5, reason: { code: 'LANGUAGE_SERVER' }, can: ['retry'] });
    await service.settled();
    expect(server.asked).toHaveLength(1 + 5);
    const log = (await desk.job(failed.id)).log.map(({ text }) => text);
    expect(log.filter((line) => line.includes('answered from the cache'))).toHaveLength(4);
    expect(log).toContain('attempt 5 of 5: asking slow-model');

    isDown = false;
    await desk.retryJob(failed.id, null);
    await when(service, async () => ((await desk.list({})).length === 1 ? true : null));
    expect(await desk.job(failed.id)).toMatchObject({ state: 'done', attempts: 1 });
    const { steps, days } = await desk.analytics({ sinceMs: 0, untilMs: clock.nowMs() + 1 });
    expect(steps).toMatchObject([
      { step: 'description-generation', jobs: 1, failed: 0, asked: 2 + 5, cached: 5, proposed: 1 },
    ]);
    expect(steps[0]?.costUsd).toBeGreaterThan(0);
    expect(days).toHaveLength(1);
  });
});

describe('what cannot be done to a job', () => {
  it('is refused with a sentence, and changes nothing', async () => {
    const { open, serve } = await village(willing);
    const service = await serve(await open());
    const { id } = await jobIn(service, 'done');
    const before = await service.desk.job(id);
    const { desk } = service;
    const refused = [
      () => desk.cancelJob(id, null),
      () => desk.retryJob(id, null),
      () => desk.prioritise(id, 1, null),
    ];
    for (const ask of refused)
      await expect(ask()).rejects.toMatchObject({ kind: 'refused', code: 'JOB_ENDED' });
    const unknown = [
      () => desk.job('0000-none'),
      () => desk.cancelJob('', null),
      () => desk.retryJob('zz', null),
    ];
    for (const ask of unknown) await expect(ask()).rejects.toMatchObject({ kind: 'usage', code: 'NO_JOB' });
    await expect(desk.jobs({ state: 'lost' })).rejects.toMatchObject({ kind: 'usage', code: 'NO_STATE' });
    expect(await desk.job(id)).toEqual(before);
    expect(await desk.jobs({ episode: '101', step: 'description-generation', limit: 1 })).toHaveLength(1);
    expect(await desk.jobs({ episode: '0102' })).toEqual([]);
  });
});

describe('jobs at once', () => {
  const things = ['kettle', 'lid', 'spout', 'handle'];
  const files = Object.fromEntries(
    things.map((thing, i) => [`episodes/0101/rundown/${i + 2}0 The ${thing}.md`, segment(20 + i, thing)]),
  );
  const settings = (atOnce: number) => `${SETTINGS}jobs: { atOnce: ${atOnce} }\n`;
  const inState = async ({ desk }: Pick<Service, 'desk'>, state: string) =>
    (await desk.jobs({ state })).length;

  it.each([1, 3])('are as many as the settings say: %i', async (atOnce) => {
    const { trial, server, open, serve } = await village(() => ({ hang: 'before' }), files);
    trial.write('show-build.yaml', settings(atOnce));
    const service = await serve(await open());
    await server.arrived(atOnce);
    expect(await inState(service, 'running')).toBe(atOnce);
    expect(await inState(service, 'queued')).toBe(things.length - atOnce);
  });

  it('are more as soon as the settings say so', async () => {
    const { trial, server, open, serve } = await village(() => ({ hang: 'before' }), files);
    trial.write('show-build.yaml', settings(1));
    const service = await serve(await open());
    await server.arrived(1);
    trial.write('show-build.yaml', settings(3));
    await server.arrived(3);
    expect(await inState(service, 'running')).toBe(3);
  });

  it.each([1, 3])('are as many in a pass: %i', async (atOnce) => {
    let [now, most] = [0, 0];
    const { trial, open } = await village(willing, files);
    trial.write('show-build.yaml', settings(atOnce));
    const opened = await open();
    opened.show.queue.onChange((job) => {
      if (job?.state === 'running' && job.progress === null) now += 1;
      else if (job?.state === 'done') now -= 1;
      most = Math.max(most, now);
    });
    expect((await opened.desk.pass({}, () => {})).jobs).toBe(things.length);
    expect(most).toBe(atOnce);
  });
});
