// What the work has cost and brought, as the desk tells it: the same with a deleted database, as far as Git knows.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workDesk } from '../../bot/desk/work.ts';
import { startService } from '../../bot/service/service.ts';
import type { Show } from '../../bot/show/show.ts';
import type { Analytics } from '../../src/desk.ts';
import type { Opened } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();
const EVER = { sinceMs: 0, untilMs: 8_000_000_000_000 };

function sum(rows: readonly object[], name: string): number {
  return rows.reduce(
    (total, row) => total + Number(Object.entries(row).find(([key]) => key === name)?.[1]),
    0,
  );
}

/** What Git knows of it. */
function brought({ steps, days }: Analytics) {
  const names = ['proposed', 'accepted', 'rejected', 'reverted'] as const;
  return {
    steps: steps.map((row) => [row.step, row.title, row.landedByPolicy, ...names.map((name) => row[name])]),
    days: days.map((row) => [row.dayMs, row.landed, ...names.map((name) => row[name])]),
  };
}

async function decidedOnce(opened: Opened): Promise<void> {
  const { desk } = opened;
  const { proposed } = await desk.pass({}, quiet);
  expect(proposed).toHaveLength(3);
  const first = about(proposed, 'first-clip');
  await desk.accept({ ids: [first.id] }, null);
  await desk.revert({ ids: [first.id] }, null);
  await desk.reject({ ids: [about(await desk.list({}), 'second-clip').id] }, 'his own form', null);
}

it('counts what was proposed, accepted, rejected and reverted, with and without a database', async () => {
  const one = trial();
  const opened = await open(one);
  await decidedOnce(opened);
  const told = await opened.desk.analytics(EVER);
  expect(sum(told.steps, 'proposed')).toBeGreaterThanOrEqual(3);
  expect(told.steps).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ accepted: 1, rejected: 1, reverted: 1, landedByPolicy: 0 }),
    ]),
  );
  expect(sum(told.days, 'landed')).toBe(1);
  expect(sum(told.steps, 'jobs')).toBe(sum(told.days, 'jobs'));
  for (const { dayMs } of told.days) expect(dayMs % 86_400_000).toBe(0);
  expect(await opened.desk.analytics({ sinceMs: 0, untilMs: 1_000 })).toEqual({ steps: [], days: [] });
  await close(opened);

  const file = join(one.state, 'show-build.db');
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  const anew = await open(one);
  const later = await anew.desk.analytics(EVER);
  expect(brought(later)).toEqual(brought(told));
  expect(sum(later.steps, 'jobs')).toBe(0);
  await close(anew);

  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  mkdirSync(file);
  const without = await open(one);
  expect(without.show.store).toBeNull();
  expect(await without.desk.analytics(EVER)).toEqual(later);
});

it('tells apart what landed by the policy, and reads again only what has moved', async () => {
  const one = trial();
  const opened = await open(one);
  const service = await startService(opened.show, { localWork: true });
  await service.settled();
  await service.close();
  const told = await opened.desk.analytics(EVER);
  expect(sum(told.steps, 'landedByPolicy')).toBe(sum(told.days, 'landed'));
  expect(sum(told.days, 'landed')).toBeGreaterThanOrEqual(3);
  expect(sum(told.days, 'accepted')).toBe(0);

  const read: string[] = [];
  const { kept } = opened.show;
  const watched: Show = {
    ...opened.show,
    kept: {
      ...kept,
      read: (episode) => {
        read.push(episode);
        return kept.read(episode);
      },
    },
  };
  expect(await workDesk(watched).analytics(EVER)).toEqual(told);
  expect(read).toEqual([]);
});
