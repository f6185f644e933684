// Real Syncthings at their worst: killed in the middle of a transfer, and files whose times run backwards or ahead.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Service } from '../../bot/service/service.ts';
import { itWith } from '../needs.ts';
import { ask, until } from '../rig/ask.ts';
import type { RigNode } from '../rig/node.ts';
import { SYNCTHING } from '../rig/processes.ts';
import { SEGMENT_PATH } from '../trial.ts';
import { filesBelow, read, studio, write } from './studio.ts';
import { about } from './trials.ts';

const QUICK = '{ settle: 1s, idle: 1s, settleRemote: 5s }';
const CLIP = 'episodes/0101/assets/video/clip.mov';
const CLIP_BYTES = 24 * 1024 * 1024;
const SLOW_KBPS = 2_000;
const ENDING = '\nThat is all.';

const limit = (node: RigNode, maxRecvKbps: number) =>
  ask(node, 'PATCH', '/rest/config/options', { maxRecvKbps, limitBandwidthInLan: true });

async function landedEverywhere(nodes: readonly RigNode[], service: Service): Promise<void> {
  const row = about(await service.desk.list({}), 'first-clip');
  const outcomes = await service.desk.accept({ ids: [row.id] }, null);
  expect(outcomes.map(({ result }) => result)).not.toContain('refused');
  const [server] = nodes;
  for (const node of nodes)
    await until(60_000, async () => {
      const isThere = read(node, SEGMENT_PATH).includes('[Type: SOT]');
      const isAlike = server !== undefined && read(node, SEGMENT_PATH) === read(server, SEGMENT_PATH);
      return isThere && isAlike ? null : `it is not on ${node.name}`;
    });
}

function copiesOn(nodes: readonly RigNode[]): readonly string[] {
  return nodes.flatMap(filesBelow).filter((name) => name.includes('.sync-conflict-'));
}

itWith(SYNCTHING)(
  'killed in the middle of a transfer: nothing half of it counts, and all of it does in the end',
  async () => {
    const { all, server, josh, service, show } = await studio(QUICK);
    await limit(server, SLOW_KBPS);
    const clip = randomBytes(CLIP_BYTES);
    mkdirSync(dirname(join(josh.folder, CLIP)), { recursive: true });
    writeFileSync(join(josh.folder, CLIP), clip);
    write(josh, SEGMENT_PATH, read(josh, SEGMENT_PATH).replace(ENDING, `\nHe typed this.${ENDING}`));
    const isUnderWay = () => filesBelow(server).some((name) => name.endsWith('.syncthing.clip.mov.tmp'));
    await until(60_000, async () => (isUnderWay() ? null : 'nothing is under way'));
    await server.kill();
    await until(30_000, async () => {
      const { notices } = await service.desk.status();
      return notices.join(' ').includes('Syncthing') ? null : 'nothing is said';
    });
    await service.settled();
    expect(isUnderWay()).toBe(true);
    const git = (...args: string[]) =>
      execFileSync('git', ['--git-dir', show.repo.dir, ...args], { encoding: 'utf8' });
    const names = () => git('ls-tree', '-r', '--name-only', 'main');
    expect(names()).not.toContain('syncthing');

    await server.start();
    await limit(server, 0);
    const isWhole = async () =>
      filesBelow(server).includes(CLIP) && readFileSync(join(server.folder, CLIP)).equals(clip)
        ? null
        : 'the clip is not there';
    await until(90_000, isWhole);
    await until(60_000, async () => (read(server, SEGMENT_PATH).includes('typed this') ? null : 'no text'));
    await service.settled();
    await landedEverywhere(all.nodes, service);
    for (const node of all.nodes) expect(read(node, SEGMENT_PATH)).toContain('He typed this.');
    const sha = createHash('sha256').update(clip).digest('hex');
    await until(30_000, async () => {
      const original = git('show', `refs/show-build/originals:${CLIP}`);
      return original.includes(sha) ? null : original;
    });
    expect(names()).not.toContain('syncthing');
    expect(copiesOn(all.nodes)).toEqual([]);
  },
  300_000,
);

itWith(SYNCTHING)(
  'times that run backwards and ahead: what he typed is taken in, and the landing goes everywhere',
  async () => {
    const { all, server, josh, service } = await studio(QUICK);
    const DAY_S = 86_400;
    const typed: string[] = [];
    for (const [n, shiftS] of [-DAY_S, DAY_S / 24, -DAY_S * 3].entries()) {
      const line = `He typed line ${n}.`;
      typed.push(line);
      write(josh, SEGMENT_PATH, read(josh, SEGMENT_PATH).replace(ENDING, `\n${line}${ENDING}`));
      const at = Date.now() / 1000 + shiftS;
      utimesSync(join(josh.folder, SEGMENT_PATH), at, at);
      await josh.scan(SEGMENT_PATH);
      await until(60_000, async () => (read(server, SEGMENT_PATH).includes(line) ? null : `no ${line}`));
    }
    await service.settled();
    await landedEverywhere(all.nodes, service);
    // The landing bears a time of that past; what he types now is newer.
    write(josh, SEGMENT_PATH, read(josh, SEGMENT_PATH).replace(ENDING, `\nAnd more.${ENDING}`));
    await josh.scan(SEGMENT_PATH);
    typed.push('And more.');
    for (const node of all.nodes)
      await until(60_000, async () => (read(node, SEGMENT_PATH).includes('And more.') ? null : node.name));
    await service.settled();
    for (const node of all.nodes) {
      for (const line of typed) expect(read(node, SEGMENT_PATH)).toContain(line);
      expect(read(node, SEGMENT_PATH)).toContain('[Type: SOT]');
    }
    expect(copiesOn(all.nodes)).toEqual([]);
  },
  300_000,
);

itWith(SYNCTHING)(
  'a linter on one machine that rewrites all notes is named, and its work is content like any other',
  async () => {
    const { all, server, josh, service, show } = await studio(QUICK);
    const notes = [1, 2, 3, 4, 5, 6].map((n) => SEGMENT_PATH.replace('10 The', `${n}0 The`));
    for (const [n, path] of notes.entries()) write(server, path, `---\ntitle: Note ${n}\n---\n\nText.\n`);
    await server.scan();
    for (const path of notes)
      await until(60_000, async () => (filesBelow(josh).includes(path) ? null : `no ${path}`));
    const isOnMain = async () => {
      const names = execFileSync('git', ['--git-dir', show.repo.dir, 'ls-tree', '-r', '--name-only', 'main']);
      return notes.every((path) => names.includes(path)) ? null : 'they are not on main';
    };
    await until(60_000, isOnMain);
    const named = async () => (await service.desk.machines()).problems.map(({ code }) => code);
    expect(await named()).not.toContain('SYNC_REWRITES');
    for (const path of notes) write(josh, path, `${read(josh, path).replace('Text.', 'Text, formatted.')}\n`);
    await josh.scan();
    await until(60_000, async () => {
      const problems = await named();
      return problems.includes('SYNC_REWRITES') ? null : problems.join(' ');
    });
    const { notices } = await service.desk.status();
    expect(notices.join(' ')).toContain('A program on B rewrote');
    await service.settled();
    for (const node of all.nodes)
      for (const path of notes) expect(read(node, path)).toContain('Text, formatted.');
    expect(copiesOn(all.nodes)).toEqual([]);
  },
  300_000,
);
