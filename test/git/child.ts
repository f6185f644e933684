// Runs the program's own modules in a process of its own, so that it can be killed.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { onTestFinished } from 'vitest';
import { scratchDir } from './scratch.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with src/ as JavaScript that Node runs as it is. */
export function compiled(): string {
  const out = scratchDir();
  for (const folder of ['src', 'src/domain', 'src/git']) {
    for (const name of readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.ts'))) {
      const target = join(out, folder, name.replace(/ts$/, 'js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transpiled(readFileSync(join(ROOT, folder, name), 'utf8')));
    }
  }
  symlinkSync(join(ROOT, 'node_modules'), join(out, 'node_modules'));
  cpSync(join(ROOT, 'package.json'), join(out, 'package.json'));
  return out;
}

function transpiled(source: string): string {
  const { target, module } = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };
  const compilerOptions = {
    target,
    module,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** Runs a script as if it lay beside the compiled src/; killed with the test. */
export function startScript(
  dir: string,
  script: string,
  args: readonly string[],
): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, ...args], {
    cwd: dir,
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stderr.pipe(process.stderr);
  return child;
}
