// What holds landings back on purpose, as people meet it with the service running and an invented clock: it waits and
// says why, it opens by the clock without another word, and what is a choice can be chosen.
import { afterEach, describe, expect, it } from 'vitest';
import { type Service, startService } from '../../bot/service/service.ts';
import type { EnhancementRow } from '../../src/desk.ts';
import type { GateName } from '../../src/domain/gate.ts';
import { type ManualClock, manualClock } from '../queue/manual-clock.ts';
import { INFO, INFO_PATH, type Opened, oneSegment, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NIGHT = 'quietHours: [{ weekly: "daily 22:00-08:00", timezone: America/New_York }]';
const AIR = 'onAir: [{ episodes: next, weekly: "Sun 19:00-23:30", timezone: America/New_York }]';

interface Running {
  readonly trial: Trial;
  readonly opened: Opened;
  readonly service: Service;
  readonly clock: ManualClock;
}

const running: Running[] = [];

afterEach(async () => {
  for (const { trial, opened, service } of running.splice(0)) {
    await service.close();
    await opened.close();
    trial.clear();
  }
});

async function start(at: string, settings: string, make: () => Trial = oneSegment): Promise<Running> {
  const trial = make();
  const people = 'people: { josh: { name: Josh, email: josh@example.org } }';
  trial.write('show-build.yaml', `show: Trial\n${people}\n${settings}\n`);
  const clock = manualClock(Date.parse(at));
  const opened = await trial.open({ clock });
  const service = await startService(opened.show, { localWork: true });
  running.push({ trial, opened, service, clock });
  await service.settled();
  return { trial, opened, service, clock };
}

/** Moves the clock, and waits until the service has done what is due. */
async function later({ service, clock }: Running, ms: number): Promise<void> {
  clock.advance(ms);
  await service.settled();
}

const list = ({ service }: Running, filter = {}) => service.desk.list(filter);
const idOf = (row: EnhancementRow | undefined) => row?.id ?? 'none';
const refusal = (one: Running, id: string, gate: GateName) =>
  one.service.desk.openGate(id, gate, null).then(
    () => 'opened',
    (error: unknown) => error,
  );

describe('quiet hours', () => {
  it('hold what would land by itself, let what was accepted through, and end by the clock', async () => {
    const one = await start('2031-05-03T23:00:00-04:00', `merge: { settle: 0s, idle: 0s, ${NIGHT} }`);
    const before = one.trial.read(SEGMENT_PATH);
    const waiting = await list(one);
    expect(waiting).toHaveLength(3);
    for (const { reasons } of waiting)
      expect(reasons).toEqual([
        {
          code: 'QUIET_HOURS',
          user: 'quiet hours until 08:00',
          tech: 'daily 22:00-08:00 America/New_York',
          gate: 'hold',
          opensAtMs: Date.parse('2031-05-04T08:00:00-04:00'),
          choice: 'pass',
        },
      ]);
    expect(one.trial.read(SEGMENT_PATH)).toBe(before);

    const accepted = idOf(waiting[0]);
    expect(await one.service.desk.accept({ ids: [accepted] }, 'josh')).toMatchObject([{ result: 'landed' }]);
    await one.service.settled();
    expect(await list(one)).toHaveLength(2);

    await later(one, 9 * HOUR_MS - MINUTE_MS);
    expect(await list(one)).toHaveLength(2);
    await later(one, MINUTE_MS);
    expect(await list(one)).toEqual([]);
    expect(one.trial.read(SEGMENT_PATH)).toContain('[Duration: 00:01:15:00]');
  });

  it('last an hour longer in the night on which the clock is put back', async () => {
    const one = await start('2031-11-01T23:00:00-04:00', `merge: { settle: 0s, idle: 0s, ${NIGHT} }`);
    expect((await list(one))[0]?.reasons[0]).toMatchObject({
      user: 'quiet hours until 08:00',
      opensAtMs: Date.parse('2031-11-02T08:00:00-05:00'),
    });
    await later(one, 9 * HOUR_MS);
    expect(await list(one)).toHaveLength(3);
    await later(one, HOUR_MS);
    expect(await list(one)).toEqual([]);
  });

  it('are passed by one alone, because somebody says so, and it lands at once', async () => {
    const one = await start('2031-05-03T23:00:00-04:00', `merge: { settle: 0s, idle: 0s, ${NIGHT} }`);
    const [first, second] = await list(one);
    await one.service.desk.openGate(idOf(first), 'hold', 'josh');
    await one.service.settled();
    expect(await list(one, { ids: [idOf(first)] })).toMatchObject([{ state: 'landed' }]);
    expect(await list(one, { ids: [idOf(second)] })).toMatchObject([{ state: 'proposed' }]);
    expect(one.trial.git('log', '-1', '--format=%an %s', 'refs/show-build/decisions')).toBe(
      `Josh open gate hold for ${idOf(first)} (cue-block-repair, 0101)`,
    );
    expect((await one.service.desk.show(idOf(first))).decisions).toMatchObject([
      { kind: 'open-gate', by: 'Josh' },
    ]);
    // What has landed passes nothing any more.
    expect(await refusal(one, idOf(first), 'hold')).toMatchObject({ kind: 'refused', code: 'WRONG_STATE' });
  });
});

describe('idle', () => {
  it('is passed by choice; a file that is being typed in is not', async () => {
    const one = await start('2031-05-03T12:00:00Z', 'merge: { settle: 5s, idle: 3m }');
    expect(await list(one)).toEqual([]);
    await type(one, '[Type:VO]\n[Slug: eighth]', '[Type:VO]\n[Slug: ninth]');
    const [first, second] = await until(one, async () => {
      const rows = await list(one);
      if (rows.length === 2) return rows;
      // The disk may tell of one save more than once: each time it has to settle anew.
      await later(one, 5000);
      return null;
    });
    expect(first?.reasons).toMatchObject([{ code: 'NOT_IDLE', gate: 'idle', choice: 'pass' }]);
    await one.service.desk.openGate(idOf(first), 'idle', null);
    await one.service.settled();
    expect((await list(one)).map(({ id }) => id)).toEqual([idOf(second)]);

    await type(one, 'He goes on.');
    expect(await refusal(one, idOf(second), 'settled')).toMatchObject({
      code: 'NOT_A_CHOICE',
      message: expect.stringMatching(/^This waits: Josh edited .*\. It opens by itself/),
    });
    expect(await refusal(one, idOf(second), 'disk')).toMatchObject({
      message: 'This is not passed by choice. Make room on the disk first.',
    });
  });

  /** Cues, or prose, below what stands there; until the service has heard of it. */
  async function type(one: Running, ...more: readonly string[]): Promise<void> {
    const typed = more.map((text, i) =>
      text.startsWith('[')
        ? `<!-- Begin Cue -->\n${text}\n[AssetID: VO11AAAAAAAAAA${i}]\n[MediaURL: n.mp4]\n[Duration: 00:00:10:00]\n<!-- End Cue -->`
        : text,
    );
    one.trial.write(SEGMENT_PATH, `${one.trial.read(SEGMENT_PATH)}\n${typed.join('\n\nAnd on.\n\n')}\n`);
    await one.clock.awaitAlarm((atMs) => atMs === one.clock.nowMs() + 5000);
  }
});

describe('on air', () => {
  const sunday = INFO.replace('status:', 'airdate: 2031-05-04\nstatus:');
  const nextSunday = INFO.replace('0101', '0102').replace('status:', 'airdate: 2031-05-11\nstatus:');
  const two = () => {
    const trial = oneSegment();
    trial.write(INFO_PATH, sunday);
    trial.write('episodes/0102/info.md', nextSunday);
    trial.write('episodes/0102/rundown/10 The Glove.md', SEGMENT);
    return trial;
  };

  it('keeps everything from the episode that airs, accepted or not, and from no other', async () => {
    const one = await start('2031-05-04T20:00:00-04:00', `merge: { settle: 0s, idle: 0s, ${AIR} }`, two);
    expect(await list(one, { episode: '0102' })).toEqual([]);
    const [row] = await list(one, { episode: '0101' });
    expect(await one.service.desk.accept({ ids: [idOf(row)] }, null)).toMatchObject([
      {
        result: 'waiting',
        reasons: [
          {
            code: 'ON_AIR',
            user: '0101 is on air until 23:30',
            opensAtMs: Date.parse('2031-05-04T23:30:00-04:00'),
            choice: null,
          },
        ],
      },
    ]);
    expect(await refusal(one, idOf(row), 'hold')).toMatchObject({
      kind: 'refused',
      code: 'NOT_A_CHOICE',
      message: 'This waits: 0101 is on air until 23:30. It opens when the show is off the air.',
    });
    expect(one.trial.read(SEGMENT_PATH)).toBe(SEGMENT);
    await later(one, 3.5 * HOUR_MS);
    expect(await list(one)).toEqual([]);
  });

  it('a locked episode is untouched until somebody gives it another status', async () => {
    const one = await start('2031-05-05T12:00:00Z', 'merge: { settle: 0s, idle: 0s }', () => {
      const trial = oneSegment();
      trial.write(INFO_PATH, INFO.replace('status: production', 'status: Locked'));
      return trial;
    });
    const before = one.trial.bytes();
    const [row] = await list(one);
    expect(row?.reasons).toMatchObject([
      { code: 'EPISODE_LOCKED', gate: 'hold', opensAtMs: null, choice: null },
    ]);
    expect(await one.service.desk.accept({ ids: [idOf(row)] }, null)).toMatchObject([{ result: 'waiting' }]);
    expect(await refusal(one, idOf(row), 'hold')).toMatchObject({ code: 'NOT_A_CHOICE' });
    expect(one.trial.bytes()).toEqual(before);
    one.trial.write(INFO_PATH, INFO);
    await until(one, async () => ((await list(one)).length === 0 ? true : null));
    expect(one.trial.read(SEGMENT_PATH)).not.toBe(SEGMENT);
  });
});

describe('a soak time', () => {
  it('lets people look first, and then it lands', async () => {
    const settings = 'merge: { settle: 0s, idle: 0s }\nsteps: { cue-block-repair: { soak: 10m } }';
    const one = await start('2031-05-03T12:00:00Z', settings);
    expect((await list(one))[0]?.reasons).toMatchObject([
      {
        code: 'SOAKING',
        user: 'stays open for a while, so that somebody can look at it first',
        gate: 'hold',
        opensAtMs: Date.parse('2031-05-03T12:10:00Z'),
        choice: 'pass',
      },
    ]);
    await later(one, 10 * MINUTE_MS - 1);
    expect(await list(one)).toHaveLength(3);
    await later(one, 1);
    expect(await list(one)).toEqual([]);
  });
});

describe('pauses and holds', () => {
  const night = `merge: { settle: 0s, idle: 0s, ${NIGHT} }`;

  it('a paused step lands nothing by itself and begins nothing; what a person accepts of it lands', async () => {
    const one = await start('2031-05-03T23:00:00-04:00', night);
    const { desk } = one.service;
    const [row] = await list(one);
    await desk.pause('cue-block-repair', 'too eager', 'josh');
    await later(one, 9 * HOUR_MS);
    expect((await list(one)).map(({ reasons }) => reasons)).toMatchObject(
      Array(3).fill([
        {
          code: 'PAUSED',
          user: 'Repair cue blocks is paused by Josh: too eager',
          gate: 'hold',
          choice: 'resume',
        },
      ]),
    );
    expect(await refusal(one, idOf(row), 'hold')).toMatchObject({
      message: 'This waits: Repair cue blocks is paused by Josh: too eager. Resume it first.',
    });
    expect((await desk.flow()).steps.filter(({ paused }) => paused).map(({ step }) => step)).toEqual([
      'cue-block-repair',
    ]);
    expect(await desk.accept({ ids: [idOf(row)] }, null)).toMatchObject([{ result: 'landed' }]);
    await one.service.settled();
    expect(await list(one)).toHaveLength(2);
    await desk.resume('cue-block-repair', null);
    await one.service.settled();
    expect(await list(one)).toEqual([]);
  });

  it('a pause of everything and a person’s hold keep what was accepted, too', async () => {
    const one = await start('2031-05-03T23:00:00-04:00', night);
    const { desk } = one.service;
    const [row] = await list(one);
    await desk.pause(null, null, 'josh');
    await desk.hold('0101', HOUR_MS, 'rehearsal', 'josh');
    expect(await desk.accept({ ids: [idOf(row)] }, null)).toMatchObject([
      {
        result: 'waiting',
        reasons: [
          {
            code: 'HELD',
            user: 'Josh holds 0101: rehearsal',
            choice: 'release',
            opensAtMs: one.clock.nowMs() + HOUR_MS,
          },
          { code: 'PAUSED', user: 'everything is paused by Josh', choice: 'resume', opensAtMs: null },
        ],
      },
    ]);
    expect(await refusal(one, idOf(row), 'hold')).toMatchObject({
      message: expect.stringContaining('Release 0101'),
    });
    await desk.resume(null, null);
    await one.service.settled();
    expect(await list(one)).toHaveLength(3);
    // The hold ends by itself.
    await later(one, HOUR_MS);
    expect(await list(one)).toHaveLength(2);
  });
});

/** The first answer that is not null, looked for at every event. */
function until<T>({ service }: Running, look: () => Promise<T | null>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = service.subscribe(() => void check());
    const check = async () => {
      try {
        const found = await look();
        if (found === null) return;
        stop();
        resolve(found);
      } catch (error) {
        reject(error);
      }
    };
    void check();
  });
}
