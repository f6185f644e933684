// The client against recorded answers, and against a Syncthing that behaves badly: what it makes of each, in bounded time.
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { treePath } from '../../../src/domain/ids.ts';
import { compareVersions, parseVersion } from '../../../src/domain/version-vector.ts';
import { SYNCTHING_TIMES } from '../../../src/tools/syncthing/asking.ts';
import { awayDevices, devicesLacking } from '../../../src/tools/syncthing/presence.ts';
import { eventWhere, knownView, opened, viewWhere } from './opening.ts';
import { DEVICES, recorded } from './recorded.ts';
import { type FakeAnswer, fakeSyncthing, KEY } from './server.ts';

const PATH = treePath('episodes/0101/rundown/10 A.md');
const PLACE = { root: '/srv/show', folder: 'show' };
const QUICK = { ...SYNCTHING_TIMES, answerMs: 150 };

async function onRecorded(version: 'v1.19.2' | 'v2') {
  const from = recorded(version);
  const server = await fakeSyncthing(from);
  return { server, more: from.more, ...opened({ url: server.url, key: KEY }, PLACE) };
}

describe.each(['v1.19.2', 'v2'] as const)('answers of Syncthing %s', (version) => {
  it('are read as a view, and one question is open while nothing happens', async () => {
    const { server, sync } = await onRecorded(version);
    const view = await knownView(sync);
    expect(view.version).toContain(version.replace('v2', 'v2.'));
    expect(view.self).toEqual({ id: DEVICES.a, name: 'A' });
    expect(view.folder).toMatchObject({ id: 'show', label: 'Show', state: 'idle', maxConflicts: 10 });
    expect(view.folder.need).toEqual({ bytes: 0, items: 0, deletes: 0 });
    expect(view.devices.map(({ name }) => name)).toEqual(['B', 'C']);
    expect(view.devices[0]?.isConnected).toBe(true);
    await server.polled();
    const { length } = server.asked;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.openPolls()).toBe(1);
    expect(server.asked).toHaveLength(length);
  });

  it('tell of a file who made it and who has it', async () => {
    const { sync } = await onRecorded(version);
    const view = await knownView(sync);
    const file = await sync.file(PATH);
    expect(file).toMatchObject({ kind: 'known', isNewest: true });
    if (file.kind === 'absent') return;
    expect(file.heldBy).toContain(DEVICES.b);
    expect(file.global).toMatchObject({ modifiedBy: 'AFEJBNV', size: 5, deleted: false });
    expect(devicesLacking(file, view)).toEqual([]);
  });
});

describe('a file in the index', () => {
  const answered = async (body: unknown) => {
    const { server, sync } = await onRecorded('v1.19.2');
    await knownView(sync);
    server.answer('/rest/db/file', { body });
    return { sync, file: await sync.file(PATH) };
  };

  it('is not yet on all connected devices', async () => {
    const { more } = recorded('v1.19.2');
    const { sync, file } = await answered(more['file: nobody yet']);
    expect(file).toMatchObject({ isNewest: true, heldBy: [] });
    const view = await knownView(sync);
    if (file.kind === 'known') expect(devicesLacking(file, view).map(({ name }) => name)).toEqual(['B', 'C']);
  });

  it('is deleted, also where the deletion won a conflict', async () => {
    const one = await answered(recorded('v1.19.2').more['file: deleted']);
    expect(one.file).toMatchObject({ global: { deleted: true, modifiedBy: 'AFEJBNV' }, isNewest: true });
    const { file } = await answered(recorded('v2').more['file: a delete has won']);
    expect(file).toMatchObject({ global: { deleted: true, modifiedBy: 'RSVEWDP' } });
    const published = parseVersion(['AFEJBNV:1759046850']);
    if (file.kind === 'known' && published !== null)
      expect(compareVersions(file.global.version, published)).toBe('concurrent');
  });

  it('is only on the others so far, or in part', async () => {
    const whole = recorded('v1.19.2').answers['/rest/db/file'] as { global: object; local: object };
    const none = { ...whole.local, version: [], modifiedBy: '', modified: '0001-01-01T00:00:00Z', name: '' };
    const availability = [{ id: DEVICES.b, fromTemporary: true }, { id: DEVICES.c }];
    const { file } = await answered({ ...whole, local: none, availability });
    expect(file).toMatchObject({ local: null, isNewest: false, heldBy: [DEVICES.c] });
  });

  it('is absent only if the folder runs', async () => {
    const { server, sync } = await onRecorded('v1.19.2');
    await knownView(sync);
    server.answer('/rest/db/file', { status: 404, text: 'No such object in the index\n' });
    expect(await sync.file(PATH)).toEqual({ kind: 'absent' });
    server.answer('/rest/folder/errors', { status: 404, text: 'folder is paused\n' });
    await expect(sync.file(PATH)).rejects.toMatchObject({ code: 'SYNCTHING_FAILED' });
    const folder = recorded('v1.19.2').answers['/rest/config/folders/show'] as object;
    server.answer('/rest/config/folders/show', { body: { ...folder, paused: true } });
    await expect(sync.file(PATH)).rejects.toMatchObject({ code: 'SYNCTHING_PAUSED', kind: 'refused' });
    server.answer('/rest/config/folders/show', { status: 404 });
    await expect(sync.file(PATH)).rejects.toMatchObject({ code: 'SYNCTHING_NO_FOLDER' });
  });

  it('has the name that the index knows, whatever the disk makes of it', async () => {
    const { server, sync } = await onRecorded('v1.19.2');
    await knownView(sync);
    await sync.file(treePath('episodes/0101/rundown/10 Caf\u0065\u0301 & +.md'));
    expect(server.asked.at(-1)?.query.get('file')).toBe('episodes/0101/rundown/10 Caf\u00e9 & +.md');
  });
});

describe('one question', () => {
  it('scans all paths of a landing', async () => {
    const { server, sync } = await onRecorded('v1.19.2');
    await knownView(sync);
    server.answer('/rest/db/scan', { text: '' });
    await sync.scan([PATH, treePath('lib/ä.md')]);
    const scans = server.asked.filter(({ path }) => path === '/rest/db/scan');
    expect(scans.map(({ query }) => query.getAll('sub'))).toEqual([[PATH, 'lib/ä.md']]);
    await sync.scan([]);
    expect(server.asked.filter(({ path }) => path === '/rest/db/scan')).toHaveLength(1);
    await sync.scan(
      Array.from({ length: 4_000 }, (_, i) => treePath(`episodes/0101/rundown/${i} A name.md`)),
    );
    expect(server.asked.at(-1)?.query.getAll('sub')).toEqual([]);
  });

  it('about many files is a few at a time', async () => {
    const { sync } = await onRecorded('v1.19.2');
    await knownView(sync);
    const paths = Array.from({ length: 100 }, (_, i) => treePath(`episodes/0101/rundown/${i}.md`));
    expect([...(await sync.files([...paths, ...paths])).keys()].sort()).toEqual(paths.toSorted());
  });

  it('writes the lines of what is ignored, and is refused where others come back', async () => {
    const { server, sync } = await onRecorded('v1.19.2');
    await knownView(sync);
    const lines = ['.git', '// ours'];
    server.answer('/rest/db/ignores', { body: { ignore: lines, expanded: ['.git'], error: null } });
    expect(await sync.setIgnores(lines)).toEqual({ lines, error: null });
    expect(server.asked.find(({ body }) => body !== '')?.body).toBe(JSON.stringify({ ignore: lines }));
    await expect(sync.setIgnores(['.git'])).rejects.toMatchObject({ code: 'SYNCTHING_IGNORES' });
  });
});

describe('events', () => {
  it('change the view, tell of arrivals, and are asked for one after the other', async () => {
    const { server, sync, events, more } = await onRecorded('v1.19.2');
    await knownView(sync);
    await server.polled();
    const arrived = eventWhere(sync, ({ kind }) => kind === 'arrived');
    const all = (more['events: arrival'] as { type: string; data: unknown }[]).map(({ type, data }) => ({
      type,
      data,
    }));
    server.push(...all);
    expect(await arrived).toEqual({ kind: 'arrived', path: PATH, by: 'AFEJBNV', deleted: false });
    expect(events).toContainEqual({ kind: 'index', device: DEVICES.a });
    await server.polled();
    expect(server.asked.at(-1)?.query.get('since')).toBe(String(all.length));
    expect((await knownView(sync)).inFlight.size).toBe(0);
  });

  it('that are missing are told, and all is read anew', async () => {
    const { server, sync, events } = await onRecorded('v1.19.2');
    await knownView(sync);
    await server.polled();
    server.push({ type: 'StateChanged', data: { folder: 'show', from: 'idle', to: 'scanning' } });
    await knownView(sync, ({ folder }) => folder.state === 'scanning');
    await server.polled();
    const gap = eventWhere(sync, ({ kind }) => kind === 'gap');
    server.push({ id: 7, type: 'StateChanged', data: { folder: 'show', from: 'scanning', to: 'syncing' } });
    await gap;
    await server.polled();
    expect((await knownView(sync)).folder.state).toBe('idle');
    expect(server.asked.at(-1)?.query.get('since')).toBe('7');
    expect(events.filter(({ kind }) => kind === 'gap')).toHaveLength(1);
  });

  it('that begin anew are those of another process', async () => {
    const { server, sync, events } = await onRecorded('v1.19.2');
    await knownView(sync);
    await server.polled();
    server.push({
      type: 'ItemStarted',
      data: { folder: 'show', item: PATH, type: 'file', action: 'update' },
    });
    await knownView(sync, ({ inFlight }) => inFlight.has(PATH));
    await server.polled();
    const gap = eventWhere(sync, ({ kind }) => kind === 'gap');
    server.restart('2026-12-01T00:00:00Z');
    await gap;
    expect((await knownView(sync)).inFlight.size).toBe(0);
    await server.polled();
    expect(server.asked.at(-1)?.query.get('since')).toBe('0');
    expect(events.filter(({ kind }) => kind === 'gap')).toHaveLength(1);
  });

  it('that want a new reading lose no arrival between', async () => {
    const { server, sync } = await onRecorded('v1.19.2');
    await knownView(sync);
    await server.polled();
    const arrived = eventWhere(sync, ({ kind }) => kind === 'arrived');
    server.push({ type: 'ConfigSaved', data: {} });
    server.push({
      type: 'RemoteChangeDetected',
      data: {
        action: 'deleted',
        folderID: 'show',
        folder: 'show',
        path: PATH,
        type: 'file',
        modifiedBy: 'RSVEWDP',
      },
    });
    expect(await arrived).toMatchObject({ path: PATH, by: 'RSVEWDP', deleted: true });
  });
});

describe('a Syncthing that behaves badly', () => {
  const HTML = '<!doctype html><title>Router</title>';
  const REFUSALS: readonly (readonly [string, string, FakeAnswer])[] = [
    ['a wrong key', 'SYNCTHING_KEY', { status: 403, text: 'CSRF Error\n' }],
    ['no key at all', 'SYNCTHING_KEY', { status: 401, text: 'Not Authorized\n' }],
    ['a page', 'SYNCTHING_STRANGE', { text: HTML, headers: { 'content-type': 'text/html' } }],
    ['a page that says no', 'SYNCTHING_STRANGE', { status: 404, text: HTML }],
    ['another JSON', 'SYNCTHING_STRANGE', { body: { hello: 'world' } }],
    ['an error', 'SYNCTHING_FAILED', { status: 500, text: 'boom\n' }],
    ['a proxy without it', 'SYNCTHING_FAILED', { status: 502, text: HTML }],
    ['elsewhere', 'SYNCTHING_CERTIFICATE', { status: 307, headers: { location: 'https://127.0.0.1/' } }],
    ['nothing in time', 'SYNCTHING_SLOW', { silent: true }],
  ];

  it.each(REFUSALS)('and answers with %s is told as %s, once, and asked again', async (_, code, answer) => {
    const server = await fakeSyncthing();
    server.answer('*', answer);
    // Patient, where an answer comes: a busy machine may take long to give it.
    const { sync, logged } = opened(
      { url: server.url, key: KEY },
      PLACE,
      answer.silent ? QUICK : SYNCTHING_TIMES,
    );
    const view = await viewWhere(sync, (each) => each.state === 'unknown' && each.why.code === code);
    expect(view).toMatchObject({ last: null, why: { user: expect.stringMatching(/^\S.*[.]$/) } });
    expect(sync.problems()).toMatchObject([{ code, stops: true }]);
    const { length } = server.asked;
    await expect.poll(() => server.asked.length, { timeout: 5_000 }).toBeGreaterThan(length + 1);
    expect(logged).toHaveLength(1);
    server.answer('*', null);
    await knownView(sync);
    expect(logged).toHaveLength(2);
    await expect(sync.file(PATH)).resolves.toMatchObject({ kind: 'known' });
    // Of a single file, 404 is an answer.
    if (answer.status === 404) return;
    server.answer('/rest/db/file', answer);
    await expect(sync.file(PATH)).rejects.toMatchObject({ code });
  });

  it('and is not there', async () => {
    const server = await fakeSyncthing();
    await server.stop();
    const { sync, logged } = opened({ url: server.url, key: KEY }, PLACE);
    await expect(sync.file(PATH)).rejects.toMatchObject({ code: 'SYNCTHING_SILENT', kind: 'transient' });
    await expect.poll(() => logged.length).toBe(1);
    expect(sync.problems()).toMatchObject([{ code: 'SYNCTHING_SILENT' }]);
  });

  it('and speaks no HTTP, or hangs up', async () => {
    for (const [said, code] of [
      ['220 smtp.example.org ESMTP\r\n', 'SYNCTHING_STRANGE'],
      [null, 'SYNCTHING_SILENT'],
    ] as const) {
      const server = createServer((socket) => {
        socket.on('error', () => socket.destroy());
        if (said === null) socket.destroy();
        else socket.end(said);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      const { sync } = opened({ url: `http://127.0.0.1:${port}`, key: KEY }, PLACE);
      await viewWhere(
        sync,
        (view) => view.state === 'unknown' && view.why.code === code && view.why.tech.includes('GET'),
      );
    }
  });

  it('and has no folder of the show', async () => {
    const server = await fakeSyncthing();
    const { sync } = opened({ url: server.url, key: KEY }, { root: '/srv/show', folder: 'other' });
    const view = await viewWhere(
      sync,
      (each) => each.state === 'unknown' && each.why.code === 'SYNCTHING_NO_FOLDER',
    );
    expect(view).toMatchObject({ why: { user: expect.stringContaining('“other”') } });
    const there = opened({ url: server.url, key: KEY }, { root: process.cwd() });
    await viewWhere(
      there.sync,
      (each) => each.state === 'unknown' && each.why.code === 'SYNCTHING_NO_FOLDER',
    );
  });

  it('and is closed while it is asked', async () => {
    const server = await fakeSyncthing();
    const { sync } = opened({ url: server.url, key: KEY }, PLACE);
    await knownView(sync);
    server.answer('/rest/db/file', { silent: true });
    const asked = sync.file(PATH);
    await server.polled();
    await Promise.all([expect(asked).rejects.toMatchObject({ code: 'STOPPED' }), sync.close()]);
    await expect(sync.file(PATH)).rejects.toMatchObject({ code: 'STOPPED' });
    await sync.close();
  });

  it('and whose listeners fail goes on', async () => {
    const server = await fakeSyncthing();
    const { sync, logged } = opened({ url: server.url, key: KEY }, PLACE);
    sync.subscribe(() => {
      throw new Error('no');
    });
    await knownView(sync);
    expect(awayDevices(await knownView(sync))).toEqual([]);
    expect(logged).toHaveLength(1);
  });
});
