// The sources of src/tree as plain JavaScript in a folder of their own, for tests that need them in another thread or
// program, where nothing reads TypeScript; and a way to run a few lines with them there.
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { compileInto } from '../compiled.ts';
import { temporaryFolder } from './folder.ts';

const PARTS = [
  'src/tree',
  'src/domain',
  'src/errors.ts',
  'src/private-file.ts',
  'src/git/durable.ts',
  'src/git/refused-names.ts',
  'bot/snapshot/watch.ts',
  'bot/snapshot/watch',
];

/** The folder in which `src/tree/*.js` and `bot/snapshot/watch.js` lie. */
export function compiledTree(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  compileInto(folder, PARTS);
  return folder;
}

/** A program of a few lines in the compiled folder; `before` is the command that starts it. */
export function run(
  folder: string,
  lines: string,
  before: readonly string[] = [],
): ChildProcessByStdio<null, Readable, null> {
  writeFileSync(join(folder, 'program.js'), lines);
  const [command = '', ...rest] = [...before, process.execPath, join(folder, 'program.js')];
  return spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Can this machine give a program mounts and limits of its own? */
export function canUnshare(): boolean {
  return process.platform === 'linux' && spawnSync('unshare', ['-rm', 'true']).status === 0;
}
