// A library copied into the show: it goes in by portions, and decisions and saves elsewhere come in between. Nothing is
// timed: what is counted is the work.
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../bot/snapshot/changed-file.ts';
import { snapshotInPortions } from '../../bot/snapshot/in-portions.ts';
import { newsAmong } from '../../bot/snapshot/news.ts';
import type { Decision } from '../../src/domain/decision.ts';
import { type CommitId, episodeId, type TreePath, treePath } from '../../src/domain/ids.ts';
import { INFO, INFO_PATH, type Opened, oneSegment, SEGMENT_PATH, type Trial } from '../trial.ts';

const trials: { trial: Trial; opened: Opened }[] = [];

afterEach(async () => {
  for (const { trial, opened } of trials.splice(0)) {
    await opened.close();
    trial.clear();
  }
});

async function begin(): Promise<{ trial: Trial; opened: Opened }> {
  const trial = oneSegment();
  trial.write('lib/a.md', 'a\n');
  const opened = await trial.open();
  await drained(opened, null);
  trials.push({ trial, opened });
  return { trial, opened };
}

async function drained({ show }: Opened, only: readonly TreePath[] | null): Promise<readonly Snapshot[]> {
  const taken: Snapshot[] = [];
  for await (const one of snapshotInPortions(show, only)) taken.push(one);
  return taken;
}

function copyIn({ tree }: Trial, count: number, at: (i: number) => string): readonly TreePath[] {
  return Array.from({ length: count }, (_, i) => {
    const path = treePath(at(i));
    mkdirSync(join(tree, path, '..'), { recursive: true });
    writeFileSync(join(tree, path), `Note ${i}, and what it says.\n`);
    return path;
  });
}

const onMain = (trial: Trial) => trial.git('ls-tree', '-r', '--name-only', '-z', 'main').split('\0');
const commitsOf = (taken: readonly Snapshot[]) => taken.map(({ commits }) => commits.length);
const looseObjects = (trial: Trial) => Number(/^count: (\d+)$/m.exec(trial.git('count-objects', '-v'))?.[1]);

const say = (why: string): Decision => ({
  atMs: Date.now(),
  by: { name: 'Josh', email: 'josh@example.org' },
  why,
  saying: { kind: 'hold', episode: episodeId('0101') ?? never(), untilMs: null },
});

function never(): never {
  throw new Error('no episode');
}

describe('a library copied in', () => {
  it('is one commit a portion, in packs, with every file on main at the end', async () => {
    const { trial, opened } = await begin();
    const before = looseObjects(trial);
    const paths = copyIn(trial, 1_300, (i) => `lib/library/${i % 7}/${i}.md`);
    const taken = await drained(opened, paths);
    expect(taken.map((one) => one.paths.length)).toEqual([500, 500, 300]);
    expect(commitsOf(taken)).toEqual([1, 1, 1]);
    expect(new Set(onMain(trial))).toEqual(new Set([...onMain(trial), ...paths]));
    expect(trial.git('rev-parse', 'main')).toBe(trial.git('rev-parse', 'refs/show-build/published'));
    // Files of their own would be three syncs of the disk for each.
    expect(looseObjects(trial) - before).toBeLessThan(50);
    expect(await drained(opened, paths)).toMatchObject([{ commits: [], later: [] }]);
  });

  it('lets a decision, and a save elsewhere, in between its portions', async () => {
    const { trial, opened } = await begin();
    const { show } = opened;
    const paths = copyIn(trial, 1_300, (i) => `lib/library/${i}.md`);
    const order: string[] = [];
    const others: Promise<unknown>[] = [];
    for await (const taken of snapshotInPortions(show, paths)) {
      order.push(`portion of ${taken.paths.length}`);
      if (others.length > 0) continue;
      // Asked for while the second portion is already in line.
      others.push(
        Promise.resolve().then(async () => {
          await show.exclusively(() => show.decisions.add(say('on air')));
          order.push('decision');
          trial.write(INFO_PATH, `${INFO}\nA line of his.\n`);
          const [save] = await drained(opened, [treePath(INFO_PATH)]);
          order.push(`save of ${save?.paths}`);
        }),
      );
    }
    await Promise.all(others);
    expect(order.indexOf('decision')).toBeLessThan(order.lastIndexOf('portion of 300'));
    expect(order.filter((one) => one.startsWith('portion'))).toHaveLength(3);
    expect(order).toContain(`save of ${INFO_PATH}`);
    expect(trial.git('show', `main:${INFO_PATH}`)).toContain('A line of his.');
  });

  it('takes a person’s save first when the whole tree is looked at', async () => {
    const { trial, opened } = await begin();
    copyIn(trial, 1_100, (i) => `lib/library/${i}.md`);
    trial.write(INFO_PATH, `${INFO}\nA line of his.\n`);
    const taken = await drained(opened, null);
    expect(taken[0]?.paths).toContain(INFO_PATH);
    expect(taken.map(({ paths }) => paths.length)).toEqual([500, 500, 101]);
    expect(opened.show.disk.syncedWith()).toBe(trial.git('rev-parse', 'main'));
  });

  it('goes out the same way, by the folder that is gone', async () => {
    const { trial, opened } = await begin();
    copyIn(trial, 1_100, (i) => `lib/library/${i}.md`);
    await drained(opened, null);
    const folder = treePath('lib/library');
    renameSync(join(trial.tree, folder), join(trial.dir, 'away'));
    expect(await newsAmong(opened.show, [folder, treePath('lib/never')])).toEqual([folder]);
    const taken = await drained(opened, [folder]);
    expect(commitsOf(taken)).toEqual([1, 1, 1]);
    expect(onMain(trial).filter((path) => path.startsWith('lib/library'))).toEqual([]);
  });

  it('with many episodes is one commit for all of a portion, and stands in the history of each', async () => {
    const { trial, opened } = await begin();
    const paths = copyIn(trial, 120, (i) => `episodes/${1000 + Math.floor(i / 4)}/rundown/${i}.md`);
    expect(commitsOf(await drained(opened, paths))).toEqual([1]);
    const places = trial.git('log', '-1', '--format=%(trailers:key=Snapshot,valueonly)', 'main').split('\n');
    expect(places.filter(Boolean)).toHaveLength(30);
    for (const episode of ['1000', '1029'])
      expect(await opened.desk.history({ episode })).toMatchObject([{ kind: 'edit', author: 'Josh' }]);
  });

  it('with a few episodes is a commit for each, as ever', async () => {
    const { trial, opened } = await begin();
    const paths = copyIn(trial, 12, (i) => `episodes/${1000 + Math.floor(i / 4)}/rundown/${i}.md`);
    expect(commitsOf(await drained(opened, paths))).toEqual([3]);
    expect(trial.git('log', '-1', '--format=%s', 'main')).toBe('Josh edited 1002: 4 files');
  });

  it('with its texts renamed is one portion: a rename shows only where both names are seen', async () => {
    const { trial, opened } = await begin();
    const old = copyIn(trial, 600, (i) => `episodes/1000/rundown/${i}.md`);
    await drained(opened, old);
    for (const path of old)
      renameSync(join(trial.tree, path), join(trial.tree, path.replace('.md', ' new.md')));
    const taken = await drained(opened, null);
    expect(taken.map(({ paths }) => paths.length)).toEqual([1_200]);
  });
});

describe('looking again', () => {
  it('without a database reads each file once, and the next look reads none', async () => {
    const { trial, opened } = await begin();
    copyIn(trial, 1_100, (i) => `lib/library/${i}.md`);
    await drained(opened, null);
    await opened.close();
    for (const end of ['', '-wal', '-shm']) rmSync(join(trial.state, `show-build.db${end}`), { force: true });
    const again = await trial.open();
    Object.assign(trials.at(-1) ?? {}, { opened: again });
    const taken = await drained(again, null);
    expect(taken.flatMap(({ commits }) => commits)).toEqual([]);
    expect(taken.length).toBeGreaterThan(2);
    expect(again.show.disk.syncedWith()).toBe(trial.git('rev-parse', 'main'));
    expect(await drained(again, null)).toHaveLength(1);
  });

  it('comes to an end where hundreds of files are refused each time', async () => {
    const { trial, opened } = await begin();
    const { show } = opened;
    for (const path of copyIn(trial, 600, (i) => `lib/${i}/.gitattributes`))
      trial.write(path, 'x'.repeat(3000));
    // As after a change of main that the index has not seen.
    show.disk.agree(opened.show.repo.hashBlob(Buffer.from('another')) as unknown as CommitId);
    const taken = await drained(opened, null);
    expect(taken.at(-1)?.problems).toHaveLength(600);
    expect(show.disk.syncedWith()).toBe(trial.git('rev-parse', 'main'));
  });

  it('notices a save, and a file that is gone, that came while the index was out of step', async () => {
    const { trial, opened } = await begin();
    copyIn(trial, 700, (i) => `lib/library/${i}.md`);
    await drained(opened, null);
    await opened.close();
    // As after a kill between the move of main and the note of it.
    const main = trial.git('rev-parse', 'main');
    const tree = trial.git('rev-parse', 'main^{tree}');
    const next = execFileSync(
      'git',
      ['-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit-tree', '-p', main, '-m', 'x', tree],
      { cwd: join(trial.state, 'repo.git'), encoding: 'utf8' },
    ).trim();
    trial.git('update-ref', 'refs/heads/main', next);
    trial.git('update-ref', 'refs/show-build/published', next);
    trial.write('lib/library/3.md', 'Another word.\n');
    trial.remove('lib/library/4.md');
    const again = await trial.open();
    Object.assign(trials.at(-1) ?? {}, { opened: again });
    const [taken] = await drained(again, null);
    expect([...(taken?.paths ?? [])].sort()).toEqual(['lib/library/3.md', 'lib/library/4.md']);
    expect(taken?.later).toEqual([]);
  });
});

describe('newsAmong', () => {
  it('takes a new file for news without reading it, and one that came and went for none', async () => {
    const { trial, opened } = await begin();
    const { show } = opened;
    const asked: number[] = [];
    const counting = {
      ...show,
      repo: {
        ...show.repo,
        hashBlob: () => never(),
        filesAmong: (...args: Parameters<typeof show.repo.filesAmong>) => {
          asked.push([...args[1]].length);
          return show.repo.filesAmong(...args);
        },
      },
    };
    const paths = copyIn(trial, 300, (i) => `lib/library/${i}.md`);
    const gone = paths.map((path) => treePath(path.replace('library', 'temporary')));
    expect(await newsAmong(counting, [...paths, ...gone])).toEqual(paths);
    expect(asked).toEqual([300]);
  });

  it('knows a person’s text that is told of once more by its bytes', async () => {
    const { opened } = await begin();
    expect(await newsAmong(opened.show, [treePath(SEGMENT_PATH)])).toEqual([]);
  });
});
