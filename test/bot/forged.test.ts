// Commits that another program puts on main in the bot's name: no record vouches for them, so fsck finds them, their
// bytes never get into the tree, main goes on as before, and they are kept.
import { describe, expect, it } from 'vitest';
import { auditShow } from '../../bot/care/fsck.ts';
import { blobOf } from '../../src/tree/blob.ts';
import { INFO_PATH, type Opened, oneSegment, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { watchEffects } from './effects.ts';
import { commitOnMain, JOSH_NAMED, landingOf as landing, type OnMain } from './forging.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const EVIL = SEGMENT.replace('We pat it.', 'We sell it.');
const forge = (
  one: Trial,
  message: string,
  text: string,
  more: Omit<OnMain, 'message' | 'files'> = {},
): string => commitOnMain(one, { message, files: { [SEGMENT_PATH]: text }, ...more });

async function used(): Promise<{ one: Trial; opened: Opened; main: string }> {
  const one = trial(oneSegment);
  const opened = await open(one);
  await opened.desk.pass({}, quiet);
  return { one, opened, main: one.git('rev-parse', 'main') };
}

/** Main is as it was, the tree too, the commit is reachable, and the history is in order. */
async function expectSetAside(
  { one, main }: { one: Trial; main: string },
  { show, desk }: Opened,
  forged: string,
): Promise<void> {
  const { problems } = await desk.pass({ episode: '0101' }, quiet);
  expect(problems).toEqual([expect.stringContaining(forged.slice(0, 10))]);
  expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
  expect(one.git('rev-parse', 'main', 'refs/show-build/published')).toBe(`${main}\n${main}`);
  expect(one.git('log', '--format=%H', 'refs/show-build/set-aside').split('\n')).toContain(forged);
  expect((await auditShow(show)).findings).toEqual([]);
  expect(show.history.timeline.commits.map(({ commit }) => commit)).not.toContain(forged);
}

it('what was published is kept where somebody puts main back', async () => {
  const { one, opened } = await used();
  const before = one.git('rev-parse', 'main');
  const [his, later] = [
    SEGMENT.replace('We pat it.', 'We pat it, once.'),
    SEGMENT.replace('We pat it.', 'Twice.'),
  ];
  for (const text of [his, later]) {
    one.write(SEGMENT_PATH, text);
    await opened.desk.pass({}, quiet);
  }
  const dropped = one.git('rev-parse', 'main');
  await close(opened);
  one.git('update-ref', 'refs/heads/main', before);
  const { desk } = await open(one);
  await desk.pass({}, quiet);
  expect(one.read(SEGMENT_PATH)).toBe(later);
  expect(one.git('log', '--format=%H', 'refs/show-build/set-aside').split('\n')).toContain(dropped);
  expect(one.git('rev-list', '--objects', '--all')).toContain(blobOf(Buffer.from(his)));
});

describe('put on main between two runs', () => {
  it.each([
    ['a landing of nothing that was ever proposed', (_id: string) => landing('0123456789')],
    ['a landing in a person’s name', (id: string) => landing(id, 'Josh')],
    ['a landing of something else', (id: string) => landing(id)],
    ['a landing of two', (id: string) => `${landing(id).trimEnd()}\nEnhancement: 0123456789\n`],
    ['a revert', (id: string) => `Revert x: 0101/y\n\nFix\n\nReverts: ${id}\nReverted-By: Josh\n`],
    ['a revert of nothing', () => 'Revert x: 0101/y\n\nFix\n\nReverts: 0123456789\nReverted-By: Josh\n'],
  ])('%s is found, and set aside', async (_what, message) => {
    const all = await used();
    const { one, opened } = all;
    const row = about(await opened.desk.list({}), 'first-clip');
    await close(opened);
    const forged = forge(one, message(row.id), EVIL);
    const reading = await one.open({ readOnly: true });
    const { findings } = await auditShow(reading.show);
    expect(findings).toContainEqual(expect.stringMatching(new RegExp(`^${forged.slice(0, 10)} `)));
    await reading.close();
    const again = await open(one);
    await expectSetAside(all, again, forged);
    // What it named is as it was: open, and lands as it was reviewed.
    expect(await again.desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT.replace('[Type:SOT]', '[Type: SOT]'));
  });

  it.each([
    ['as it never was', (main: string) => main],
    ['from a commit that there is not', () => '0123456789'.repeat(4)],
    [
      'from a commit that was never on main',
      (_main: string, one: Trial) => forge(one, 'Josh\n', EVIL, { isLoose: true }),
    ],
  ])('a file “put back” %s', async (_what, from) => {
    const all = await used();
    const { one, opened, main } = all;
    await close(opened);
    const message = `Josh restored it\n\nAs it was.\n\nRestored: ${from(main, one)} "${SEGMENT_PATH}"\n`;
    const forged = forge(one, message, EVIL, { named: JOSH_NAMED });
    await expectSetAside(all, await open(one), forged);
  });

  it('with what a person committed on top of it: their words are kept', async () => {
    const all = await used();
    const { one, opened } = all;
    await close(opened);
    const forged = forge(one, landing('0123456789'), EVIL);
    const files = { [INFO_PATH]: `${one.read(INFO_PATH)}Typed into Git.\n` };
    const his = commitOnMain(one, { message: 'A note\n', files, named: JOSH_NAMED });
    await expectSetAside(all, await open(one), forged);
    expect(one.git('show', `refs/show-build/set-aside:${INFO_PATH}`)).toContain('Typed into Git.');
    expect(one.git('merge-base', '--is-ancestor', his, 'refs/show-build/set-aside')).toBe('');
  });

  it('in place of all that was there: main is again what the disk holds', async () => {
    const all = await used();
    const { one, opened, main } = all;
    await close(opened);
    const root = forge(one, 'Another show\n', SEGMENT, { parents: [], isLoose: true });
    const forged = forge(one, landing('0123456789'), EVIL, { parents: [root] });
    await expectSetAside(all, await open(one), forged);
    expect(one.git('rev-parse', 'main')).toBe(main);
  });

  it('a true landing again, after somebody reverted it', async () => {
    const { one, opened } = await used();
    const row = about(await opened.desk.list({}), 'first-clip');
    await opened.desk.accept({ ids: [row.id] }, null);
    const [landed, rendering] = one.git('rev-parse', 'main', 'main^2').split('\n');
    await opened.desk.revert({ ids: [row.id] }, null);
    await close(opened);
    const main = one.git('rev-parse', 'main');
    const text = one.git('show', `${landed}:${SEGMENT_PATH}`);
    forge(one, landing(row.id), `${text}\n`, { parents: [main, rendering ?? ''] });
    const again = await open(one);
    expect(told(again)).toContain('turned down');
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect(one.git('rev-parse', 'main')).toBe(main);
  });

  it('a true landing with another kind of file', async () => {
    const { one, opened, main } = await used();
    const row = about(await opened.desk.list({}), 'first-clip');
    await close(opened);
    const text = SEGMENT.replace('[Type:SOT]', '[Type: SOT]');
    const own = forge(one, 'cue-block-repair: x\n', text, { isLoose: true, mode: '120000' });
    forge(one, landing(row.id), text, { parents: [main, own], mode: '120000' });
    const again = await open(one);
    expect(told(again)).toContain('what kind of file');
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect(one.git('rev-parse', 'main')).toBe(main);
  });

  it('a true rendering that nobody accepted', async () => {
    const all = await used();
    const { one, opened } = all;
    one.write(
      'show-build.yaml',
      `${one.read('show-build.yaml')}steps: { cue-block-repair: { policy: review } }\n`,
    );
    await opened.show.reloadSettings();
    await opened.desk.pass({ episode: '0101' }, quiet);
    const row = about(await opened.desk.list({}), 'first-clip');
    expect(row.reasons).toMatchObject([{ code: 'NOT_REVIEWED' }]);
    await close(opened);
    const main = one.git('rev-parse', 'main');
    const text = SEGMENT.replace('[Type:SOT]', '[Type: SOT]');
    const own = forge(one, 'cue-block-repair: 0101/10 The Glove\n', text);
    const forged = forge(one, landing(row.id), text, { parents: [main, own] });
    const again = await open(one);
    expect(told(again)).toContain('nobody accepted');
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect(one.git('rev-parse', 'main')).toBe(main);
    expect(one.git('merge-base', '--is-ancestor', forged, 'refs/show-build/set-aside')).toBe('');
  });

  it('on top of a landing that was cut off: that one is published', async () => {
    const { one, opened } = await used();
    const effects = watchEffects(opened);
    const row = about(await opened.desk.list({}), 'first-clip');
    effects.dieAt(1, 'after', /moveRef refs\/heads\/main/);
    await expect(opened.desk.accept({ ids: [row.id] }, null)).rejects.toThrow();
    await close(opened);
    const landed = one.git('rev-parse', 'main');
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    forge(one, landing('0123456789'), EVIL);
    const again = await open(one);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT.replace('[Type:SOT]', '[Type: SOT]'));
    expect(one.git('rev-parse', 'main')).toBe(landed);
    expect((await again.desk.list({ ids: [row.id] }))[0]?.state).toBe('landed');
    expect(told(again)).toContain('has no record');
  });
});

const told = ({ show: { warnings } }: Opened) => warnings.all().join('\n');

describe('put on main while the show is open', () => {
  it('is set aside by whatever comes next: a save, a verdict, a look', async () => {
    const { one, opened } = await used();
    const [first, second] = ['first-clip', 'second-clip'];
    const rows = await opened.desk.list({});
    const forged = forge(one, landing('0123456789'), EVIL);
    one.write(INFO_PATH, `${one.read(INFO_PATH)}Saved meanwhile.\n`);
    expect(await opened.desk.accept({ ids: [about(rows, first).id] }, null)).toMatchObject([
      { result: 'landed' },
    ]);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT.replace('[Type:SOT]', '[Type: SOT]'));
    expect(told(opened)).toContain(forged.slice(0, 10));
    forge(one, landing(about(rows, second).id), `${one.read(SEGMENT_PATH)}Buy now.\n`);
    await opened.desk.pass({}, quiet);
    expect(one.read(SEGMENT_PATH)).not.toContain('Buy now.');
    expect(one.git('rev-parse', `main:${SEGMENT_PATH}`)).toBe(blobOf(Buffer.from(one.read(SEGMENT_PATH))));
    expect(await opened.desk.accept({ ids: [about(rows, second).id] }, null)).toMatchObject([
      { result: 'landed' },
    ]);
    // Both are kept.
    expect(one.git('log', '--format=%s', 'refs/show-build/set-aside').match(/^Land /gm)).toHaveLength(3);
  });

  it.each([
    ['before it is built on', ({ show: { disk } }: Opened) => [disk, 'agree'] as const],
    ['while it is built on', ({ show: { kept } }: Opened) => [kept, 'write'] as const],
  ])('is not published by a landing that finds it there, %s', async (_when, hook) => {
    const { one, opened, main } = await used();
    const row = about(await opened.desk.list({}), 'first-clip');
    const [part, name] = hook(opened);
    const real = Reflect.get(part, name) as (...args: unknown[]) => unknown;
    Object.assign(part, {
      [name](...args: unknown[]) {
        Object.assign(part, { [name]: real });
        forge(one, landing('0123456789'), EVIL);
        return real(...args);
      },
    });
    await expect(opened.desk.accept({ ids: [row.id] }, null)).rejects.toMatchObject({ code: 'MAIN_MOVED' });
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    await opened.desk.pass({}, quiet);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect(one.git('rev-parse', 'main')).toBe(main);
    expect(await opened.desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT.replace('[Type:SOT]', '[Type: SOT]'));
  });
});
