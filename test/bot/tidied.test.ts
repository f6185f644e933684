// Stock Git tidies up beneath the program, at every moment of its work: nothing that was read, replaced or written is
// lost, and no work fails.
import { expect, it } from 'vitest';
import { type Opened, oneSegment, SEGMENT_PATH, type Trial } from '../trial.ts';
import { atEveryEffect, slowTidying, TIDYINGS, tidies } from './stock-tidying.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

/** All that moves refs: a save, a rejection, landings, a save beneath a landing, a revert, a deletion. */
async function work(one: Trial, { desk }: Opened): Promise<readonly string[]> {
  const versions: string[] = [];
  const save = (more: string) => {
    versions.push(`${one.read(SEGMENT_PATH)}${more}\n`);
    one.write(SEGMENT_PATH, versions.at(-1) ?? '');
  };
  save('A second line.');
  await desk.pass({}, quiet);
  const [first, second] = await desk.list({});
  await desk.reject({ ids: [second?.id ?? ''] }, null, null);
  expect(await desk.accept({ ids: [first?.id ?? ''] }, null)).toMatchObject([{ result: 'landed' }]);
  versions.push(one.read(SEGMENT_PATH));
  save('A third line.');
  expect(await desk.revert({ ids: [first?.id ?? ''] }, null)).toMatchObject([{ result: 'reverted' }]);
  versions.push(one.read(SEGMENT_PATH));
  one.remove(SEGMENT_PATH);
  await desk.pass({}, quiet);
  return versions;
}

function expectAll(one: Trial, { show }: Opened, versions: readonly string[]): void {
  expect(one.git('fsck', '--full', '--strict', '--no-dangling')).toBe('');
  const reachable = one.git('rev-list', '--objects', '--all');
  for (const version of versions) expect(reachable).toContain(show.repo.hashBlob(Buffer.from(version)));
}

/** In CI every moment; on a person's machine some of them, other ones each time. */
const APART = process.env['CI'] ? 1 : 23;
const anyOf = (count: number) => Math.floor(Math.random() * count);

it.each(Object.entries(TIDYINGS))(
  '%s at any moment takes nothing',
  async (_name, args) => {
    const one = trial();
    const now = await open(one);
    await now.desk.pass({}, quiet);
    let moments = anyOf(APART);
    const end = atEveryEffect(one, () => {
      if (moments++ % APART === 0) one.git(...args);
    });
    const versions = await work(one, now).finally(end);
    expect(moments).toBeGreaterThan(100);
    expectAll(one, now, versions);
  },
  600_000,
);

it('takes nothing when it looks before and deletes after', async () => {
  let moments = Number.POSITIVE_INFINITY;
  const apart = process.env['CI'] ? 7 : 150;
  for (let moment = anyOf(apart); moment < moments; moment += apart) {
    const one = trial();
    const now = await open(one);
    await now.desk.pass({}, quiet);
    let at = 0;
    let finish = () => {};
    const end = atEveryEffect(one, () => {
      if (at++ === moment) finish = slowTidying(one);
    });
    const versions = await work(one, now).finally(end);
    moments = at;
    finish();
    expectAll(one, now, versions);
  }
  expect(moments).toBeGreaterThan(100);
}, 600_000);

it('takes nothing of a show that is being taken over', async () => {
  const one = trial(oneSegment);
  const now = await open(one);
  const end = atEveryEffect(one, () => void tidies(one, TIDYINGS['git gc --prune=now']));
  await now.desk.pass({}, quiet).finally(end);
  expectAll(one, now, [one.read(SEGMENT_PATH)]);
}, 120_000);
