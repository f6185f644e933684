// Lets stock Git check the whole repository. What Git finds while packs are merged beside it is looked at again.
import { readdir } from 'node:fs/promises';
import { isAbsent } from '../errors.ts';
import type { Repo } from './repo.ts';
import { type NativeGit, tryGit } from './stock.ts';

/** Findings of `git fsck`, one line each; empty if the store is sound. A damaged commit makes Git stop there. */
export async function fsck({ native }: Pick<Repo, 'native'>): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt++) {
    const before = await packsOf(native);
    const findings = await checked(native);
    // Packs that are merged meanwhile, by this program or by Git, are gone when their turn comes.
    if (findings.length === 0 || attempt === MOST_CHECKS || before === (await packsOf(native)))
      return findings;
  }
}

const MOST_CHECKS = 5;

async function packsOf({ dir }: NativeGit): Promise<string> {
  const names = await readdir(`${dir}/objects/pack`).catch((error: unknown): string[] => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.pack'))
    .sort()
    .join(' ');
}

async function checked(native: NativeGit): Promise<readonly string[]> {
  const { exitCode, output, complaint } = await tryGit(native, [
    'fsck',
    '--full',
    '--strict',
    '--no-dangling',
    '--no-progress',
  ]);
  // Git indents the lines that continue a finding.
  const findings = `${output}\n${complaint}`
    .replaceAll(/\n +/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (exitCode === 0) return findings;
  return findings.length > 0 ? findings : [`git fsck ended with ${exitCode}`];
}
