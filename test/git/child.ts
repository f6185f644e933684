// Runs the program's own modules in a process of its own, so that it can be killed.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { compileInto } from '../compiled.ts';
import { scratchDir } from './scratch.ts';

/** A folder with src/ as JavaScript that Node runs as it is. */
export function compiled(): string {
  const folder = scratchDir();
  compileInto(folder, ['src']);
  return folder;
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
