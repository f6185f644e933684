// Gates as reasons, without a service: what a person's own commit, an opened gate and a new text mean for them, and the
// page that shows all that holds landings back.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../queue/manual-clock.ts';
import { INFO, INFO_PATH, oneSegment, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const SATURDAY_NIGHT = Date.parse('2031-05-03T23:00:00-04:00');
const NIGHT = 'quietHours: [{ weekly: "daily 22:00-08:00", timezone: America/New_York }]';

function set(merge: string, more = ''): Trial {
  const one = oneSegment();
  const people = 'people: { josh: { name: Josh, email: josh@example.org } }';
  one.write(
    'show-build.yaml',
    `show: Trial\n${people}\nmerge: { settle: 0s, idle: 0s, ${merge} }\n${more}\n`,
  );
  return one;
}

describe('hands off', () => {
  it('a person’s commit on the bot’s branch is told as the reason, and is nobody’s choice', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const env = { ...process.env, GIT_AUTHOR_NAME: 'Minna', GIT_AUTHOR_EMAIL: 'minna@example.org' };
    const git = (...args: string[]) =>
      execFileSync('git', ['--git-dir', `${one.state}/repo.git`, ...args], { env, encoding: 'utf8' }).trim();
    const hers = git(
      ...['-c', 'user.name=Minna', '-c', 'user.email=minna@example.org'],
      ...['commit-tree', '-p', 'bot/0101', '-m', 'Mine', 'bot/0101^{tree}'],
    );
    git('update-ref', 'refs/heads/bot/0101', hers);
    const [row] = await desk.list({});
    expect(row?.reasons).toMatchObject([
      { code: 'HANDS_OFF', user: expect.stringContaining('Minna put a commit'), gate: 'hold', choice: null },
    ]);
    await expect(desk.openGate(row?.id ?? '', 'hold', null)).rejects.toMatchObject({
      code: 'NOT_A_CHOICE',
      message: expect.stringContaining('Take that commit off bot/0101'),
    });
    git('update-ref', 'refs/heads/bot/0101', `${hers}^`);
    expect((await desk.list({}))[0]?.reasons).toEqual([]);
  });
});

describe('an opened gate', () => {
  it('is remembered, also by a program that starts anew; a second click changes nothing', async () => {
    const one = trial(() => set(NIGHT));
    const clock = manualClock(SATURDAY_NIGHT);
    const first = await open(one, { clock });
    await first.desk.pass({}, quiet);
    const row = about(await first.desk.list({}), 'first-clip');
    await first.desk.openGate(row.id, 'hold', 'josh');
    await first.desk.openGate(row.id, 'hold', 'josh');
    expect(first.show.decisions.count()).toBe(1);
    await close(first);
    const { desk } = await open(one, { clock });
    expect((await desk.list({ ids: [row.id] }))[0]?.reasons).toEqual([]);
    expect(about(await desk.list({}), 'second-clip').reasons).toMatchObject([{ code: 'QUIET_HOURS' }]);
  });

  it('holds while its text only moves, and not for another text that takes its place', async () => {
    const one = trial(() => set(NIGHT));
    const clock = manualClock(SATURDAY_NIGHT);
    const { desk } = await open(one, { clock });
    await desk.pass({}, quiet);
    const row = about(await desk.list({}), 'second-clip');
    await desk.openGate(row.id, 'hold', null);
    one.write(SEGMENT_PATH, SEGMENT.replace('A glove on', 'One glove on'));
    await desk.pass({}, quiet);
    expect(about(await desk.list({}), 'second-clip')).toMatchObject({ id: row.id, reasons: [] });
    one.write(SEGMENT_PATH, SEGMENT.replace('[Duration: 1:15]', '[Duration: 1:45]'));
    await desk.pass({}, quiet);
    const next = about(await desk.list({}), 'second-clip');
    expect(next.id).not.toBe(row.id);
    expect(next.reasons).toMatchObject([{ code: 'QUIET_HOURS' }]);
  });

  it.each([
    ['verdict', 'This waits: waits for a reviewer. Accept it.'],
    ['base', 'This is not passed by choice. It opens when'],
    ['order', 'This is not passed by choice. Accept what it builds on first.'],
  ] as const)('is never %s', async (gate, message) => {
    const one = trial(() => set('everything: review'));
    const { desk, show } = await open(one);
    await desk.pass({}, quiet);
    const [row] = await desk.list({});
    await expect(desk.openGate(row?.id ?? '', gate, null)).rejects.toMatchObject({
      kind: 'refused',
      code: 'NOT_A_CHOICE',
      message: expect.stringContaining(message),
    });
    expect(show.decisions.count()).toBe(0);
  });
});

it('all that holds landings back stands on one page', async () => {
  const air = 'onAir: [{ episodes: next, weekly: "Sun 19:00-23:30", timezone: America/New_York }]';
  const one = trial(() =>
    set(`${NIGHT}, ${air}`, 'steps: { slug-enhancement: { policy: review, soak: 10m } }'),
  );
  one.write(INFO_PATH, INFO.replace('status:', 'airdate: 2031-05-04\nstatus:'));
  const { desk } = await open(one, { clock: manualClock(SATURDAY_NIGHT) });
  await desk.pass({}, quiet);
  await desk.hold('0101', 3_600_000, 'rehearsal', 'josh');
  await desk.pause(null, 'lunch', 'josh');
  const said = { by: 'Josh', atMs: SATURDAY_NIGHT };
  const flow = await desk.flow();
  expect(flow).toMatchObject({
    auto: true,
    paused: [{ step: null, why: 'lunch', ...said }],
    holds: [{ episode: '0101', untilMs: SATURDAY_NIGHT + 3_600_000, why: 'rehearsal', ...said }],
    quietHours: [
      {
        weekly: 'daily 22:00-08:00',
        timezone: 'America/New_York',
        openNow: true,
        changesAtMs: Date.parse('2031-05-04T08:00:00-04:00'),
      },
    ],
    onAir: [
      {
        weekly: 'Sun 19:00-23:30',
        openNow: false,
        changesAtMs: Date.parse('2031-05-04T19:00:00-04:00'),
        episodes: ['0101'],
      },
    ],
    backlog: { openPerEpisode: 60, newPerHour: null, newThisHour: 0, full: [] },
  });
  expect(flow.steps.find(({ step }) => step === 'slug-enhancement')).toEqual({
    step: 'slug-enhancement',
    title: expect.any(String),
    policy: 'review',
    soakMs: 600_000,
    paused: true,
  });
});
