// log, blame and restore on the command line, on a real show.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blameText } from '../../bot/cli/output/blame.ts';
import { plain } from '../../bot/cli/output/paint.ts';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { inTrials, quiet } from '../bot/trials.ts';
import { SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { BLAME } from '../web/double/past.ts';
import { testWorld } from './screens.ts';

const { trial, open, close } = inTrials();

const command =
  ({ tree, state }: Trial, cwd = '/') =>
  async (...argv: readonly string[]) => {
    const world = testWorld({ nowMs: Date.now, cwd });
    const code = await runCommand([...argv, '--tree', tree, '--state', state], verbs, world);
    return { code, out: world.out.text(), err: world.err.text() };
  };

async function edited(): Promise<Trial> {
  const one = trial();
  const opened = await open(one);
  await opened.desk.pass({}, quiet);
  one.write(SEGMENT_PATH, SEGMENT.replace('We pat it.', 'We pat.'));
  await opened.desk.pass({}, quiet);
  await close(opened);
  return one;
}

describe('log', () => {
  it('narrows by who, kind, time and path, and refuses what it does not understand', async () => {
    const one = await edited();
    const run = command(one);
    const count = async (...argv: readonly string[]) =>
      (JSON.parse((await run('log', '--json', ...argv)).out) as unknown[]).length;
    expect(await count()).toBe(2);
    expect(await count('--who', 'JOSH', '--kind', 'edit', '--since', '2h')).toBe(2);
    expect(await count('--path', SEGMENT_PATH, '--limit', '1')).toBe(1);
    expect(await count('--step', 'cue-block-repair')).toBe(0);
    expect(await count('--since', '2001-01-01')).toBe(2);
    expect((await run('log', '--who', 'nobody')).out).toBe('Nothing in the history is like that.\n');
    expect(await run('log', '--kind', 'landings')).toMatchObject({
      code: 2,
      err: expect.stringContaining('edit, landing'),
    });
    expect(await run('log', '--since', 'lunch')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no time'),
    });
    expect(await run('log', '--path', '../x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no file of the show'),
    });
  });
});

describe('blame', () => {
  it('has the writer beside each line, once for lines that belong together', () => {
    const text = blameText(BLAME, { columns: 100, paint: plain, nowMs: 0 });
    expect(text.split('\n').map((line) => line.replace(/\d{4}-\d\d-\d\d/, 'DATE'))).toEqual([
      'DATE  deadbeef  Minna Thistlewood                   1  The drawer has been shut since Easter.',
      'DATE  c0ffee01  slug-enhancement                    2  slug: drawer',
      'DATE  c0ffee02  description-generation, gpt-5-mini  3  description: Nobody opens the drawer.',
      'DATE  deadbeef  Minna Thistlewood                   4  <script>alert(1)</script>',
      '',
    ]);
  });

  it('finds a file from the folder that somebody stands in', async () => {
    const one = await edited();
    const run = command(one, join(one.tree, 'episodes/0101/rundown'));
    expect((await run('blame', '10 The Glove.md')).out).toContain('We pat.');
    expect((await run('blame', SEGMENT_PATH, '--as-of', one.git('rev-parse', 'main^'))).out).toContain(
      'We pat it.',
    );
    expect(await run('blame', '11 No.md')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no'),
    });
  });
});

describe('restore', () => {
  it('puts a file back as of a commit, says so, and does nothing twice', async () => {
    const one = await edited();
    const run = command(one);
    const first = one.git('rev-parse', 'main^');
    expect(await run('restore', SEGMENT_PATH)).toMatchObject({
      code: 2,
      err: expect.stringContaining('As of when?'),
    });
    expect(await run('restore', SEGMENT_PATH, '--as-of', '2001-01-01')).toMatchObject({ code: 2 });
    const dry = await run('restore', SEGMENT_PATH, '--as-of', first, '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toContain('It would take out 1 later change of this file:');
    expect(dry.out).toMatch(/-.*We pat\.[\s\S]*\+.*We pat it\./);
    expect(readFileSync(join(one.tree, SEGMENT_PATH), 'utf8')).not.toBe(SEGMENT);
    const done = await run('restore', SEGMENT_PATH, '--as-of', first.slice(0, 8));
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('reads as it did then'), err: '' });
    expect(done.out).toContain('It took out 1 later change of this file:');
    expect(readFileSync(join(one.tree, SEGMENT_PATH), 'utf8')).toBe(SEGMENT);
    expect(await run('restore', SEGMENT_PATH, '--as-of', first)).toMatchObject({
      code: 1,
      err: expect.stringContaining('reads so already. Nothing was changed.'),
    });
    writeFileSync(join(one.tree, SEGMENT_PATH), 'Typed over.\n');
    expect(await run('restore', SEGMENT_PATH, '--as-of', new Date().toISOString())).toMatchObject({
      code: 0,
    });
    expect(readFileSync(join(one.tree, SEGMENT_PATH), 'utf8')).toBe(SEGMENT);
  });
});
