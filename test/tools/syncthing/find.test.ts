// Where Syncthing is found, by settings, environment and its own configuration, and which folder is the show's.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guiUrl, isSameInterface, isThisMachine } from '../../../src/tools/syncthing/address.ts';
import { chooseFolder } from '../../../src/tools/syncthing/choose-folder.ts';
import { findSyncthing } from '../../../src/tools/syncthing/find.ts';
import { configPaths, parseConfig } from '../../../src/tools/syncthing/local-config.ts';
import { CONFIG_XML, recorded } from './recorded.ts';

const GENERATED = readFileSync(CONFIG_XML, 'utf8');
const GUI_KEY = 'abcdefghijklmnopqrstuvwxyz012345';

function aHome() {
  const home = mkdtempSync(join(tmpdir(), 'show-build-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const root = join(home, 'show & tell');
  mkdirSync(root);
  const config = join(home, '.local/state/syncthing/config.xml');
  return { home, root, config };
}

const folderXml = (id: string, path: string) =>
  `<folder id="${id}" label="" path="${path.replace(/&/g, '&amp;')}" type="sendreceive"></folder>`;

function put(path: string, xml: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, xml);
}

const withFolder = (id: string, path: string) => GENERATED.replace('<gui ', `${folderXml(id, path)}\n<gui `);

describe('the configuration of Syncthing', () => {
  it('is read as it was generated, without the folder among its defaults', () => {
    expect(parseConfig(GENERATED, 'x')).toEqual({ url: 'http://127.0.0.1:8384', key: GUI_KEY, folders: [] });
    expect(
      parseConfig(withFolder('a', '~/one & "two"').replace('"two"', '&quot;&#x32;&#50;&quot;'), 'x').folders,
    ).toEqual([{ id: 'a', path: '~/one & "22"' }]);
  });

  it('may offer no interface, or be none', () => {
    expect(parseConfig(GENERATED.replace('gui enabled="true"', 'gui enabled="false"'), 'x').url).toBeNull();
    expect(parseConfig(GENERATED.replace('127.0.0.1:8384', '/run/syncthing.sock'), 'x').url).toBeNull();
    expect(parseConfig(GENERATED.replace('tls="false"', 'tls="true"'), 'x').url).toBe(
      'https://127.0.0.1:8384',
    );
    for (const xml of ['', '<html></html>', '<configuration version="36">'])
      expect(() => parseConfig(xml, '/x/config.xml')).toThrow(/\/x\/config\.xml can not be read/);
  });

  it('is looked for where each system keeps it', () => {
    const linux = {
      env: { XDG_CONFIG_HOME: '/c', STHOMEDIR: '/h' },
      platform: 'linux',
      home: '/me',
    } as const;
    expect(configPaths(linux)).toEqual([
      '/h/config.xml',
      '/me/.local/state/syncthing/config.xml',
      '/c/syncthing/config.xml',
    ]);
    expect(configPaths({ env: { STCONFDIR: '/h' }, platform: 'darwin', home: '/me' })).toEqual([
      '/h/config.xml',
      '/me/Library/Application Support/Syncthing/config.xml',
    ]);
  });

  it('has addresses of several forms', () => {
    expect(
      ['0.0.0.0:1', ':1', '[::]:1', '[::1]:1', 'nas:1', 'unix:///run/x', 'nas'].map((each) =>
        guiUrl(each, false),
      ),
    ).toEqual([
      'http://127.0.0.1:1',
      'http://127.0.0.1:1',
      'http://[::1]:1',
      'http://[::1]:1',
      'http://nas:1',
      null,
      null,
    ]);
    expect(isSameInterface('http://localhost:8384/', 'https://127.0.0.1:8384')).toBe(true);
    expect(isSameInterface('http://nas:8384', 'http://127.0.0.1:8384')).toBe(false);
    expect(
      ['127.0.0.1', 'localhost', '[::1]', '127.0.0.1.example.org', '10.0.0.1'].map(isThisMachine),
    ).toEqual([true, true, true, false, false]);
  });
});

describe('Syncthing is found', () => {
  it('by the settings and the key of the environment', () => {
    const { home, root } = aHome();
    const search = {
      url: 'http://nas:8384',
      place: { root, folder: null },
      home,
      platform: 'linux',
    } as const;
    expect(findSyncthing({ ...search, env: { SYNCTHING_API_KEY: 'k' } })).toEqual({
      kind: 'found',
      address: { url: 'http://nas:8384', key: 'k' },
      from: 'syncthing.url and SYNCTHING_API_KEY',
    });
    expect(findSyncthing({ ...search, env: {} })).toMatchObject({
      kind: 'unusable',
      fault: { code: 'SYNCTHING_NO_KEY' },
    });
  });

  it('by the settings and the key of its own configuration', () => {
    const { home, root, config } = aHome();
    put(config, GENERATED);
    const place = { root, folder: null };
    expect(findSyncthing({ url: 'http://localhost:8384', place, env: {}, home, platform: 'linux' })).toEqual({
      kind: 'found',
      address: { url: 'http://localhost:8384', key: GUI_KEY },
      from: `syncthing.url and ${config}`,
    });
  });

  it('by its own configuration, where that has the show: by path, over links, or by id', () => {
    const { home, root, config } = aHome();
    symlinkSync(root, join(home, 'link'));
    const search = { url: null, env: {}, home, platform: 'linux' } as const;
    for (const [path, place] of [
      [root, { root, folder: null }],
      ['~/show & tell', { root, folder: null }],
      [root, { root: join(home, 'link'), folder: null }],
      ['/elsewhere', { root, folder: 'show' }],
    ] as const) {
      put(config, withFolder('show', path));
      expect(findSyncthing({ ...search, place })).toEqual({
        kind: 'found',
        address: { url: 'http://127.0.0.1:8384', key: GUI_KEY },
        from: config,
      });
    }
    expect(findSyncthing({ ...search, place: { root: home, folder: null } })).toMatchObject({ kind: 'none' });
  });

  it('nowhere, or where it can not be used', () => {
    const { home, root, config } = aHome();
    const search = { url: null, env: {}, home, platform: 'linux', place: { root, folder: null } } as const;
    expect(findSyncthing(search)).toMatchObject({
      kind: 'none',
      why: 'no Syncthing is set up for this user',
    });
    put(config, withFolder('show', root).replace('gui enabled="true"', 'gui enabled="false"'));
    expect(findSyncthing(search)).toMatchObject({ kind: 'unusable', fault: { code: 'SYNCTHING_CONFIG' } });
    put(config, withFolder('show', root).replace(GUI_KEY, ''));
    expect(findSyncthing(search)).toMatchObject({ kind: 'unusable', fault: { code: 'SYNCTHING_NO_KEY' } });
    put(config, 'torn');
    expect(findSyncthing(search)).toMatchObject({ kind: 'unusable', fault: { code: 'SYNCTHING_CONFIG' } });
    rmSync(config);
    mkdirSync(config);
    expect(findSyncthing(search)).toMatchObject({ kind: 'unusable', fault: { code: 'SYNCTHING_CONFIG' } });
  });

  it.skipIf(process.getuid?.() === 0)('but may not be read by this user', () => {
    const { home, root, config } = aHome();
    put(config, withFolder('show', root));
    chmodSync(config, 0);
    const place = { root, folder: null };
    expect(findSyncthing({ url: null, place, env: {}, home, platform: 'linux' })).toMatchObject({
      kind: 'unusable',
    });
  });
});

describe('the folder', () => {
  const [folder] = recorded('v1.19.2').answers['/rest/config/folders'] as readonly Parameters<
    typeof chooseFolder
  >[0][number][];
  const at = (id: string, path: string) => ({ ...(folder ?? { label: '' }), id, label: '', path }) as never;

  it('is the one at the show, or the one that is named, wherever that is', () => {
    const { home, root } = aHome();
    const other = join(home, 'other');
    mkdirSync(other);
    const folders = [at('other', other), at('show', '~/show & tell')];
    const choose = (id: string | null) => chooseFolder(folders, { root, folder: id }, home);
    expect(choose(null)).toMatchObject({ folder: { id: 'show' }, place: 'here', overlaps: [] });
    expect(choose('other')).toMatchObject({ folder: { id: 'other' }, place: 'elsewhere' });
    expect(choose('none')).toBeNull();
    expect(chooseFolder([at('show', '/var/nothing')], { root, folder: 'show' }, home)).toMatchObject({
      place: 'unverified',
    });
  });

  it('overlaps with others that hold it or lie in it, not with a neighbour of a like name', () => {
    const { home, root } = aHome();
    mkdirSync(join(root, '..cuts'));
    mkdirSync(`${root} 2`);
    const folders = [
      at('show', root),
      at('all', home),
      at('cuts', join(root, '..cuts')),
      at('next', `${root} 2`),
    ];
    expect(chooseFolder(folders, { root, folder: null }, home)?.overlaps).toEqual(['all', 'cuts']);
  });
});
