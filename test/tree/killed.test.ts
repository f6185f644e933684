// The program is killed at any moment: the tree holds an old version or a new one, whole, and what a person had saved
// is on disk or in what was left behind.
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { dropLeftover, leftovers } from '../../src/tree/leftovers.ts';
import { portableNative } from '../../src/tree/portable.ts';
import { type Disk, openBox } from '../../src/tree/staging.ts';
import { compiledTree, run } from './compiled.ts';
import { otherDisk, put, temporaryDisk, temporaryFolder } from './folder.ts';

const PATH = treePath('lib/a.md');
const KILLS = 12;
const VERSION = /^version \d+\n(x{20000})\n(?:line \d+\n)*$/;

/** Publishes one version after another over whatever is there, without end. */
const publisher = (disk: Disk) => `
  import { exchangeFile } from './src/tree/publish.js';
  import { readFileWhole } from './src/tree/read.js';
  import { stage } from './src/tree/staging.js';
  import { blobOf } from './src/tree/blob.js';
  import { openNative } from './src/tree/native.js';
  const disk = { root: ${JSON.stringify(disk.root)}, stagingDir: ${JSON.stringify(disk.stagingDir)}, native: openNative() };
  for (let n = 1; ; n++) {
    const base = await readFileWhole(disk.root, '${PATH}');
    const bytes = Buffer.from(base.bytes.toString().replace(/^version \\d+/, 'version ' + n));
    const staged = await stage(disk, { path: '${PATH}', bytes, like: base.stat, mtimeNs: null });
    await exchangeFile(disk, staged, blobOf(base.bytes));
    console.log(n);
  }`;

it('leaves old or new, and every word of a person', async () => {
  const disk = temporaryDisk();
  const folder = compiledTree();
  const place = put(disk.root, PATH, `version 0\n${'x'.repeat(20_000)}\n`);
  for (let kill = 0; kill < KILLS; kill++) {
    const program = run(folder, publisher(disk));
    for (let n = 0; n <= kill % 4; n++) await once(program.stdout, 'data');
    // A person saves once, somewhere in the middle of it all.
    const saved = `${readFileSync(place, 'utf8')}line ${kill}\n`;
    writeFileSync(`${place}.tmp`, saved);
    renameSync(`${place}.tmp`, place);
    for (let spin = 0; spin < kill * 20_000; spin++) Math.sqrt(spin);
    program.kill('SIGKILL');
    await once(program, 'exit');
    const left = await leftovers(disk, Date.now());
    const versions = [readFileSync(place, 'utf8'), ...left.map(({ bytes }) => String(bytes))];
    for (const version of versions) expect(version).toMatch(VERSION);
    expect(versions.some((version) => version.includes(`line ${kill}\n`))).toBe(true);
    expect(left.every(({ path }) => path === PATH)).toBe(true);
    for (const leftover of left) expect(await dropLeftover(disk, leftover, Date.now())).toBe(true);
    expect(readdirSync(disk.stagingDir)).toEqual([]);
    expect(readdirSync(join(disk.root, 'lib'))).toEqual(['a.md']);
  }
});

it('hands over what lies in staging, also the half-forgotten, and drops it only unchanged', async () => {
  const disk = temporaryDisk();
  const box = await openBox(disk, PATH);
  writeFileSync(box.at, 'a person wrote this');
  writeFileSync(`${box.at}.writing`, 'half of wha');
  writeFileSync(`${box.at}.kept`, 'and this');
  mkdirSync(join(disk.stagingDir, 'torn'));
  writeFileSync(join(disk.stagingDir, 'torn', 'entry.json'), '{"path":"li');
  writeFileSync(join(disk.stagingDir, 'torn', 'whole'), 'whose?');
  mkdirSync(join(disk.stagingDir, 'empty'));

  const found = await leftovers(disk, Date.now());
  expect(found.map(({ path, bytes }) => [path, String(bytes)]).sort()).toEqual(
    [
      [PATH, 'a person wrote this'],
      [PATH, 'and this'],
      [null, 'whose?'],
    ].sort(),
  );
  writeFileSync(box.at, 'a person wrote more');
  const dropped = await Promise.all(found.map((leftover) => dropLeftover(disk, leftover, Date.now())));
  expect(dropped.filter((gone) => !gone)).toHaveLength(1);
  expect((await leftovers(disk, Date.now())).map(({ bytes }) => String(bytes))).toEqual([
    'a person wrote more',
  ]);
});

it('finds them at the top of the tree too, where the state is on another disk', async (context) => {
  const other = otherDisk();
  if (other === null) return context.skip('there is no second disk here');
  const disk: Disk = { root: other, stagingDir: temporaryFolder(), native: portableNative() };
  put(disk.root, PATH, 'x');
  const box = await openBox(disk, PATH);
  expect(box.at.startsWith(join(disk.root, '.show-build-'))).toBe(true);
  writeFileSync(box.at, 'a person wrote this');
  const [left] = await leftovers(disk, Date.now());
  expect(left).toMatchObject({ path: PATH, bytes: Buffer.from('a person wrote this') });
  if (left !== undefined) expect(await dropLeftover(disk, left, Date.now())).toBe(true);
  expect(readdirSync(disk.root)).toEqual(['lib']);
});
