// The service, as Josh and the producer meet it: files are saved, proposals appear, what is safe lands when he stops.

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Service, startService } from '../../bot/service/service.ts';
import type { EnhancementRow } from '../../src/desk.ts';
import { treePath } from '../../src/domain/ids.ts';
import { INFO, INFO_PATH, type Opened, oneSegment, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { when } from '../when.ts';

const running: { trial: Trial; opened: Opened; service: Service }[] = [];

afterEach(async () => {
  for (const { trial, opened, service } of running.splice(0)) {
    await service.close();
    await opened.close();
    trial.clear();
  }
});

async function start(
  settings: string,
  options: { readonly patienceMs?: number } = {},
): Promise<{ trial: Trial; opened: Opened; service: Service }> {
  const trial = oneSegment();
  trial.write(
    'show-build.yaml',
    `show: Trial\npeople: { josh: { name: Josh, email: josh@example.org } }\n${settings}\n`,
  );
  const opened = await trial.open();
  const service = await startService(opened.show, { localWork: true, ...options });
  running.push({ trial, opened, service });
  await service.settled();
  return { trial, opened, service };
}

const open = (service: Service) => service.desk.list({});

describe('the service', () => {
  it('proposes soon after a save', async () => {
    const { trial, service } = await start('merge: { settle: 0s, idle: 3m }');
    expect(await open(service)).toHaveLength(3);
    trial.write(
      SEGMENT_PATH,
      SEGMENT.replace(
        'That is all.',
        '<!-- Begin Cue -->\n[Type:VO]\n[AssetID: VO11AAAAAAAAAAAA9]\n[Slug: ninth]\n[MediaURL: n.mp4]\n<!-- End Cue -->\n\nThat is all.',
      ),
    );
    const row = await when(
      service,
      async () => (await open(service)).find(({ title }) => title.includes('ninth')) ?? null,
    );
    expect(row.state).toBe('proposed');
    expect(trial.git('log', '-1', '--format=%an', 'main')).toBe('Josh');
  });

  it('lands what is safe by itself when he is idle, and says what it waits for until then', async () => {
    const { trial, service } = await start('merge: { settle: 1s, idle: 2s }');
    trial.write(SEGMENT_PATH, SEGMENT.replace('That is all.', 'That is all, he typed.'));
    const waiting = await when(service, async () => {
      const rows = await open(service);
      const why = (row: EnhancementRow) => row.reasons.some(({ gate }) => gate === 'idle');
      return rows.length > 0 && rows.every(why) ? rows : null;
    });
    expect(waiting[0]?.reasons.map(({ user }) => user).join()).toContain('Josh is working on 0101');
    await when(service, async () => ((await open(service)).length === 0 ? true : null));
    const text = trial.read(SEGMENT_PATH);
    expect(text).toContain('That is all, he typed.');
    expect(text).toContain('[Type: SOT]');
    expect(text).toContain('[Duration: 00:01:15:00]');
    expect(
      trial.git('log', '--first-parent', '--format=%(trailers:key=Landed-By,valueonly)', 'main'),
    ).toContain('policy');
    // Its own writes are no edits: nothing is proposed on them, and nobody seems to type.
    expect(
      trial
        .git('log', '--format=%s', 'main')
        .split('\n')
        .filter((line) => line.startsWith('Josh edited 0101')),
    ).toHaveLength(1);
  });

  it('does nothing by itself until somebody switches it on', async () => {
    const { trial, service } = await start('episodes: open');
    const before = trial.bytes();
    const rows = await open(service);
    expect(rows.every(({ reasons }) => reasons.some(({ code }) => code === 'AUTO_NOT_ON'))).toBe(true);
    expect(trial.bytes()).toEqual(before);
  });

  it('takes an accepted one where he stops typing, with no further word', async () => {
    const { trial, service } = await start('merge: { settle: 1s, idle: 3m, everything: review }');
    const [row] = await open(service);
    await service.desk.hold('0101', null, null, null);
    await service.desk.accept({ ids: [row?.id ?? ''] }, null);
    await service.desk.release('0101', null);
    await when(service, async () =>
      (await service.desk.list({ ids: [row?.id ?? ''] }))[0]?.state === 'landed' ? true : null,
    );
    expect(trial.read(SEGMENT_PATH)).not.toBe(SEGMENT);
  });

  it('answers an acceptance before a file rests that is typed in for long, and lands it then', async () => {
    const { trial, service } = await start('merge: { everything: review, settle: 4s, idle: 0s }', {
      patienceMs: 300,
    });
    const [row] = await open(service);
    trial.write(SEGMENT_PATH, SEGMENT.replace('That is all.', 'That is all, he typed.'));
    const [outcome] = await service.desk.accept({ ids: [row?.id ?? ''] }, null);
    expect(outcome).toMatchObject({ result: 'waiting', reasons: [{ gate: 'settled' }] });
    await when(service, async () => {
      const [now] = await service.desk.list({ ids: [row?.id ?? ''] });
      return now?.state === 'landed' || null;
    });
  });

  it('does not take it for an edit that a save is told of once more', async () => {
    const { trial, opened, service } = await start('merge: { settle: 0s, everything: review }');
    const { clocks } = opened.show;
    trial.write(SEGMENT_PATH, `${SEGMENT}\nTyped once.\n`);
    const taken = () => trial.git('show', `main:${SEGMENT_PATH}`).includes('Typed once.') || null;
    await when(service, async () => taken());
    await service.settled();
    const arrived = clocks.lastArrival(treePath(SEGMENT_PATH));
    expect(arrived).not.toBeNull();
    trial.write(SEGMENT_PATH, `${SEGMENT}\nTyped once.\n`);
    trial.write(INFO_PATH, `${INFO}\nAfter it.\n`);
    await when(service, async () => trial.git('show', `main:${INFO_PATH}`).includes('After it.') || null);
    expect(clocks.lastArrival(treePath(SEGMENT_PATH))).toEqual(arrived);
  });

  it('follows a save by rename, a deletion, and a broken settings file', async () => {
    const { trial, opened, service } = await start('merge: { settle: 0s, everything: review }');
    const place = join(trial.tree, SEGMENT_PATH);
    writeFileSync(`${place}.tmp`, SEGMENT.replace('[Type:SOT]', '[Type: SOT]'));
    renameSync(`${place}.tmp`, place);
    await when(service, async () => ((await open(service)).length === 2 ? true : null));
    trial.write('show-build.yaml', 'merge: { idle: soon }\n');
    await when(
      service,
      async () => opened.show.notices().find((notice) => notice.includes('line 1')) ?? null,
    );
    expect(opened.show.settings().merge.everything).toBe('review');
    trial.remove(SEGMENT_PATH);
    const isAway = (row: EnhancementRow) => row.reasons.some(({ code }) => code === 'SUBJECT_AWAY');
    await expect.poll(async () => (await open(service)).every(isAway), { timeout: 20_000 }).toBe(true);
    expect(trial.read(INFO_PATH)).toContain('Gloves');
  });
});
