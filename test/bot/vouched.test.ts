// Nothing of the program's own, and no commit of a person's, is ever taken for forged: killed at every move of a ref, in
// every kind of work that moves main.
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditShow } from '../../bot/care/fsck.ts';
import { slugEnhancement } from '../../steps/slug-enhancement.ts';
import { INFO_PATH, type Opened, oneSegment, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { type Moment, watchEffects } from './effects.ts';
import { commitOnMain, JOSH_NAMED } from './forging.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const LONG_SLUG = SEGMENT.replace('slug: glove', 'slug: the-glove-on-the-railing-of-the-town');
const RENAMES = 'steps: { slug-enhancement: { rename: true } }\n';
type Options = Parameters<Trial['open']>[0];

interface Work {
  readonly options?: Options;
  readonly text?: string;
  readonly settings?: string;
  /** Done before, without being killed. */
  prepare(opened: Opened, one: Trial): Promise<string>;
  work(opened: Opened, id: string, one: Trial): Promise<unknown>;
}

async function clip({ desk }: Opened): Promise<string> {
  await desk.pass({}, quiet);
  return about(await desk.list({}), 'first-clip').id;
}

const RENAMING = { options: { steps: [slugEnhancement] }, text: LONG_SLUG, settings: RENAMES };
async function renaming({ desk }: Opened): Promise<string> {
  await desk.pass({}, quiet);
  return about(await desk.list({}), 'and the file after it').id;
}

const WORKS: Readonly<Record<string, Work>> = {
  'a save': {
    prepare: clip,
    work: (opened, _id, one) => {
      one.write(SEGMENT_PATH, `${SEGMENT}One line more.\n`);
      return opened.desk.pass({}, quiet);
    },
  },
  'a landing': { prepare: clip, work: ({ desk }, id) => desk.accept({ ids: [id] }, null) },
  'several landings': { prepare: clip, work: ({ desk }) => desk.accept({ all: true }, null) },
  'a revert': {
    async prepare(opened) {
      const id = await clip(opened);
      await opened.desk.accept({ ids: [id] }, null);
      return id;
    },
    work: ({ desk }, id) => desk.revert({ ids: [id] }, null),
  },
  'a landing again, after a revert': {
    async prepare(opened) {
      const id = await clip(opened);
      await opened.desk.accept({ ids: [id] }, null);
      await opened.desk.revert({ ids: [id] }, null);
      await opened.desk.redo(id, null, null);
      await opened.desk.pass({}, quiet);
      return about(await opened.desk.list({ state: 'proposed' }), 'first-clip').id;
    },
    work: ({ desk }, id) => desk.accept({ ids: [id] }, null),
  },
  'a file put back': {
    async prepare(opened, one) {
      await clip(opened);
      const good = one.git('rev-parse', 'main');
      one.write(SEGMENT_PATH, SEGMENT.replace('We pat it.', 'We'));
      await opened.desk.pass({}, quiet);
      return good;
    },
    work: ({ desk }, good) => desk.restore(SEGMENT_PATH, good, null),
  },
  'a landing that renames': {
    ...RENAMING,
    prepare: renaming,
    work: ({ desk }, id) => desk.accept({ ids: [id] }, null),
  },
  'the revert of one that renames': {
    ...RENAMING,
    async prepare(opened) {
      const id = await renaming(opened);
      await opened.desk.accept({ ids: [id] }, null);
      return id;
    },
    work: ({ desk }, id) => desk.revert({ ids: [id] }, null),
  },
  'the revert of one that renames, after a person renamed the file too': {
    ...RENAMING,
    async prepare(opened, one) {
      const id = await renaming(opened);
      await opened.desk.accept({ ids: [id] }, null);
      const rundown = join(one.tree, 'episodes/0101/rundown');
      renameSync(join(rundown, readdirSync(rundown)[0] ?? ''), join(rundown, '10 Gloves.md'));
      await opened.desk.pass({}, quiet);
      return id;
    },
    work: ({ desk }, id) => desk.revert({ ids: [id] }, null),
  },
};

function isCalm(one: Trial, { show }: Opened): void {
  expect(show.warnings.all()).toEqual([]);
  expect(one.git('for-each-ref', '--format=%(refname)', 'refs/show-build/set-aside')).toBe('');
}

/** Dies at the n-th move of a ref. False: there are not so many. */
async function diesAt(work: Work, n: number, moment: Moment): Promise<boolean> {
  const one = trial(() => oneSegment(work.text));
  if (work.settings) one.write('show-build.yaml', `${one.read('show-build.yaml')}${work.settings}`);
  const opened = await open(one, work.options);
  const id = await work.prepare(opened, one);
  const effects = watchEffects(opened);
  effects.dieAt(n, moment, /^moveRef/);
  await work.work(opened, id, one).catch(() => {});
  const isDead = effects.isDead();
  await close(opened);
  const again = await open(one, work.options);
  isCalm(one, again);
  expect((await auditShow(again.show)).findings).toEqual([]);
  await again.desk.pass({}, quiet);
  isCalm(one, again);
  expect(one.git('rev-parse', 'main')).toBe(one.git('rev-parse', 'refs/show-build/published'));
  await close(again);
  return isDead;
}

const MOMENTS = ['before', 'after'] as const;

describe('killed at a move of a ref, and started again', () => {
  it.each(Object.entries(WORKS))(
    '%s',
    async (_what, work) => {
      for (const moment of MOMENTS) {
        let n = 1;
        while (await diesAt(work, n, moment)) n += 1;
        // Main, the records and `published`, or there was nothing to die of.
        expect(n).toBeGreaterThan(2);
      }
    },
    600_000,
  );
});

describe('a person’s own commit on main', () => {
  it.each([
    'A note\n',
    'Land on the Moon\n\nAt last.\n',
    'Revert “Land x”\n\nThis reverts commit 0123.\n',
  ])('stays in the history: %j', async (message) => {
    const one = trial();
    const opened = await open(one);
    await clip(opened);
    await close(opened);
    const files = { [INFO_PATH]: `${one.read(INFO_PATH)}Typed into Git.\n` };
    const his = commitOnMain(one, { message, files, named: JOSH_NAMED });
    const again = await open(one);
    await again.desk.pass({}, quiet);
    isCalm(one, again);
    expect(one.git('merge-base', '--is-ancestor', his, 'main')).toBe('');
  });

  it('stays there on top of a landing that was cut off', async () => {
    const one = trial();
    const opened = await open(one);
    const id = await clip(opened);
    watchEffects(opened).dieAt(1, 'after', /moveRef refs\/heads\/main/);
    await expect(opened.desk.accept({ ids: [id] }, null)).rejects.toThrow();
    await close(opened);
    const files = { [INFO_PATH]: `${one.read(INFO_PATH)}Typed into Git.\n` };
    const his = commitOnMain(one, { message: 'A note\n', files, named: JOSH_NAMED });
    const again = await open(one);
    await again.desk.pass({}, quiet);
    isCalm(one, again);
    expect(one.git('merge-base', '--is-ancestor', his, 'main')).toBe('');
  });
});
