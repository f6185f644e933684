// The sources of src/tree as plain JavaScript in a folder of their own, for tests that need them in another thread or
// program, where nothing reads TypeScript; and a way to run a few lines with them there.
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { temporaryFolder } from './folder.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The folder in which `src/tree/*.js` and `bot/watch.js` lie. */
export function compiledTree(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  for (const part of ['src', 'src/domain', 'src/tree']) {
    for (const name of readdirSync(join(PROJECT, part)))
      if (name.endsWith('.ts')) compile(join(part, name), folder);
  }
  compile('bot/watch.ts', folder);
  return folder;
}

function compile(path: string, into: string): void {
  mkdirSync(dirname(join(into, path)), { recursive: true });
  const { outputText } = ts.transpileModule(readFileSync(join(PROJECT, path), 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  writeFileSync(join(into, path.replace(/\.ts$/, '.js')), outputText);
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
