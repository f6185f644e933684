// A whole new folder in the tree: all of it or nothing, and never over what is there.
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { folderToCopy, type NewFolder, placeFolder } from '../../src/tree/new-folder.ts';
import { portableNative } from '../../src/tree/portable.ts';
import { put, temporaryDisk, withoutPrivilege } from './folder.ts';

const PATH = treePath('episodes/0104');
const CONTENT: NewFolder = {
  folders: ['rundown', 'assets', 'assets/video'],
  files: new Map([
    ['info.md', '---\ntitle:\n---\n'],
    ['rundown/note.md', 'x\n'],
  ]),
};

describe.each([
  ['with the system’s calls', temporaryDisk],
  ['without them', () => ({ ...temporaryDisk(), native: portableNative() })],
])('%s', (_, diskFor) => {
  it('stands there as a whole, and nothing else', async () => {
    const disk = diskFor();
    expect(await placeFolder(disk, PATH, CONTENT)).toBe(true);
    expect(readFileSync(join(disk.root, PATH, 'info.md'), 'utf8')).toBe('---\ntitle:\n---\n');
    expect(lstatSync(join(disk.root, PATH, 'assets/video')).isDirectory()).toBe(true);
    expect(readdirSync(join(disk.root, 'episodes'))).toEqual(['0104']);
  });

  it.each(['a folder', 'an empty folder', 'a file'])('leaves %s of that name as it is', async (what) => {
    const disk = diskFor();
    const place = join(disk.root, PATH);
    if (what === 'a folder') put(disk.root, `${PATH}/info.md`, 'mine');
    if (what === 'an empty folder') mkdirSync(place, { recursive: true });
    if (what === 'a file') put(disk.root, PATH, 'mine');
    expect(await placeFolder(disk, PATH, CONTENT)).toBe(false);
    expect(readdirSync(join(disk.root, 'episodes'))).toEqual(['0104']);
    if (what === 'a folder') expect(readFileSync(join(place, 'info.md'), 'utf8')).toBe('mine');
    if (what === 'an empty folder') expect(readdirSync(place)).toEqual([]);
    if (what === 'a file') expect(readFileSync(place, 'utf8')).toBe('mine');
  });
});

describe('what can go wrong', () => {
  it('clears away what a killed program left, and nothing of a person’s', async () => {
    const disk = temporaryDisk();
    put(disk.root, 'episodes/.show-build-new-0123/info.md', 'half');
    put(disk.root, 'episodes/.show-build-0123/whole', 'staged');
    put(disk.root, 'episodes/New folder/x.md', 'mine');
    await placeFolder(disk, PATH, CONTENT);
    expect(readdirSync(join(disk.root, 'episodes')).sort()).toEqual([
      '.show-build-0123',
      '0104',
      'New folder',
    ]);
  });

  it('leaves nothing behind where the disk refuses', async () => {
    const disk = temporaryDisk();
    const files = new Map([['info.md', { copyOf: join(disk.root, 'gone.md') }]]);
    await expect(placeFolder(disk, PATH, { folders: [], files })).rejects.toMatchObject({
      kind: 'transient',
    });
    expect(readdirSync(join(disk.root, 'episodes'))).toEqual([]);
  });

  it('says what to do where it may not write', async () => {
    const disk = temporaryDisk();
    mkdirSync(join(disk.root, 'episodes'), { mode: 0o555 });
    await withoutPrivilege(() =>
      expect(placeFolder(disk, PATH, CONTENT)).rejects.toMatchObject({ code: 'TREE_DENIED' }),
    );
  });
});

describe('a folder to copy', () => {
  const BLUEPRINT = treePath('tools/blueprints/episode');

  it('is all of it, but for links and what programs leave', async () => {
    const disk = temporaryDisk();
    put(disk.root, `${BLUEPRINT}/info.md`, 'i');
    put(disk.root, `${BLUEPRINT}/rundown/segment.md`, Buffer.from([0, 255, 10]));
    put(disk.root, `${BLUEPRINT}/.DS_Store`, 'x');
    put(disk.root, `${BLUEPRINT}/info.sync-conflict-20310301-081936-CPK7LWO.md`, 'x');
    put(disk.root, `${BLUEPRINT}/.trash/old.md`, 'x');
    put(disk.root, 'secret.txt', 'x');
    mkdirSync(join(disk.root, BLUEPRINT, 'captures'));
    symlinkSync(join(disk.root, 'secret.txt'), join(disk.root, BLUEPRINT, 'link.txt'));
    const content = folderToCopy(disk.root, BLUEPRINT);
    expect([...(content?.folders ?? [])].sort()).toEqual(['captures', 'rundown']);
    expect([...(content?.files.keys() ?? [])].sort()).toEqual(['info.md', 'rundown/segment.md']);
    expect(await placeFolder(disk, PATH, content ?? CONTENT)).toBe(true);
    expect(readFileSync(join(disk.root, PATH, 'rundown/segment.md'))).toEqual(Buffer.from([0, 255, 10]));
  });

  it('is none where there is none, or only a link to one', () => {
    const { root } = temporaryDisk();
    expect(folderToCopy(root, BLUEPRINT)).toBeNull();
    put(root, 'elsewhere/info.md', 'x');
    mkdirSync(join(root, 'tools/blueprints'), { recursive: true });
    symlinkSync(join(root, 'elsewhere'), join(root, BLUEPRINT));
    expect(folderToCopy(root, BLUEPRINT)).toBeNull();
    expect(existsSync(join(root, BLUEPRINT, 'info.md'))).toBe(true);
  });

  it('is refused where somebody has put the whole archive there', () => {
    const { root } = temporaryDisk();
    for (let i = 0; i < 2001; i++) put(root, `${BLUEPRINT}/${i}.md`, '');
    expect(() => folderToCopy(root, BLUEPRINT)).toThrow('more than 2000');
  });
});
