// The program's own files stay on this machine where Syncthing carries the tree.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Trial } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

function synced(ignored: string | null): Trial {
  const one = trial();
  mkdirSync(join(one.tree, '.stfolder'));
  if (ignored !== null) one.write('.stignore', ignored);
  return one;
}

const PATTERNS = ['/.git', '(?d).show-build-*'];

it.each([
  ['no lines of people', null],
  ['people’s own lines', '// Ours\n*.psd\n!/keep.psd\n'],
  ['lines that end as on Windows, and no last end', '*.psd\r\n(?i)thumbs.db'],
])('its names stand first, with %s below them', async (_what, ignored) => {
  const one = synced(ignored);
  await open(one);
  const text = one.read('.stignore');
  expect(text.split('\n').filter((line) => PATTERNS.includes(line))).toEqual(PATTERNS);
  expect(text.endsWith(ignored ?? '')).toBe(true);
  expect(existsSync(join(one.tree, '.git'))).toBe(true);
});

it('are written once, and only what is missing', async () => {
  const one = synced('(?d).show-build-*\n');
  await close(await open(one));
  const text = one.read('.stignore');
  expect(text.split('\n').filter((line) => line === '(?d).show-build-*')).toHaveLength(1);
  await open(one);
  expect(one.read('.stignore')).toBe(text);
});

it('are not written where no Syncthing has marked the tree, nor by a dry run', async () => {
  const plain = trial();
  await open(plain);
  expect(existsSync(join(plain.tree, '.stignore'))).toBe(false);
  const one = synced(null);
  const { desk } = await open(one, { asItIs: true });
  await desk.pass({ dryRun: true }, quiet);
  expect(existsSync(join(one.tree, '.stignore'))).toBe(false);
});

it('without them there is no .git file, which would travel', async () => {
  const one = synced(null);
  mkdirSync(join(one.tree, '.stignore'));
  writeFileSync(join(one.tree, '.stignore/x'), '');
  const { show } = await open(one);
  expect(existsSync(join(one.tree, '.git'))).toBe(false);
  expect(show.notices().join()).toContain('.stignore can’t be written'.replace('’', "'"));
});
