import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WatchBatch, type WatchOptions, watchTree } from '../../bot/snapshot/watch.ts';
import type { Fault } from '../../src/errors.ts';
import { canUnshare, compiledTree, run } from '../tree/compiled.ts';
import { put, temporaryFolder } from '../tree/folder.ts';

/** All that was told, and a way to wait for what must be. */
async function listen(root: string, options: WatchOptions = {}) {
  const batches: WatchBatch[] = [];
  const faults: Fault[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  const onTrouble = (fault: Fault) => {
    faults.push(fault);
    wake();
  };
  const watch = await watchTree(
    root,
    (batch) => {
      batches.push(batch);
      wake();
    },
    { onTrouble, ...options },
  );
  onTestFinished(() => watch.close());
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const told = () =>
    batches.flatMap((batch) => (batch === 'rescan' ? [] : batch.map(({ kind, path }) => `${kind} ${path}`)));
  return { batches, faults, told, until, tells: (text: string) => until(() => told().includes(text)), watch };
}

function show(): string {
  const root = join(temporaryFolder(), 'tree');
  put(root, 'episodes/0101/rundown/10 A.md', 'a');
  put(root, 'vault/private.md', 'x');
  return root;
}

describe('watchTree', () => {
  it('tells of saves in place, by rename, of new files and of gone ones', async () => {
    const root = show();
    const { tells } = await listen(root);
    appendFileSync(join(root, 'episodes/0101/rundown/10 A.md'), 'more');
    await tells('present episodes/0101/rundown/10 A.md');
    writeFileSync(join(root, 'episodes/0101/.info.md.tmp'), 'x');
    renameSync(join(root, 'episodes/0101/.info.md.tmp'), join(root, 'episodes/0101/info.md'));
    await tells('present episodes/0101/info.md');
    put(root, 'show-build.yaml', 'show: S');
    await tells('present show-build.yaml');
    unlinkSync(join(root, 'episodes/0101/rundown/10 A.md'));
    await tells('gone episodes/0101/rundown/10 A.md');
  });

  it('says nothing of noise, nor of what lies beside the show', async () => {
    const root = show();
    const { told, tells } = await listen(root);
    put(root, 'vault/private.md', 'y');
    put(root, 'other/new.md', 'y');
    put(root, 'episodes/0101/rundown/.10 A.md.swp', 'y');
    put(root, 'episodes/0101/rundown/.syncthing.10 A.md.tmp', 'y');
    put(root, 'episodes/0101/rundown/20 B.md', 'y');
    await tells('present episodes/0101/rundown/20 B.md');
    expect(new Set(told())).toEqual(new Set(['present episodes/0101/rundown/20 B.md']));
  });

  it('sees into folders that are made, or moved in, while it watches', async () => {
    const root = show();
    const { tells } = await listen(root);
    put(root, 'episodes/0102/rundown/deep/10 A.md', 'a');
    await tells('present episodes/0102/rundown/deep/10 A.md');
    appendFileSync(join(root, 'episodes/0102/rundown/deep/20 B.md'), 'b');
    await tells('present episodes/0102/rundown/deep/20 B.md');
    const outside = temporaryFolder(join(root, '..'));
    put(outside, '0103/rundown/30 C.md', 'c');
    renameSync(join(outside, '0103'), join(root, 'episodes/0103'));
    await tells('present episodes/0103/rundown/30 C.md');
    appendFileSync(join(root, 'episodes/0103/rundown/40 D.md'), 'd');
    await tells('present episodes/0103/rundown/40 D.md');
    renameSync(join(root, 'episodes/0103'), join(root, 'episodes/0104'));
    await tells('present episodes/0104/rundown/30 C.md');
    await tells('gone episodes/0103');
    appendFileSync(join(root, 'episodes/0104/rundown/50 E.md'), 'e');
    await tells('present episodes/0104/rundown/50 E.md');
  });

  it('sees into a folder that was removed and is made again under its name', async () => {
    const root = show();
    const { tells } = await listen(root);
    for (const round of ['a', 'b', 'c']) {
      put(root, `episodes/0102/rundown/deep/${round}.md`, round);
      await tells(`present episodes/0102/rundown/deep/${round}.md`);
      put(root, `episodes/0102/rundown/deep/${round}-later.md`, round);
      await tells(`present episodes/0102/rundown/deep/${round}-later.md`);
      rmSync(join(root, 'episodes/0102'), { recursive: true });
      await tells('gone episodes/0102');
    }
  });

  it('begins anew when very many folders were made, and misses none', async () => {
    const root = show();
    const { tells, until, batches } = await listen(root);
    for (let n = 200; n < 300; n++) put(root, `episodes/0${n}/rundown/10 A.md`, 'a');
    await until(() => batches.includes('rescan'));
    put(root, 'episodes/0299/rundown/20 B.md', 'b');
    await tells('present episodes/0299/rundown/20 B.md');
  });

  it('says once that the tree is away, and looks at everything when it is back', async () => {
    const root = show();
    const { faults, batches, until, tells } = await listen(root, { checkMs: 20 });
    renameSync(root, `${root}-away`);
    await until(() => faults.length > 0);
    expect(faults[0]).toMatchObject({ kind: 'transient', code: 'TREE_MISSING' });
    renameSync(`${root}-away`, root);
    await until(() => batches.includes('rescan'));
    appendFileSync(join(root, 'episodes/0101/rundown/10 A.md'), 'more');
    await tells('present episodes/0101/rundown/10 A.md');
    expect(faults).toHaveLength(1);
  });

  it('waits for a tree that is not there yet', async () => {
    const root = join(temporaryFolder(), 'later');
    const { faults, batches, until } = await listen(root, { checkMs: 20 });
    expect(faults.map(({ code }) => code)).toEqual(['TREE_MISSING']);
    mkdirSync(root);
    await until(() => batches.includes('rescan'));
  });

  it('says from time to time that all should be looked at', async () => {
    const { batches, until } = await listen(show(), { rescanMs: 20 });
    await until(() => batches.length >= 2);
    expect(batches.every((batch) => batch === 'rescan')).toBe(true);
  });

  it('is silent once it is closed', async () => {
    const root = show();
    const { watch, batches } = await listen(root, { rescanMs: 10, checkMs: 10 });
    await watch.close();
    const before = batches.length;
    rmSync(root, { recursive: true });
    execFileSync('sync', ['-f', join(root, '..')]);
    expect(batches).toHaveLength(before);
  });

  it('lets its program end, however often a new folder was touched', async () => {
    const root = show();
    const program = run(
      compiledTree(),
      `import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
       import { watchTree } from './bot/snapshot/watch.js';
       const folder = ${JSON.stringify(join(root, 'episodes/0102'))};
       let heard = () => {};
       const watch = await watchTree(${JSON.stringify(root)}, () => heard());
       const until = (act) => new Promise((done) => { heard = done; act(); });
       await until(() => { mkdirSync(folder); writeFileSync(folder + '/info.md', 'a'); });
       for (const mode of [0o700, 0o755, 0o700]) {
         chmodSync(folder, mode);
         await until(() => writeFileSync(folder + '/info.md', String(mode)));
       }
       await watch.close();
       console.log('closed');`,
    );
    onTestFinished(() => void program.kill('SIGKILL'));
    const [code] = (await once(program, 'exit', { signal: AbortSignal.timeout(20_000) })) as [number];
    expect(code).toBe(0);
  });

  it.runIf(canUnshare())(
    'looks from time to time where the system lets it watch too few folders',
    async () => {
      const root = show();
      const program = run(
        compiledTree(),
        `import { watchTree } from './bot/snapshot/watch.js';
       const told = (word) => console.log(word);
       await watchTree(${JSON.stringify(root)}, told, { onTrouble: ({ code, message }) => told(code + ' ' + message), checkMs: 10 });`,
        ['unshare', '-r', 'sh', '-c', 'echo 2 > /proc/sys/user/max_inotify_watches && exec "$@"', 'sh'],
      );
      onTestFinished(() => void program.kill('SIGKILL'));
      const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
      expect((await lines.next()).value).toMatch(/^WATCH_OFF .* fs\.inotify\.max_user_watches/);
      expect((await lines.next()).value).toBe('rescan');
      expect((await lines.next()).value).toBe('rescan');
    },
  );
});
