// The service on one of several machines that a real Syncthing keeps alike: Josh types on another one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Service } from '../../bot/service/service.ts';
import { itWith } from '../needs.ts';
import { until } from '../rig/ask.ts';
import type { RigNode } from '../rig/node.ts';
import { SYNCTHING } from '../rig/processes.ts';
import { SEGMENT_PATH } from '../trial.ts';
import { filesBelow, read, studio, write } from './studio.ts';
import { about } from './trials.ts';

/** Syncthing's watch may wait for a minute before it tells of a file that is saved again and again. */
const MOST_LINES = 12;

itWith(SYNCTHING)(
  'what is accepted waits while he types elsewhere, and then is everywhere at once',
  async () => {
    const { all, server, josh, service } = await studio();
    const row = about(await service.desk.list({}), 'first-clip');

    // He stops for a moment now and then: Syncthing's watch waits for that, up to a minute.
    const typed: string[] = [];
    let accepting: ReturnType<Service['desk']['accept']> | null = null;
    let since = 0;
    // He types on for a while after it is accepted.
    for (let n = 0; n < MOST_LINES && since < 3; n++) {
      const line = `He typed line ${n}.`;
      typed.push(line);
      write(
        josh,
        SEGMENT_PATH,
        read(josh, SEGMENT_PATH).replace('\nThat is all.', `\n${line}\nThat is all.`),
      );
      await wait(11_500);
      if (accepting === null && read(server, SEGMENT_PATH).includes('He typed line 0.')) {
        // Answered when it has landed.
        accepting = service.desk.accept({ ids: [row.id] }, null);
      }
      if (accepting !== null) since += 1;
      expect(read(server, SEGMENT_PATH)).not.toContain('[Type: SOT]');
    }
    expect(accepting).not.toBeNull();
    expect((await accepting)?.map(({ result }) => result)).not.toContain('refused');

    const isAt = (node: RigNode) => async () =>
      read(node, SEGMENT_PATH).includes('[Type: SOT]') ? null : `it is not on ${node.name}`;
    // The default: 75 s of rest after what came from another machine.
    await until(150_000, isAt(server));
    for (const node of all.nodes) await until(30_000, isAt(node));
    const isAlike = (node: RigNode) => async () =>
      read(node, SEGMENT_PATH) === read(server, SEGMENT_PATH) ? null : `another text is on ${node.name}`;
    for (const node of all.nodes) await until(30_000, isAlike(node));
    for (const node of all.nodes) {
      for (const line of typed) expect(read(node, SEGMENT_PATH)).toContain(line);
      expect(filesBelow(node).filter((name) => name.includes('.sync-conflict-'))).toEqual([]);
    }
    expect(existsSync(join(server.folder, '.git'))).toBe(true);
    expect(all.nodes.filter((node) => existsSync(join(node.folder, '.git')))).toEqual([server]);
  },
  360_000,
);

itWith(SYNCTHING)('says what is wrong with Syncthing, and that it is right again', async () => {
  const { server, josh, service } = await studio();
  const notices = async () => (await service.desk.status()).notices.join(' ');
  await server.pauseFolder(true);
  await until(20_000, async () => ((await notices()).includes('paused') ? null : await notices()));
  await server.pauseFolder(false);
  await until(20_000, async () => ((await notices()).includes('paused') ? await notices() : null));
  await josh.stop();
  await server.kill();
  await until(20_000, async () => (/Syncthing/.test(await notices()) ? null : 'nothing is said'));
});
