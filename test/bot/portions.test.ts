// A large arrival in portions: how it is split, and in which order everything is taken.
import { describe, expect, it } from 'vitest';
import type { Suspects } from '../../bot/snapshot/find-changed.ts';
import { portionsOf } from '../../bot/snapshot/portions.ts';
import { takingTurns } from '../../bot/snapshot/turns.ts';
import { type TreePath, treePath } from '../../src/domain/ids.ts';
import type { DiskStat } from '../../src/tree/stat.ts';

const stat = (bytes: number): DiskStat => ({
  bytes,
  mtimeNs: 0n,
  ctimeNs: 0n,
  inode: 0n,
  mode: 0o100644,
  kind: 'file',
});
const names = (count: number, at: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => treePath(at(i)));
const present = (paths: readonly TreePath[], bytes = 100): Suspects =>
  new Map(paths.map((path) => [path, stat(bytes)]));
const never = () => false;

describe('portionsOf', () => {
  it('leaves an everyday burst whole, in the order in which it was found', () => {
    const paths = names(40, (i) => `episodes/0101/rundown/${i}.md`);
    expect(portionsOf(present(paths), never)).toEqual([paths]);
    expect(portionsOf(new Map(), never)).toEqual([[]]);
  });

  it('takes each path once, in portions of some hundred', () => {
    const paths = names(5_200, (i) => `lib/library/${i}.md`);
    const portions = portionsOf(present(paths), never);
    expect(portions.map(({ length }) => length)).toEqual([...Array(10).fill(500), 200]);
    expect(portions.flat()).toEqual(paths);
  });

  it('makes larger portions, not more, of a huge arrival: each writes its folder anew', () => {
    const paths = names(60_000, (i) => `lib/library/${i}.md`);
    expect(portionsOf(present(paths), never).length).toBeLessThanOrEqual(64);
  });

  it('counts bytes too: all text of a portion is in memory at once', () => {
    const paths = names(10, (i) => `lib/library/${i}.md`);
    const portions = portionsOf(present(paths, 20 * 1024 * 1024), never);
    expect(portions.map(({ length }) => length)).toEqual([3, 3, 3, 1]);
  });

  it('takes a person’s edits before files that are new', () => {
    const fresh = names(1_200, (i) => `lib/library/${i}.md`);
    const edited = treePath('episodes/0233/rundown/10 A.md');
    const gone = treePath('episodes/0234/rundown/20 B.md');
    const suspects = new Map([...present([...fresh, edited]), [gone, null]]);
    const [first] = portionsOf(suspects, (path) => path === edited || path === gone);
    expect(first?.slice(0, 2)).toEqual([edited, gone]);
  });

  it('keeps the old and the new names of an episode’s texts together, however many', () => {
    const old = names(700, (i) => `episodes/0101/rundown/${i}.md`);
    const now = names(700, (i) => `episodes/0101/rundown/${i} renamed.md`);
    const beside = names(700, (i) => `episodes/0101/preshow/${i}.txt`);
    const suspects = new Map([...present([...now, ...beside]), ...old.map((path) => [path, null] as const)]);
    const portions = portionsOf(suspects, (path) => old.includes(path));
    const [renaming, ...others] = portions;
    expect(new Set(renaming)).toEqual(new Set([...old, ...now]));
    expect(others.flat()).toEqual(beside);
  });

  it('keeps the edited texts of an episode together: a cue may have moved from one to another', () => {
    const edited = names(700, (i) => `episodes/0101/rundown/${i}.md`);
    const fresh = names(700, (i) => `episodes/0101/rundown/${i} new.md`);
    const portions = portionsOf(present([...fresh, ...edited]), (path) => edited.includes(path));
    expect(portions[0]).toEqual(edited);
    expect(portions.slice(1).flat()).toEqual(fresh);
  });
});

describe('takingTurns', () => {
  interface Taken {
    readonly paths: readonly TreePath[] | null;
    readonly isStale: () => boolean;
    readonly done: () => void;
  }

  function turnsOf() {
    const taken: Taken[] = [];
    const turns = takingTurns(
      (paths, isStale) =>
        new Promise((done) => {
          taken.push({ paths, isStale, done });
        }),
    );
    return { taken, turns };
  }

  const many = (folder: string) => names(400, (i) => `lib/${folder}/${i}.md`);
  const save = names(1, () => 'episodes/0101/info.md');
  const soon = () => new Promise<void>((resume) => setImmediate(resume));

  it('lets a save through while many files are taken, and those that are many one after the other', async () => {
    const { taken, turns } = turnsOf();
    const both = [turns.take(many('a')), turns.take(many('b'))];
    await soon();
    expect(taken.map(({ paths }) => paths?.[0])).toEqual(['lib/a/0.md']);
    const saved = turns.take(save);
    expect(taken.map(({ paths }) => paths?.[0])).toEqual(['lib/a/0.md', 'episodes/0101/info.md']);
    taken[1]?.done();
    await saved;
    taken[0]?.done();
    await both[0];
    await soon();
    expect(taken.map(({ paths }) => paths?.[0])).toEqual([
      'lib/a/0.md',
      'episodes/0101/info.md',
      'lib/b/0.md',
    ]);
    taken[2]?.done();
    await both[1];
  });

  it('goes on with the next many when one of them fails', async () => {
    const failing = new Error('disk');
    const seen: string[] = [];
    const turns = takingTurns(async (paths) => {
      seen.push(paths?.[0] ?? '');
      if (seen.length === 1) throw failing;
    });
    await expect(turns.take(many('a'))).rejects.toBe(failing);
    await turns.take(many('b'));
    expect(seen).toEqual(['lib/a/0.md', 'lib/b/0.md']);
  });

  it('looks at the whole tree once more if asked meanwhile, however often, and calls the first look stale', async () => {
    const { taken, turns } = turnsOf();
    const looks = [turns.takeAll()];
    expect(taken[0]?.isStale()).toBe(false);
    for (let i = 0; i < 20; i++) looks.push(turns.takeAll());
    expect(taken).toHaveLength(1);
    expect(taken[0]?.isStale()).toBe(true);
    taken[0]?.done();
    await soon();
    expect(taken).toHaveLength(2);
    taken[1]?.done();
    await Promise.all(looks);
    expect(taken).toHaveLength(2);
    const later = turns.takeAll();
    expect(taken).toHaveLength(3);
    taken[2]?.done();
    await later;
  });

  it('takes nothing after the end', async () => {
    const { taken, turns } = turnsOf();
    const first = turns.take(many('a'));
    const second = turns.take(many('b'));
    await soon();
    turns.end();
    expect(taken[0]?.isStale()).toBe(true);
    taken[0]?.done();
    await Promise.all([first, second, turns.take(save), turns.takeAll()]);
    expect(taken).toHaveLength(1);
  });
});
