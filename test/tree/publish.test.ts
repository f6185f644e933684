import {
  chmodSync,
  chownSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { blobOf } from '../../src/tree/blob.ts';
import { portableNative } from '../../src/tree/portable.ts';
import { exchangeFile } from '../../src/tree/publish.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { removeFile } from '../../src/tree/remove.ts';
import { type Disk, mtimeAfter, stage } from '../../src/tree/staging.ts';
import { put, stagedInTheEnd, temporaryDisk } from './folder.ts';

const PATH = treePath('episodes/0101/rundown/10 A.md');
const BASE = Buffer.from('what Josh wrote\n');
const OURS = Buffer.from('what Josh wrote, mended\n');

const onDisk = (disk: Disk): string => readFileSync(join(disk.root, PATH), 'utf8');

async function stageOurs(disk: Disk) {
  const reading = await readFileWhole(disk.root, PATH);
  const like = reading.absent ? null : reading.stat;
  return stage(disk, {
    path: PATH,
    bytes: OURS,
    like,
    mtimeNs: like === null ? null : mtimeAfter(like),
  });
}

const KINDS: readonly (readonly [string, (disk: Disk) => Disk])[] = [
  ['the system calls', (disk) => disk],
  ['Node alone', (disk) => ({ ...disk, native: portableNative() })],
];

describe.each(KINDS)('with %s', (_name, using) => {
  it('replaces what is expected, and leaves no trace in staging', async () => {
    const disk = using(temporaryDisk());
    chmodSync(put(disk.root, PATH, BASE), 0o664);
    const outcome = await exchangeFile(disk, await stageOurs(disk), blobOf(BASE));
    expect(outcome).toMatchObject({ kind: 'published', seen: [] });
    expect(onDisk(disk)).toBe(OURS.toString());
    expect(statSync(join(disk.root, PATH)).mode & 0o777).toBe(0o664);
    expect(await stagedInTheEnd(disk)).toEqual([]);
    expect(outcome.kind === 'published' && outcome.stat?.inode).toBe(
      lstatSync(join(disk.root, PATH), { bigint: true }).ino,
    );
  });

  it('leaves what a person wrote before', async () => {
    const disk = using(temporaryDisk());
    put(disk.root, PATH, 'newer words');
    const outcome = await exchangeFile(disk, await stageOurs(disk), blobOf(BASE));
    expect(outcome).toEqual({
      kind: 'surprised',
      found: Buffer.from('newer words'),
      seen: [],
    });
    expect(onDisk(disk)).toBe('newer words');
    expect(readdirSync(disk.stagingDir)).toEqual([]);
  });

  it('does not bring back what a person deleted', async () => {
    const disk = using(temporaryDisk());
    const outcome = await exchangeFile(disk, await stageOurs(disk), blobOf(BASE));
    expect(outcome).toEqual({ kind: 'surprised', found: null, seen: [] });
    expect((await readFileWhole(disk.root, PATH)).absent).toBe(true);
  });

  it('creates with all folders, and never over a file', async () => {
    const disk = using(temporaryDisk());
    expect(await exchangeFile(disk, await stageOurs(disk), 'absent')).toMatchObject({ kind: 'published' });
    expect(onDisk(disk)).toBe(OURS.toString());
    put(disk.root, PATH, BASE);
    const again = await exchangeFile(disk, await stageOurs(disk), 'absent');
    expect(again).toEqual({ kind: 'surprised', found: BASE, seen: [] });
    expect(onDisk(disk)).toBe(BASE.toString());
  });

  it('removes what is expected, and nothing else', async () => {
    const disk = using(temporaryDisk());
    put(disk.root, PATH, 'newer words');
    expect(await removeFile(disk, PATH, blobOf(BASE))).toEqual({
      kind: 'surprised',
      found: Buffer.from('newer words'),
      seen: [],
    });
    expect(onDisk(disk)).toBe('newer words');
    put(disk.root, PATH, BASE);
    expect(await removeFile(disk, PATH, blobOf(BASE))).toEqual({
      kind: 'removed',
      seen: [],
    });
    expect(await removeFile(disk, PATH, blobOf(BASE))).toEqual({
      kind: 'surprised',
      found: null,
      seen: [],
    });
    expect(await stagedInTheEnd(disk)).toEqual([]);
  });

  it('refuses a folder, a symlink, and a file where a folder should be', async () => {
    const disk = using(temporaryDisk());
    mkdirSync(join(disk.root, PATH), { recursive: true });
    const request = { bytes: OURS, like: null, mtimeNs: null };
    const into = async (path: string) =>
      exchangeFile(disk, await stage(disk, { ...request, path: treePath(path) }), blobOf(BASE));
    symlinkSync('/etc', join(disk.root, 'lib'));
    put(disk.root, 'show-build.yaml', 'x');
    for (const path of [PATH, 'lib', 'lib/passwd', 'show-build.yaml/x']) {
      await expect(into(path)).rejects.toMatchObject({
        kind: 'refused',
        code: 'PATH_BLOCKED',
      });
    }
    expect(readdirSync(disk.stagingDir)).toEqual([]);
  });
});

it('keeps the time of the version that it replaces, plus one millisecond, to the nanosecond', async () => {
  const disk = temporaryDisk();
  const place = put(disk.root, PATH, BASE);
  const file = openSync(place, 'r');
  disk.native.setModified(file, 1751230800123456789n);
  closeSync(file);
  await exchangeFile(disk, await stageOurs(disk), blobOf(BASE));
  expect(lstatSync(place, { bigint: true }).mtimeNs).toBe(1751230800124456789n);
});

it.runIf(process.platform === 'linux')(
  'stays away from a file that a program has open for writing',
  async () => {
    const disk = temporaryDisk();
    const editor = openSync(put(disk.root, PATH, BASE), 'a');
    try {
      expect(await exchangeFile(disk, await stageOurs(disk), blobOf(BASE))).toEqual({
        kind: 'busy',
        seen: [],
      });
      expect(await removeFile(disk, PATH, blobOf(BASE))).toEqual({
        kind: 'busy',
        seen: [],
      });
      writeSync(editor, 'and more');
      expect(onDisk(disk)).toBe(`${BASE}and more`);
    } finally {
      closeSync(editor);
    }
  },
);

it.runIf(process.getuid?.() === 0)('gives the file to the owner of the one that it replaces', async () => {
  const disk = temporaryDisk();
  chownSync(put(disk.root, PATH, BASE), 1000, 1001);
  const staged = await stageOurs(disk);
  await exchangeFile(disk, staged, blobOf(BASE));
  expect(statSync(join(disk.root, PATH))).toMatchObject({
    uid: 1000,
    gid: 1001,
  });
  expect(staged.ownerKept).toBe(true);
});
