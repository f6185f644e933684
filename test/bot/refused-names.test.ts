// Files with names that Git's own check refuses: told once each, left out of the history, and in nobody's way.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startService } from '../../bot/service/service.ts';
import { snapshot } from '../../bot/snapshot/snapshot.ts';
import { createLog } from '../../src/log.ts';
import { INFO_PATH, type Trial } from '../trial.ts';
import { when } from '../when.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const NAMES = ['lib/git~1', 'episodes/0101/preshow/.g\u200cit', 'episodes/0101/preshow/.GitModules'];
const FOLDER = 'lib/.GIT';

function withThem(): Trial {
  const one = trial();
  for (const path of [...NAMES, `${FOLDER}/config`, `${FOLDER}/HEAD`]) one.write(path, 'A person’s words.\n');
  return one;
}

function expectSound(one: Trial): void {
  expect(one.git('fsck', '--full', '--strict', '--no-dangling')).toBe('');
  const listed = one.git('ls-tree', '-r', '-z', '--name-only', 'main').split('\0');
  for (const path of [...NAMES, FOLDER]) expect(listed.filter((name) => name.startsWith(path))).toEqual([]);
}

it.each([
  'at the first look',
  'later',
])('%s are told with a code, and all else is taken in', async (moment) => {
  const one = moment === 'later' ? trial() : withThem();
  const { desk, show } = await open(one);
  await desk.pass({}, quiet);
  if (moment === 'later') for (const path of NAMES) one.write(path, 'A person’s words.\n');
  mkdirSync(join(one.tree, FOLDER), { recursive: true });
  one.write(INFO_PATH, `${one.read(INFO_PATH)}And more.\n`);
  const { problems, commits } = await snapshot(show);
  expect(problems.map(({ code }) => code)).toEqual(Array(4).fill('GIT_PATH_REFUSED'));
  expect(problems.map(({ message }) => message).join('\n')).toContain('preshow/.g\\u200cit"');
  expect(commits).toHaveLength(1);
  expectSound(one);
  for (const path of NAMES) one.remove(path);
  one.remove(FOLDER);
  expect(await snapshot(show)).toMatchObject({ problems: [], commits: [] });
});

it('that an older version let in can go again', async () => {
  const one = trial();
  // Not audited: the old commit holds the name for ever.
  const first = await one.open();
  await first.desk.pass({}, quiet);
  one.write('lib/git~1', 'Long ago.\n');
  const repo = ['--git-dir', join(one.state, 'repo.git')];
  const blob = one.git('hash-object', '-w', join(one.tree, 'lib/git~1'));
  const tree = (entries: string) =>
    execFileSync('git', [...repo, 'mktree'], { input: entries, encoding: 'utf8' }).trim();
  const lib = tree(`100644 blob ${blob}\tgit~1\n`);
  const root = tree(`${one.git('ls-tree', 'main')}\n040000 tree ${lib}\tlib\n`);
  const commit = one.git(
    '-c',
    'user.name=J',
    '-c',
    'user.email=j@x',
    'commit-tree',
    '-p',
    'main',
    '-m',
    'J edited',
    root,
  );
  for (const ref of ['refs/heads/main', 'refs/show-build/published']) one.git('update-ref', ref, commit);
  one.remove('lib/git~1');
  expect((await first.desk.pass({}, quiet)).problems).toEqual([]);
  expect(one.git('ls-tree', '-r', '--name-only', 'main')).not.toContain('git~1');
  await first.close();
});

it('are told once while the service runs, and not tried again and again', async () => {
  const one = withThem();
  const said: string[] = [];
  const log = createLog({ level: 'silent', destination: {} });
  const { show } = await open(one, { log: { ...log, warn: (sentence) => void said.push(sentence) } });
  const service = await startService(show, { localWork: true });
  one.write(INFO_PATH, `${one.read(INFO_PATH)}And more.\n`);
  await when(service, async () => one.git('show', `main:${INFO_PATH}`).includes('And more.') || null);
  one.write('lib/git~1', 'And again.\n');
  one.write(INFO_PATH, `${one.read(INFO_PATH)}And yet more.\n`);
  await when(service, async () => one.git('show', `main:${INFO_PATH}`).includes('yet more.') || null);
  await service.close();
  expect(said).toHaveLength(4);
  expectSound(one);
});
