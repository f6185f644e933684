// Tests that use a program which a person's machine may lack: skipped there by name, with the command that installs it.
// With CI=true nothing is skipped: a missing program is a failure.
import { spawnSync } from 'node:child_process';
import { it } from 'vitest';

interface Tool {
  readonly name: string;
  /** Succeeds where the program is there. */
  readonly probe: readonly [string, ...string[]];
  readonly install: string;
}

export const GIT_LFS: Tool = {
  name: 'git-lfs',
  probe: ['git', 'lfs', 'version'],
  install: 'sudo apt-get install git-lfs',
};

type Body = () => void | Promise<void>;

export function itWith({ name, probe: [command, ...args], install }: Tool) {
  const isThere = Boolean(process.env['CI']) || spawnSync(command, args).status === 0;
  return (title: string, body: Body, timeoutMs?: number): void => {
    if (isThere) it(title, body, timeoutMs);
    else it.skip(`${title} (needs ${name}: ${install})`, body);
  };
}
