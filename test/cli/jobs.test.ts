// The verb `jobs`: what it asks of the desk, and what it refuses before anybody is asked.
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { codeFrom } from '../../src/domain/reason.ts';
import { systemClock } from '../../src/queue/clock.ts';
import { embeddedQueue } from '../../src/queue/embedded.ts';
import { openStore } from '../../src/store/open.ts';
import { request } from '../queue/requests.ts';
import { oneSegment } from '../trial.ts';
import { testWorld } from './screens.ts';

/** A show with one job that waits, and a failed one. */
async function aShow() {
  const trial = oneSegment();
  onTestFinished(() => trial.clear());
  const opened = await trial.open();
  await opened.close();
  const store = await openStore(join(trial.state, 'show-build.db'));
  const queue = embeddedQueue(store, { clock: systemClock() });
  const [failed] = await queue.submit([
    request({ step: 'description-generation', subject: 'episodes/0101/info.md' }),
  ]);
  await queue.claim('w', 60_000);
  await queue.block(failed?.id ?? '', 'w', { code: codeFrom('X'), user: 'waits for better days', tech: 'x' });
  const [waiting] = await queue.submit([request()]);
  store.close();
  const run = async (...argv: readonly string[]) => {
    const world = testWorld({ nowMs: Date.now });
    const code = await runCommand(
      ['jobs', ...argv, '--tree', trial.tree, '--state', trial.state],
      verbs,
      world,
    );
    return { code, out: world.out.text(), err: world.err.text() };
  };
  return { run, failed: failed?.id ?? '', waiting: waiting?.id ?? '' };
}

describe('jobs', () => {
  it('lists by state, step and episode', async () => {
    const { run, failed, waiting } = await aShow();
    const ids = async (...argv: readonly string[]) =>
      (JSON.parse((await run(...argv, '--json')).out) as { id: string }[]).map(({ id }) => id);
    expect(await ids()).toEqual([waiting, failed]);
    expect(await ids('--state', 'blocked')).toEqual([failed]);
    expect(await ids('--step', 'slug-enhancement', '--episode', '101')).toEqual([waiting]);
    expect(await ids('--episode', '0102')).toEqual([]);
    expect((await run('--state', 'blocked')).out).toContain('waits for better days');
  });

  it('shows one, retries it, cancels it and brings it forward, and says who did', async () => {
    const { run, failed, waiting } = await aShow();
    expect((await run(failed.slice(0, 8))).out).toContain('description-generation  blocked');
    expect(await run(failed, '--retry', '--as', 'josh')).toMatchObject({
      code: 0,
      out: expect.stringContaining('queued again by Josh'),
    });
    expect((await run(waiting, '--priority', '-5')).out).toMatch(/Priority +-5/);
    expect((await run('--cancel', waiting)).out).toContain('cancelled by Josh');
    expect(await run(waiting, '--cancel')).toMatchObject({
      code: 1,
      err: expect.stringContaining('is cancelled'),
    });
  });

  it.each([
    ['an act without a job', ['--retry'], 'Which job?'],
    ['two acts at once', ['7d1f', '--retry', '--cancel'], 'Either --retry or --cancel'],
    ['a priority that is none', ['7d1f', '--priority', 'high'], 'is no priority'],
    ['an unknown job', ['7d1f'], 'There is no job 7d1f'],
  ])('refuses %s', async (_name, argv, sentence) => {
    const { run } = await aShow();
    expect(await run(...argv)).toMatchObject({ code: 2, err: expect.stringContaining(sentence) });
  });
});
