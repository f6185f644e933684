// A show that was installed before .stignore was written, on machines that a real Syncthing keeps alike: its `.git` file
// goes from the others, and nobody's own repository does.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { checkSyncthing } from '../../bot/care/doctor/syncthing.ts';
import { openShow } from '../../bot/service/open-show.ts';
import { type Service, startService } from '../../bot/service/service.ts';
import { gitElsewhere } from '../../bot/show/travelled-git.ts';
import { createLog } from '../../src/log.ts';
import { firstView } from '../../src/tools/syncthing/presence.ts';
import { itWith } from '../needs.ts';
import { until } from '../rig/ask.ts';
import type { RigNode } from '../rig/node.ts';
import { SYNCTHING } from '../rig/processes.ts';
import { filesIn, type Rig, rig } from '../rig/rig.ts';
import { opened as client } from '../tools/syncthing/opening.ts';
import { AT_ONCE, EDITING, INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';

const log = createLog({ level: 'silent', destination: {} });
const stateOf = (node: RigNode) => join(dirname(node.folder), 'state');
const lineOf = (node: RigNode) => `gitdir: ${stateOf(node)}/repo.git\n`;
const hasGit = (node: RigNode) => existsSync(join(node.folder, '.git'));

function write(node: RigNode, path: string, text: string): void {
  mkdirSync(dirname(join(node.folder, path)), { recursive: true });
  writeFileSync(join(node.folder, path), text);
}

/** What an older version left: the file is everywhere, and nothing is ignored. */
async function installedLongAgo(nodes: number): Promise<Rig> {
  const all = await rig({ nodes });
  const server = all.node('A');
  write(server, 'show-build.yaml', AT_ONCE);
  write(server, INFO_PATH, INFO);
  write(server, SEGMENT_PATH, SEGMENT);
  write(server, '.git', lineOf(server));
  await all.inSync();
  expect(all.nodes.map(hasGit)).toEqual(all.nodes.map(() => true));
  return all;
}

async function serve(
  node: RigNode,
): Promise<{ service: Service; notices(): Promise<string>; end(): Promise<void> }> {
  const { show, close } = await openShow({
    tree: node.folder,
    state: stateOf(node),
    purpose: 'test',
    log,
    steps: EDITING,
    follow: () => client({ url: node.url, key: node.apiKey }, { root: node.folder }).sync,
  });
  const service = await startService(show, { localWork: true });
  let isOver = false;
  const end = async () => {
    if (isOver) return;
    isOver = true;
    await service.close();
    await close();
  };
  onTestFinished(end);
  return { service, notices: async () => (await service.desk.status()).notices.join(' '), end };
}

const goneFrom = (...nodes: readonly RigNode[]) =>
  until(40_000, async () => {
    const left = nodes.filter(hasGit);
    return left.length === 0 ? null : `.git is on ${left.map(({ name }) => name).join(', ')}`;
  });

const backOn = (node: RigNode) =>
  until(20_000, async () => (hasGit(node) ? null : 'there is no .git on the server'));

const doctorOn = async (node: RigNode) => {
  const settings = { url: node.url, folder: node.folderId };
  const findings = await checkSyncthing(node.folder, settings, { SYNCTHING_API_KEY: node.apiKey });
  return findings.filter(({ name }) => name === '.git file').map(({ detail }) => detail);
};

const ignoredOn = (node: RigNode) => readFileSync(join(node.folder, '.stignore'), 'utf8').split('\n');

itWith(SYNCTHING)(
  'goes from all connected machines, and from one that was away once it is back',
  async () => {
    const all = await installedLongAgo(3);
    const [server, laptop, away] = [all.node('A'), all.node('B'), all.node('C')];
    write(server, '.stignore', '// Ours\n*.psd\n');
    expect(await doctorOn(server)).toEqual([expect.stringContaining('travelled to B, C')]);
    await away.stop();
    const { notices } = await serve(server);
    await goneFrom(laptop);
    await backOn(server);
    await until(10_000, async () => ((await notices()).includes('C may have it') ? null : await notices()));
    expect(readFileSync(join(server.folder, '.git'), 'utf8')).toBe(lineOf(server));
    expect(ignoredOn(server).slice(1, 6)).toEqual(['/.git', '(?d).show-build-*', '', '// Ours', '*.psd']);

    await away.start();
    await goneFrom(away);
    await until(20_000, async () => (/\.git file/.test(await notices()) ? await notices() : null));
    // It stays so: nobody has it, and it is where it belongs.
    await server.scan();
    await all.connected();
    await laptop.scan();
    expect([server, laptop, away].map(hasGit)).toEqual([true, false, false]);
    for (const node of all.nodes)
      expect([...filesIn(node.folder).keys()].filter((name) => name.includes('sync-conflict'))).toEqual([]);
  },
  180_000,
);

itWith(SYNCTHING)(
  'goes from the only other machine when that comes back, though its name is ignored here by then',
  async () => {
    const all = await installedLongAgo(2);
    const [server, laptop] = [all.node('A'), all.node('B')];
    await laptop.stop();
    const first = await serve(server);
    await backOn(server);
    await server.scan();
    await first.end();
    const second = await serve(server);
    await laptop.start();
    await goneFrom(laptop);
    await backOn(server);
    await second.end();
    expect(readFileSync(join(server.folder, '.git'), 'utf8')).toBe(lineOf(server));
  },
  180_000,
);

function ownRepository(node: RigNode): () => readonly string[] {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', node.folder, '-c', 'user.name=J', '-c', 'user.email=j@example.org', ...args], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: node.home },
    });
  git('init', '-q');
  git('add', 'show-build.yaml');
  git('commit', '-qm', 'mine');
  return () => [git('log', '--format=%s').trim(), git('fsck').trim()];
}

itWith(SYNCTHING)(
  'a laptop’s own repository survives, whether it is ignored there or carried',
  async () => {
    const all = await rig({ nodes: 3 });
    const [server, ignoring, carrying] = [all.node('A'), all.node('B'), all.node('C')];
    write(server, 'show-build.yaml', AT_ONCE);
    write(server, INFO_PATH, INFO);
    await all.inSync();
    write(ignoring, '.stignore', '/.git\n');
    await ignoring.scan();
    const ofIgnoring = ownRepository(ignoring);
    write(server, '.git', lineOf(server));
    await server.scan();
    await goneTo(carrying);

    const first = await serve(server);
    await goneFrom(carrying);
    await backOn(server);
    expect(await doctorOn(server)).toEqual([]);
    await first.end();
    expect(ofIgnoring()).toEqual(['mine', '']);

    const ofCarrying = ownRepository(carrying);
    await carrying.scan();
    const { sync } = client({ url: server.url, key: server.apiKey }, { root: server.folder });
    await firstView(sync, 10_000);
    await until(30_000, async () =>
      (await gitElsewhere(server.folder, sync)).kind === 'kept' ? null : 'its repository is not known',
    );
    const second = await serve(server);
    await until(10_000, async () =>
      (await second.notices()).includes("a person's own Git repository") ? null : 'nothing is said',
    );
    expect(await doctorOn(server)).toEqual([expect.stringContaining('is left alone')]);
    expect(hasGit(server)).toBe(true);
    await second.end();
    expect(ofCarrying()).toEqual(['mine', '']);
    expect(ofIgnoring()).toEqual(['mine', '']);
    expect(readFileSync(join(server.folder, '.git'), 'utf8')).toBe(lineOf(server));
  },
  180_000,
);

const goneTo = (node: RigNode) =>
  until(30_000, async () => (hasGit(node) ? null : `.git has not come to ${node.name}`));
