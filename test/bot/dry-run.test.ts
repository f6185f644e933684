// A dry run tells what a real one would do, as often as it is asked, and leaves the show and its history as they are.
import { describe, expect, it } from 'vitest';
import { MAIN, PUBLISHED } from '../../bot/record/refs.ts';
import type { Desk, PassReport } from '../../src/desk.ts';
import type { CommitId } from '../../src/domain/ids.ts';
import { steps } from '../../steps/index.ts';
import { INFO, makeTrial, oneSegment, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

/** A report without the ids, commits and times, which are new each time. */
function told({ proposed, ...rest }: PassReport) {
  const rows = proposed.map(({ id: _id, commit: _commit, reasons, ...row }) => ({
    ...row,
    reasons: reasons.map(({ code }) => code),
  }));
  return { ...rest, proposed: rows };
}

const dry = async (desk: Desk) => told(await desk.pass({ dryRun: true }, quiet));
const real = async (desk: Desk) => told(await desk.pass({}, quiet));

/** Everything that Git and the tree hold. */
const standing = (one: Trial) => ({
  tree: one.bytes(),
  refs: one.git('for-each-ref'),
  objects: one.git('count-objects', '-v'),
});

async function sameThrice(one: Trial, desk: Desk): Promise<PassReport> {
  const before = standing(one);
  const first = await dry(desk);
  expect(standing(one)).toEqual(before);
  expect(await dry(desk)).toEqual(first);
  const report = await desk.pass({}, quiet);
  expect(told(report)).toEqual(first);
  return report;
}

describe('a dry run', () => {
  it('on a new tree tells what the first run does', async () => {
    const one = trial(() => oneSegment());
    const { desk, show } = await open(one, { steps });
    const { proposed, jobs, snapshots } = await sameThrice(one, desk);
    expect(proposed.length).toBeGreaterThan(3);
    expect(jobs).toBeGreaterThan(0);
    expect(snapshots).toBe(1);
    expect(await show.queue.list({})).toHaveLength(jobs);
    expect(await dry(desk)).toMatchObject({ episodes: 0, jobs: 0, proposed: [] });
  });

  it('tells what edits, new names and new files in many episodes lead to', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => `01${String(i + 1).padStart(2, '0')}`);
    const path = (n: string, name = '10 The Glove') => `episodes/${n}/rundown/${name}.md`;
    const one = trial(() =>
      makeTrial(
        Object.fromEntries(
          numbers.flatMap((n) => [
            [`episodes/${n}/info.md`, INFO],
            [path(n), SEGMENT],
          ]),
        ),
      ),
    );
    const { desk } = await open(one);
    await real(desk);
    const [first] = (await desk.list({})).filter(({ episode }) => episode === '0101');
    if (first) await desk.accept({ ids: [first.id] }, null);
    for (const n of numbers) one.write(path(n), `${one.read(path(n))}\nOne line more, {SOT/goat ${n}}.\n`);
    one.write(path('0102', '15 Another Name'), one.read(path('0102')));
    one.remove(path('0102'));
    one.write(path('0103', '20 Anew'), SEGMENT);
    const { proposed, snapshots } = await sameThrice(one, desk);
    expect(snapshots).toBe(20);
    expect(proposed.length).toBeGreaterThanOrEqual(20);
  });

  it('with one step tells of that step alone', async () => {
    const one = trial();
    const { desk } = await open(one);
    const { proposed } = await desk.pass({ dryRun: true, step: 'cue-block-repair' }, quiet);
    expect(new Set(proposed.map(({ step }) => step))).toEqual(new Set(['cue-block-repair']));
    expect(one.git('for-each-ref')).toBe('');
  });

  it('respects a paused step and a rejection', async () => {
    const one = trial();
    const { desk } = await open(one);
    await real(desk);
    const [row] = await desk.list({});
    if (row) await desk.reject({ ids: [row.id] }, null, null);
    await desk.pause('cue-block-repair', null, null);
    one.write(SEGMENT_PATH, `${one.read(SEGMENT_PATH)}\nOne line more, {SOT/goats}.\n`);
    await sameThrice(one, desk);
  });

  it('says so where a landing has not wholly reached the tree', async () => {
    const one = trial();
    const { desk, show } = await open(one);
    await real(desk);
    const main = (await show.repo.ref(MAIN)) as CommitId;
    const { tree, author } = await show.repo.readCommit(main);
    const to = await show.repo.writeCommit({
      tree,
      parents: [main],
      author,
      committer: author,
      message: 'x',
    });
    await show.repo.moveRef(MAIN, { from: main, to });
    await expect(dry(desk)).rejects.toMatchObject({ code: 'HALF_PUBLISHED' });
    await show.repo.moveRef(PUBLISHED, { from: main, to });
  });
});
