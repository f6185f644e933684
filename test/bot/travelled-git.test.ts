// A `.git` file that travelled, on a Syncthing in memory that goes by the same rules: killed, refused and gone at each
// request.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { placeFor } from '../../bot/cli/place.ts';
import { GIT_ASIDE, pointGit } from '../../bot/show/state-folder.ts';
import { keepFromSyncing } from '../../bot/show/stignore.ts';
import { gitElsewhere, removeTravelled } from '../../bot/show/travelled-git.ts';
import { type DeviceId, shortDeviceId, type TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { systemClock } from '../../src/queue/clock.ts';
import type { IndexedFile, IndexedVersion, Sync } from '../../src/tools/syncthing/sync.ts';
import { fakeSync, OLD_MAC, SERVER, STUDIO, VIEW, version } from '../fake-sync.ts';
import { inTrials } from './trials.ts';

const { trial, open } = inTrials();

interface Machine {
  n: number;
  deleted: boolean;
  ignored: boolean;
}

interface Cluster {
  readonly root: string;
  readonly sync: Sync;
  /** The entries of other machines. */
  readonly others: Map<DeviceId, Machine>;
  readonly inside: Set<string>;
  /** Called before each request, with its number from 1. */
  before: (request: number) => Promise<void>;
  /** So many requests since the last `restart`. */
  requests(): number;
  restart(): void;
}

/** The server's file is on the studio laptop too, and its name is ignored on the server since an update. */
function cluster(root: string): Cluster {
  const fake = fakeSync();
  const others = new Map([[STUDIO, { n: 1, deleted: false, ignored: false }]]);
  const own: Machine = { n: 1, deleted: false, ignored: true };
  const place = (name: string) => join(root, name);
  const lines = () =>
    existsSync(place('.stignore')) ? readFileSync(place('.stignore'), 'utf8').split('\n') : [];
  const inside = new Set<string>();
  let requests = 0;

  function scan(): void {
    const isThere = existsSync(place('.git'));
    const newest = Math.max(...[...others.values()].map(({ n }) => n), own.n);
    if (lines().includes('/.git')) own.ignored = true;
    else if (!isThere && own.ignored) {
      // A version of unknown age loses: the file comes back from the others.
      Object.assign(own, { ignored: false, deleted: false, n: newest });
      if ([...others.values()].some(({ deleted }) => !deleted))
        writeFileSync(place('.git'), 'from the others\n');
    } else if (isThere && (own.ignored || own.deleted))
      Object.assign(own, { n: newest + 1, ignored: false, deleted: false });
    else if (!isThere && !own.deleted) Object.assign(own, { n: newest + 1, deleted: true });
    if (!own.ignored) for (const one of others.values()) if (one.n < own.n) Object.assign(one, own);
  }

  function file(path: TreePath): IndexedFile {
    if (path !== '.git') return inside.has(path) ? version(STUDIO) : { kind: 'absent' };
    const valid: [DeviceId, Machine][] = [...others, [SERVER, own] as [DeviceId, Machine]].filter(
      ([, each]) => !each.ignored,
    );
    const newest = Math.max(...valid.map(([, { n }]) => n));
    const made = ({ n, deleted, ignored }: Machine): IndexedVersion => ({
      ...version(SERVER, {
        made: { version: new Map([[shortDeviceId(SERVER), BigInt(n)]]), deleted, ignored },
      }).global,
    });
    const [, global] = valid.find(([, { n }]) => n === newest) ?? [];
    if (global === undefined) return { kind: 'absent' };
    return {
      kind: 'known',
      local: made(own),
      global: made(global),
      isNewest: !own.ignored && own.n === newest,
      heldBy: [...others].filter(([, { n }]) => n === newest).map(([id]) => id),
    };
  }

  const one: Cluster = {
    root,
    others,
    inside,
    before: async () => {},
    requests: () => requests,
    restart: () => {
      requests = 0;
      one.before = async () => {};
    },
    sync: {
      ...fake.sync,
      file: (path) => asked(() => file(path)),
      files: (paths) => asked(() => new Map(paths.map((path) => [path, file(path)] as const))),
      scan: () => asked(scan),
      ignores: () => asked(() => ({ lines: lines(), error: null })),
      setIgnores: (next) =>
        asked(() => {
          writeFileSync(place('.stignore'), next.join('\n'));
          return { lines: next, error: null };
        }),
    },
  };
  async function asked<T>(answer: () => T): Promise<T> {
    requests += 1;
    await one.before(requests);
    return answer();
  }
  return one;
}

const clock = systemClock();
const waits = (withinMs = 2_000) => ({ stepMs: 1, withinMs, stop: new AbortController().signal });

function site(text?: string) {
  const root = mkdtempSync(join(tmpdir(), 'show-build-git-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, '.stfolder'));
  writeFileSync(join(root, '.stignore'), '/.git\n(?d).show-build-*\n\n*.psd\n');
  const repo = { dir: join(root, 'state/repo.git') };
  const line = `gitdir: ${repo.dir}\n`;
  writeFileSync(join(root, '.git'), text ?? line);
  const read = (name: string) => readFileSync(join(root, name), 'utf8');
  return { root, repo, clock, line, read };
}

/** As the next start does it. */
async function start(at: ReturnType<typeof site>, { sync }: Cluster, withSync = true) {
  const notice = (await keepFromSyncing(at.root, withSync ? sync : null)) ?? pointGit(at.root, at.repo.dir);
  if (!withSync) return notice;
  if ((await gitElsewhere(at.root, sync)).kind === 'travelled') await removeTravelled(at, sync, waits());
  return notice;
}

function expectDone(at: ReturnType<typeof site>, { others }: Cluster): void {
  expect(at.read('.git')).toBe(at.line);
  expect(existsSync(join(at.root, GIT_ASIDE))).toBe(false);
  const lines = at.read('.stignore').split('\n');
  expect(lines.filter((line) => line === '/.git')).toHaveLength(1);
  expect(lines.slice(lines.indexOf(''))).toEqual(['', '*.psd', '']);
  expect([...others.values()].map(({ deleted }) => deleted)).toEqual([...others.values()].map(() => true));
}

it('is taken away everywhere, ignored and written anew; those that are away are named', async () => {
  const at = site();
  const all = cluster(at.root);
  expect(await gitElsewhere(at.root, all.sync)).toEqual({ kind: 'travelled', machines: ['Studio laptop'] });
  expect(await removeTravelled(at, all.sync, waits())).toEqual({ left: [], away: ['Old Mac'], notice: null });
  expectDone(at, all);
  expect(await gitElsewhere(at.root, all.sync)).toEqual({ kind: 'none' });
});

it('names a connected machine that does not let go of it, and goes on', async () => {
  const at = site();
  const all = cluster(at.root);
  all.before = async () => {
    // It never takes what is newer.
    all.others.set(STUDIO, { n: 1, deleted: false, ignored: false });
  };
  expect(await removeTravelled(at, all.sync, waits(30))).toMatchObject({
    left: ['Studio laptop'],
    notice: null,
  });
  expect(at.read('.git')).toBe(at.line);
});

const REQUESTS = await (async () => {
  const root = mkdtempSync(join(tmpdir(), 'show-build-git-'));
  writeFileSync(join(root, '.stignore'), '/.git\n(?d).show-build-*\n');
  const all = cluster(root);
  await removeTravelled({ root, repo: { dir: join(root, 'repo.git') }, clock }, all.sync, waits());
  rmSync(root, { recursive: true });
  return all.requests();
})();

it('has many requests to be killed at', () => expect(REQUESTS).toBeGreaterThan(9));

it.each(
  Array.from({ length: REQUESTS }, (_, i) => i + 1),
)('killed at request %i, the next start goes on, and so does one after a start without Syncthing', async (kill) => {
  for (const isKnownNext of [true, false]) {
    const at = site();
    const all = cluster(at.root);
    await new Promise<void>((killed) => {
      all.before = async (request) => {
        if (request < kill) return;
        killed();
        await new Promise(() => {});
      };
      void removeTravelled(at, all.sync, waits());
    });
    const isNamed = [join(at.root, '.git'), join(at.root, GIT_ASIDE)].some(
      (place) => existsSync(place) && readFileSync(place, 'utf8') === at.line,
    );
    expect(isNamed).toBe(true);
    all.restart();
    // Syncthing goes on by itself.
    if (kill % 2 === 0) await all.sync.scan([]);
    if (!isKnownNext) {
      expect(await start(at, all, false)).toBeNull();
      await all.sync.scan([]);
    }
    expect(await start(at, all)).toBeNull();
    expectDone(at, all);
  }
});

it.each(
  Array.from({ length: REQUESTS }, (_, i) => i + 1),
)('refused or left without an answer from request %i on, it is back here, and ignored', async (from) => {
  for (const fault of [
    new Fault('transient', 'SYNCTHING_SILENT', 'Syncthing does not answer.'),
    new Fault('configuration', 'SYNCTHING_KEY', 'Syncthing refuses the key.'),
  ]) {
    const at = site();
    const all = cluster(at.root);
    all.before = async (request) => {
      if (request >= from) throw fault;
    };
    await removeTravelled(at, all.sync, waits()).catch((error: unknown) => expect(error).toBe(fault));
    expect(at.read('.git')).toBe(at.line);
    expect(at.read('.stignore').split('\n')).toContain('/.git');
    all.restart();
    await all.sync.scan([]);
    await start(at, all);
    expectDone(at, all);
  }
});

it('touches nothing while a machine has a repository of its own there, or this one has', async () => {
  const carried = site();
  const one = cluster(carried.root);
  one.inside.add('.git/config');
  expect(await gitElsewhere(carried.root, one.sync)).toMatchObject({ kind: 'kept' });
  await expect(removeTravelled(carried, one.sync, waits())).rejects.toThrow("a person's own Git repository");
  expect([...one.others.values()]).toMatchObject([{ deleted: false }]);
  expect(carried.read('.git')).toBe(carried.line);
  expect(carried.read('.stignore').split('\n')).toContain('/.git');

  const here = site('gitdir: /srv/other/.git/worktrees/show\n');
  const two = cluster(here.root);
  expect(await gitElsewhere(here.root, two.sync)).toMatchObject({ kind: 'kept' });
  rmSync(join(here.root, '.git'));
  mkdirSync(join(here.root, '.git'));
  expect(await gitElsewhere(here.root, two.sync)).toMatchObject({ kind: 'kept' });
  await expect(removeTravelled(here, two.sync, waits(30))).rejects.toThrow();
  expect(existsSync(join(here.root, '.git'))).toBe(true);
});

it('is left alone if another machine made it, or it is a folder', async () => {
  const at = site();
  const other = fakeSync();
  other.files.set('.git' as TreePath, version(OLD_MAC));
  expect(await gitElsewhere(at.root, other.sync)).toMatchObject({ kind: 'kept' });
  other.files.set('.git' as TreePath, version(SERVER, { made: { isFolder: true } }));
  expect(await gitElsewhere(at.root, other.sync)).toMatchObject({ kind: 'kept' });
  other.become({ ...VIEW, folder: { ...VIEW.folder, place: 'elsewhere' } });
  expect(await gitElsewhere(at.root, other.sync)).toEqual({ kind: 'none' });
});

it('while it is out of the way, commands find the state all the same', () => {
  const root = mkdtempSync(join(tmpdir(), 'show-build-git-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [tree, state] = [join(root, 'tree'), join(root, 'elsewhere')];
  mkdirSync(tree);
  mkdirSync(join(state, 'repo.git'), { recursive: true });
  writeFileSync(join(state, 'repo.git/HEAD'), '');
  writeFileSync(join(state, 'tree'), `${tree}\n`);
  writeFileSync(join(tree, GIT_ASIDE), `gitdir: ${state}/repo.git\n`);
  expect(placeFor(tree, null).state).toBe(state);
});

it('its lines are written by the interface where there is one, before the file', async () => {
  const one = trial();
  const all = cluster(one.tree);
  all.others.clear();
  one.write('.stignore', '// Ours\n*.psd');
  let wasThere = false;
  all.before = async () => {
    wasThere ||= existsSync(join(one.tree, '.git'));
  };
  // No marker: that Syncthing carries the tree is known from its interface alone.
  await open(one, { follow: () => all.sync });
  expect(wasThere).toBe(false);
  expect(one.read('.stignore').split('\n').slice(1)).toEqual([
    '/.git',
    '(?d).show-build-*',
    '',
    '// Ours',
    '*.psd',
  ]);
  expect(existsSync(join(one.tree, '.git'))).toBe(true);
});

it('does not appear while Syncthing can not read its lines', async () => {
  const one = trial();
  const { sync } = cluster(one.tree);
  const unread = { ...sync, setIgnores: async () => ({ lines: [], error: 'unbalanced (' }) };
  const { show } = await open(one, { follow: () => unread });
  expect(existsSync(join(one.tree, '.git'))).toBe(false);
  expect(show.notices().join()).toContain('ignores nothing; mend them');
});
