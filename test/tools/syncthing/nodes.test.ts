// The client on real Syncthing nodes: what it tells of devices and files is what the nodes did.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { shortDeviceId, treePath } from '../../../src/domain/ids.ts';
import { compareVersions, dominates } from '../../../src/domain/version-vector.ts';
import { findSyncthing } from '../../../src/tools/syncthing/find.ts';
import { readConfig } from '../../../src/tools/syncthing/local-config.ts';
import { awayDevices, deviceNamed, devicesLacking } from '../../../src/tools/syncthing/presence.ts';
import type { KnownFile, Sync } from '../../../src/tools/syncthing/sync.ts';
import { itWith } from '../../needs.ts';
import { until } from '../../rig/ask.ts';
import type { RigNode } from '../../rig/node.ts';
import { SYNCTHING } from '../../rig/processes.ts';
import { type Rig, rig } from '../../rig/rig.ts';
import { eventWhere, knownView, opened, viewWhere } from './opening.ts';

const OPENING = treePath('episodes/0101/rundown/10 Opening.md');
const GLOVE = treePath('episodes/0101/rundown/20 The Glove.md');

function write(node: RigNode, path: string, text: string): void {
  mkdirSync(dirname(join(node.folder, path)), { recursive: true });
  writeFileSync(join(node.folder, path), text);
}

async function fileOf(sync: Sync, path: typeof OPENING): Promise<KnownFile> {
  const file = await sync.file(path);
  if (file.kind === 'known') return file;
  throw new Error(`${path} is not in the index`);
}

const clientOf = (node: RigNode) => opened({ url: node.url, key: node.apiKey }, { root: node.folder });

async function twoNodes(): Promise<{ all: Rig; a: RigNode; b: RigNode }> {
  const all = await rig({ nodes: 2 });
  const [a, b] = [all.node('A'), all.node('B')];
  write(a, OPENING, 'One.\n');
  await all.inSync();
  return { all, a, b };
}

describe('two real nodes', () => {
  itWith(SYNCTHING)('tell who is there, who wrote, and who has it', async () => {
    const { all, a, b } = await twoNodes();
    const { sync, events } = clientOf(a);
    const view = await knownView(sync, ({ devices }) => devices.every(({ isConnected }) => isConnected));
    expect(view.version).toMatch(/^v\d/);
    expect(view.self).toEqual({ id: a.device, name: 'A' });
    expect(view.folder).toMatchObject({ id: 'show', place: 'here', type: 'sendreceive', overlaps: [] });
    expect(view.folder.watch).toEqual({ isOn: true, delayS: 10, error: null });
    expect(view.devices).toMatchObject([{ id: b.device, name: 'B', isConnected: true, isPaused: false }]);
    expect(sync.problems()).toEqual([]);

    const arrival = eventWhere(sync, ({ kind }) => kind === 'arrived');
    write(b, OPENING, 'Two, by B.\n');
    await b.scan(OPENING);
    expect(await arrival).toEqual({
      kind: 'arrived',
      path: OPENING,
      by: shortDeviceId(b.device),
      deleted: false,
    });
    const file = await fileOf(sync, OPENING);
    expect(file).toMatchObject({ isNewest: true, heldBy: [b.device] });
    expect(deviceNamed(file.global.modifiedBy, view)).toMatchObject({ name: 'B' });
    expect(devicesLacking(file, view)).toEqual([]);
    expect(readFileSync(join(a.folder, OPENING), 'utf8')).toBe('Two, by B.\n');

    // Away: told with the time, and what it lacks is computed when asked.
    await b.stop();
    const without = await knownView(sync, ({ devices }) => devices.every(({ isConnected }) => !isConnected));
    expect(awayDevices(without)).toMatchObject([{ name: 'B' }]);
    expect(Date.now() - (awayDevices(without)[0]?.lastSeenMs ?? 0)).toBeLessThan(60_000);
    write(a, GLOVE, 'New.\n');
    await sync.scan([GLOVE]);
    expect(await fileOf(sync, GLOVE)).toMatchObject({ isNewest: true, heldBy: [] });
    expect((await sync.behind()).get(without.devices[0]?.id ?? view.self.id)).toMatchObject({ items: 1 });
    await b.start();
    await knownView(sync, ({ devices }) => devices.every(({ isConnected }) => isConnected));
    await all.inSync();
    expect(await fileOf(sync, GLOVE)).toMatchObject({ heldBy: [b.device] });
    expect(events.filter(({ kind }) => kind === 'gap')).toEqual([]);
  });

  itWith(SYNCTHING)('get two files together, soon after one scan', async () => {
    const { a, b } = await twoNodes();
    const { sync } = clientOf(a);
    const onB = clientOf(b);
    await knownView(sync);
    await knownView(onB.sync);
    const beganMs = Date.now();
    write(a, OPENING, 'Landed.\n');
    write(a, GLOVE, 'Landed too.\n');
    await sync.scan([OPENING, GLOVE]);
    await until(10_000, async () => {
      const held = await sync.files([OPENING, GLOVE]);
      const isThere = [...held.values()].every((file) => file.kind === 'known' && file.heldBy.length === 1);
      return isThere ? null : 'B lacks a file';
    });
    expect(Date.now() - beganMs).toBeLessThan(3_000);
    expect(readFileSync(join(b.folder, OPENING), 'utf8')).toBe('Landed.\n');
    expect(readFileSync(join(b.folder, GLOVE), 'utf8')).toBe('Landed too.\n');
    const indexes = onB.events.filter((event) => event.kind === 'index' && event.device === a.device);
    expect(indexes).toHaveLength(1);

    const times: number[] = [];
    for (let i = 0; i < 100; i++) {
      const startMs = performance.now();
      await sync.file(OPENING);
      times.push(performance.now() - startMs);
    }
    expect(times.sort((one, other) => one - other)[50]).toBeLessThan(20);
  });

  itWith(SYNCTHING)(
    'have concurrent versions in a conflict, and one that dominates after an edit',
    async () => {
      const { all, a, b } = await twoNodes();
      const { sync } = clientOf(a);
      await knownView(sync);
      const base = (await fileOf(sync, OPENING)).global.version;
      await a.pause(b, true);
      await knownView(sync, ({ devices }) => devices[0]?.isPaused === true);
      expect(sync.problems()).toMatchObject([{ code: 'SYNC_DEVICE_PAUSED', device: b.device }]);
      write(a, OPENING, 'By A.\n');
      await sync.scan([OPENING]);
      const published = (await fileOf(sync, OPENING)).global.version;
      expect(compareVersions(published, base)).toBe('newer');
      // A later second, so that B's text is the newer one.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      write(b, OPENING, 'By B, later.\n');
      await b.scan(OPENING);
      await a.pause(b, false);
      await all.inSync();
      const winner = (await fileOf(sync, OPENING)).global;
      expect(compareVersions(winner.version, published)).toBe('concurrent');
      expect(dominates(winner.version, base)).toBe(true);
      expect(winner.modifiedBy).toBe(shortDeviceId(b.device));
      const folder = dirname(OPENING);
      const copy = readdirSync(join(a.folder, folder)).find((name) => name.includes('.sync-conflict-'));
      expect(readFileSync(join(a.folder, folder, copy ?? ''), 'utf8')).toBe('By A.\n');
      // The name bears the winner, the entry the device that set it aside.
      expect(copy).toContain(shortDeviceId(b.device));
      const aside = await fileOf(sync, treePath(`${folder}/${copy}`));
      expect(aside.global.modifiedBy).toBe(shortDeviceId(a.device));
    },
  );

  itWith(SYNCTHING)('keep lines of what is ignored, and say what is wrong with the folder', async () => {
    const { a, b } = await twoNodes();
    const { sync } = clientOf(a);
    await knownView(sync);
    expect(await sync.ignores()).toEqual({ lines: [], error: null });
    const lines = ['// ours', '.git', '(?d).show-build-*', '*.log'];
    expect(await sync.setIgnores(lines)).toEqual({ lines, error: null });
    expect(await sync.ignores()).toEqual({ lines, error: null });
    write(a, 'x.log', 'x');
    await sync.scan([treePath('x.log')]);
    expect(await sync.file(treePath('x.log'))).toEqual({ kind: 'absent' });
    expect((await sync.setIgnores(['['])).error).toContain('[');
    await sync.setIgnores(lines);

    // Paused: neither absent nor without lines, but not to be known.
    await a.pauseFolder(true);
    await knownView(sync, ({ folder }) => folder.isPaused);
    expect(sync.problems()).toMatchObject([{ code: 'SYNC_FOLDER_PAUSED', stops: true }]);
    await expect(sync.file(OPENING)).rejects.toMatchObject({ code: 'SYNCTHING_PAUSED' });
    await expect(sync.ignores()).rejects.toMatchObject({ code: 'SYNCTHING_PAUSED' });
    await expect(sync.setIgnores([])).rejects.toMatchObject({ code: 'SYNCTHING_PAUSED' });
    await expect(sync.scan([OPENING])).rejects.toMatchObject({ code: 'SYNCTHING_PAUSED' });
    await a.pauseFolder(false);
    await knownView(sync, ({ folder }) => !folder.isPaused && folder.state === 'idle');
    expect((await sync.ignores()).lines).toEqual(lines);

    rmSync(join(a.folder, '.stfolder'), { recursive: true });
    await expect(sync.scan([OPENING])).rejects.toMatchObject({ code: 'SYNCTHING_FAILED' });
    await knownView(sync, ({ folder }) => folder.isMarkerMissing);
    expect(sync.problems()).toMatchObject([{ code: 'SYNC_MARKER_MISSING', stops: true }]);
    mkdirSync(join(a.folder, '.stfolder'));
    await a.scan();
    await knownView(sync, ({ folder }) => !folder.isMarkerMissing);
    expect(sync.problems()).toEqual([]);
    expect(b.pid()).not.toBeNull();
  });

  itWith(SYNCTHING)('are read anew after a kill, and a wrong key is told once', async () => {
    const { all, a, b } = await twoNodes();
    const { sync, events, logged } = clientOf(a);
    await knownView(sync);
    await a.kill();
    const lost = await viewWhere(sync, ({ state }) => state === 'unknown');
    expect(lost).toMatchObject({ why: { code: 'SYNCTHING_SILENT' }, last: { folder: { id: 'show' } } });
    await expect(sync.file(OPENING)).rejects.toMatchObject({ code: 'SYNCTHING_SILENT' });
    expect(sync.problems()).toMatchObject([{ code: 'SYNCTHING_SILENT', stops: true }]);
    const gap = eventWhere(sync, ({ kind }) => kind === 'gap');
    await a.start();
    await gap;
    await knownView(sync, ({ devices }) => devices.every(({ isConnected }) => isConnected));
    write(b, OPENING, 'After the restart.\n');
    await b.scan(OPENING);
    await eventWhere(sync, ({ kind }) => kind === 'arrived');
    expect(await fileOf(sync, OPENING)).toMatchObject({ isNewest: true });
    expect(events.filter(({ kind }) => kind === 'gap')).toHaveLength(1);
    expect(logged.filter((line) => line.includes('does not answer'))).toHaveLength(1);
    expect(logged.filter((line) => line.includes('can be asked again'))).toHaveLength(1);

    const wrong = opened({ url: a.url, key: 'nonsense' }, { root: a.folder });
    await viewWhere(wrong.sync, (view) => view.state === 'unknown' && view.why.code === 'SYNCTHING_KEY');
    expect(wrong.sync.problems()).toMatchObject([{ code: 'SYNCTHING_KEY', stops: true }]);
    await all.connected();
  });

  itWith(SYNCTHING)(
    'serve by https with their own certificate, and are found by their configuration',
    async () => {
      const all = await rig({ nodes: 1, tls: true });
      const a = all.node('A');
      const { sync } = clientOf(a);
      expect((await knownView(sync)).self.name).toBe('A');
      const config = readConfig(join(a.home, 'config.xml'));
      expect(config).toEqual({ url: a.url, key: a.apiKey, folders: [{ id: 'show', path: a.folder }] });
      const place = { root: a.folder, folder: null };
      const found = findSyncthing({ url: null, place, env: { STHOMEDIR: a.home }, home: a.home });
      expect(found).toMatchObject({ kind: 'found', address: { url: a.url, key: a.apiKey } });
      const plain = opened({ url: a.url.replace('https', 'http'), key: a.apiKey }, { root: a.folder });
      await viewWhere(
        plain.sync,
        (view) => view.state === 'unknown' && view.why.code === 'SYNCTHING_CERTIFICATE',
      );
    },
  );
});
