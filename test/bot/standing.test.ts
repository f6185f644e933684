// A reviewer's words for a field that somebody edits meanwhile: theirs and mine are shown, and mine go on top.
import { describe, expect, it } from 'vitest';
import { reviewDesk } from '../../bot/desk/review.ts';
import {
  INFO,
  INFO_PATH,
  makeTrial,
  movableClock,
  type Opened,
  SEGMENT,
  SEGMENT_PATH,
  type Trial,
} from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const PEOPLE =
  'people: { josh: { name: Josh, email: josh@example.org }, maria: { name: Maria Lopez, email: maria@example.org } }';
const REVIEW = `show: Trial\n${PEOPLE}\nmerge: { settle: 0s, idle: 0s, everything: review }\n`;
const BARE = SEGMENT.replace('slug: glove', 'slug:');

const withSettings = (settings: string) => () =>
  makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: BARE, 'show-build.yaml': settings });

/** The slug is proposed, and then Josh gives it one himself. */
async function edited(one: Trial, line = 'slug: joshs-glove\n', options: Parameters<Trial['open']>[0] = {}) {
  const opened: Opened = await open(one, options);
  await opened.desk.pass({}, quiet);
  const row = (await opened.desk.list({})).find(({ step }) => step === 'slug-enhancement');
  if (row === undefined) throw new Error('no slug was proposed');
  const [part] = (await opened.desk.review(row.id)).files.flatMap(({ parts }) => parts);
  if (part === undefined) throw new Error('the slug has no part');
  one.write(SEGMENT_PATH, BARE.replace('slug:\n', line));
  await opened.desk.pass({}, quiet);
  return { ...opened, id: row.id, key: part.key };
}

describe('words whose field somebody edits meanwhile', () => {
  it('stand beside theirs, and go on top as a new edit of the reviewer', async () => {
    const one = trial(withSettings(REVIEW));
    const { desk, id, key } = await edited(one);
    expect((await desk.show(id)).state).not.toBe('proposed');
    const theirs = await desk.standing(id, key);
    expect(theirs).toMatchObject({
      part: { key, label: 'slug' },
      path: SEGMENT_PATH,
      text: 'slug: joshs-glove',
      line: 3,
    });
    const words = 'slug: everybodys-glove';
    const outcome = await desk.putOnTop(id, key, words, 'slug: joshs-glove', 'maria');
    expect(outcome).toMatchObject({
      id,
      result: 'landed',
      commit: one.git('rev-parse', 'main'),
      reasons: [],
    });
    expect(one.read(SEGMENT_PATH)).toBe(BARE.replace('slug:\n', `${words}\n`));
    expect(one.git('rev-parse', 'main')).toBe(one.git('rev-parse', 'refs/show-build/published'));
    const line = (await desk.blame(SEGMENT_PATH, null)).find(({ text }) => text === words);
    expect(line?.by).toEqual({ kind: 'person', name: 'Maria Lopez' });
    expect((await desk.standing(id, key)).by?.name).toBe('Maria Lopez');
    const [newest] = await desk.history({ limit: 1, path: SEGMENT_PATH });
    expect(newest).toMatchObject({
      kind: 'edit',
      author: 'Maria Lopez',
      title: 'Maria Lopez put their own words into 0101/10 The Glove.md',
      episodes: ['0101'],
    });
    const before = one.git('rev-parse', 'main');
    await desk.pass({}, quiet);
    expect(one.git('rev-parse', 'main')).toBe(before);
    expect((await desk.list({})).filter(({ step }) => step === 'slug-enhancement')).toEqual([]);
  });

  it('keep what Josh has written elsewhere in the file, also if nobody has seen it yet', async () => {
    const one = trial(withSettings(REVIEW));
    const { desk, id, key } = await edited(one);
    const typed = one.read(SEGMENT_PATH).replace('That is all.', 'That is all, he typed.');
    one.write(SEGMENT_PATH, typed);
    await desk.putOnTop(id, key, 'slug: mine', 'slug: joshs-glove', 'maria');
    expect(one.read(SEGMENT_PATH)).toBe(typed.replace('joshs-glove', 'mine'));
  });

  it('are refused where other words stand than the reviewer saw, and change nothing', async () => {
    const one = trial(withSettings(REVIEW));
    const { desk, id, key } = await edited(one);
    const again = one.read(SEGMENT_PATH).replace('joshs-glove', 'joshs-other-glove');
    one.write(SEGMENT_PATH, again);
    const late = desk.putOnTop(id, key, 'slug: mine', 'slug: joshs-glove', 'maria');
    await expect(late).rejects.toMatchObject({ kind: 'refused', code: 'MOVED_ON' });
    expect(one.read(SEGMENT_PATH)).toBe(again);
    expect((await desk.standing(id, key)).text).toBe('slug: joshs-other-glove');
    const same = await desk.putOnTop(id, key, 'slug: joshs-other-glove', 'slug: joshs-other-glove', null);
    expect(same).toMatchObject({ result: 'refused', reasons: [{ code: 'SAME_ALREADY' }] });
    await expect(desk.standing(id, 'no such key')).rejects.toMatchObject({ code: 'NO_PART' });
  });

  it('find a line that Josh took out, and the file under its new name', async () => {
    const one = trial(withSettings(REVIEW));
    const { desk, id, key } = await edited(one, '');
    expect(await desk.standing(id, key)).toMatchObject({ text: '', by: null });
    expect(await desk.putOnTop(id, key, 'slug: mine', '', 'maria')).toMatchObject({ result: 'landed' });
    expect(one.read(SEGMENT_PATH)).toBe(BARE.replace('slug:\n', 'slug: mine\n'));
    const text = one.read(SEGMENT_PATH);
    const renamed = SEGMENT_PATH.replace('The Glove', 'A Glove');
    one.remove(SEGMENT_PATH);
    one.write(renamed, text);
    await desk.pass({}, quiet);
    expect(await desk.standing(id, key)).toMatchObject({ path: renamed, text: 'slug: mine' });
    one.remove(renamed);
    await desk.pass({}, quiet);
    expect(await desk.standing(id, key)).toMatchObject({ text: null, line: null, by: null });
  });

  it('take out what has landed there, and it stays out', async () => {
    const one = trial(withSettings(REVIEW));
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const row = (await desk.list({})).find(({ step }) => step === 'slug-enhancement');
    const id = row?.id ?? '';
    const [part] = (await desk.review(id)).files.flatMap(({ parts }) => parts);
    await desk.accept({ ids: [id] }, 'josh');
    const theirs = await desk.standing(id, part?.key ?? '');
    expect(theirs.by?.name).toBe('Show-Build');
    await desk.putOnTop(id, part?.key ?? '', 'slug:', theirs.text ?? '', 'maria');
    expect(one.read(SEGMENT_PATH)).toBe(BARE);
    expect((await desk.show(id)).state).toBe('reverted');
    await desk.pass({}, quiet);
    expect((await desk.list({})).filter(({ step }) => step === 'slug-enhancement')).toEqual([]);
  });

  it('wait while Josh is typing', async () => {
    const one = trial(withSettings(REVIEW.replace('settle: 0s', 'settle: 5s')));
    const { clock, move } = movableClock(3_600_000);
    const { show, id, key } = await edited(one, undefined, { clock });
    move(2 * 3_600_000);
    show.clocks.arrived(SEGMENT_PATH as never, show.nowMs() - 1000, 'local');
    const asked: number[] = [];
    const at: typeof clock.at = (timeMs, wake) => {
      asked.push(timeMs - show.nowMs());
      move(3 * 3_600_000);
      return clock.at(0, wake);
    };
    const patient = reviewDesk({ ...show, clock: { ...clock, at } });
    const outcome = await patient.putOnTop(id, key, 'slug: mine', 'slug: joshs-glove', null);
    expect(outcome.result).toBe('landed');
    expect(asked).toHaveLength(1);
    expect(one.read(SEGMENT_PATH)).toContain('slug: mine\n');
  });
});
