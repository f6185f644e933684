import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { scanTree, unknownTo } from '../../src/tree/scan.ts';
import { sameStat } from '../../src/tree/stat.ts';
import { makeTree } from '../bench/tree.mjs';
import { compiledTree } from './compiled.ts';
import { put, temporaryFolder, withoutPrivilege } from './folder.ts';

const INFO = treePath('episodes/0101/info.md');

describe('scanTree', () => {
  it('finds content and conflict copies below the tracked roots, and nothing else', async () => {
    const root = temporaryFolder();
    const copy = 'episodes/0101/info.sync-conflict-20250611-081936-CPK7LWO.md';
    for (const path of [INFO, copy, 'episodes/0101/rundown/10 A.md', 'lib/ads/a.md', 'show-build.yaml'])
      put(root, path, path);
    for (const path of [
      '.git',
      'vault/x.md',
      'episodes/.stversions/0101/info.md',
      'episodes/0101/.info.md.swp',
    ])
      put(root, path, 'x');
    const { files, unreadable } = await scanTree(root);
    expect([...files.keys()].sort()).toEqual(
      [INFO, copy, 'episodes/0101/rundown/10 A.md', 'lib/ads/a.md', 'show-build.yaml'].sort(),
    );
    expect(unreadable).toEqual([]);
  });

  it('tells what the disk tells, to the nanosecond', async () => {
    const root = temporaryFolder();
    const place = put(root, INFO, 'four');
    execFileSync('touch', ['-d', '2025-06-29T21:00:00.123456789Z', place]);
    const { files } = await scanTree(root);
    const { ino, ctimeNs } = lstatSync(place, { bigint: true });
    const stat = files.get(INFO);
    expect(stat).toMatchObject({
      bytes: 4,
      mtimeNs: 1751230800123456789n,
      ctimeNs,
      inode: ino,
      kind: 'file',
    });
    const again = (await scanTree(root)).files.get(INFO);
    expect(stat !== undefined && again !== undefined && sameStat(stat, again)).toBe(true);
  });

  it('looks below one folder or at one file only, when asked', async () => {
    const root = temporaryFolder();
    for (const path of [INFO, 'episodes/0101/rundown/10 A.md', 'episodes/0102/info.md']) put(root, path, 'x');
    const below = async (path: string) =>
      [...(await scanTree(root, { under: [treePath(path)] })).files.keys()].sort();
    expect(await below('episodes/0101')).toEqual([INFO, 'episodes/0101/rundown/10 A.md']);
    expect(await below(INFO)).toEqual([INFO]);
    expect(await below('episodes/0999')).toEqual([]);
  });

  it('follows no symlink', async () => {
    const root = temporaryFolder();
    const outside = temporaryFolder();
    put(outside, 'secret.md', 'x');
    put(root, INFO, 'x');
    symlinkSync(outside, join(root, 'episodes/0101/link'));
    symlinkSync(outside, join(root, 'lib'));
    const { files } = await scanTree(root);
    expect([...files].map(([path, stat]) => `${stat.kind} ${path}`).sort()).toEqual([
      `file ${INFO}`,
      'symlink episodes/0101/link',
      'symlink lib',
    ]);
  });

  it('never takes unreadable for absent', async () => {
    const root = temporaryFolder();
    chmodSync(root, 0o755);
    put(root, 'episodes/0101/rundown/10 A.md', 'x');
    put(root, 'episodes/0102/info.md', 'x');
    chmodSync(join(root, 'episodes/0101/rundown'), 0o000);
    const scan = await withoutPrivilege(() => scanTree(root));
    chmodSync(join(root, 'episodes/0101/rundown'), 0o755);
    expect(scan.unreadable).toEqual([{ path: 'episodes/0101/rundown', code: 'EACCES' }]);
    expect(unknownTo(scan)(treePath('episodes/0101/rundown/10 A.md'))).toBe(true);
    expect(unknownTo(scan)(treePath('episodes/0101/rundown 2/10 A.md'))).toBe(false);
    expect([...scan.files.keys()]).toEqual(['episodes/0102/info.md']);
  });

  it('reports names that are not UTF-8, and keeps those that hold the replacement character', async () => {
    const root = temporaryFolder();
    put(root, 'lib/caf\u{FFFD}.md', 'x');
    put(root, 'episodes/0101/caf\u{FFFD}.md', 'x');
    writeFileSync(
      Buffer.concat([Buffer.from(`${root}/episodes/0101/caf`), Buffer.from([0xe9]), Buffer.from('.md')]),
      'x',
    );
    put(root, INFO, 'x');
    const { files, unreadable } = await scanTree(root);
    // Two names that read alike: neither can be told from the other, so neither is said to be absent.
    expect(unreadable).toEqual([{ path: 'episodes/0101/caf\u{FFFD}.md', code: 'NAME_NOT_UTF8' }]);
    expect([...files.keys()].sort()).toEqual([INFO, 'lib/caf\u{FFFD}.md']);
  });

  it('reports pipes', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'lib'));
    execFileSync('mkfifo', [join(root, 'lib/pipe')]);
    expect((await scanTree(root)).unreadable).toEqual([{ path: 'lib/pipe', code: 'NOT_A_FILE' }]);
  });

  it('refuses a tree whose root has gone', async () => {
    await expect(scanTree(join(temporaryFolder(), 'none'))).rejects.toMatchObject({ code: 'TREE_MISSING' });
  });

  it('sees the same with threads as without', async () => {
    const root = temporaryFolder();
    makeTree(root, { episodes: 450, filesPerEpisode: 4 });
    renameSync(join(root, 'episodes/0007'), join(root, 'episodes/.trash'));
    symlinkSync('/etc', join(root, 'episodes/0008/link'));
    const compiled = await import(pathToFileURL(join(compiledTree(), 'src/tree/scan.js')).href);
    const threaded: Awaited<ReturnType<typeof scanTree>> = await compiled.scanTree(root);
    const plain = await scanTree(root);
    const sorted = (files: typeof plain.files) => [...files].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(threaded.files)).toEqual(sorted(plain.files));
    expect(plain.files.size).toBe(449 * 4 + 2);
  });
});
