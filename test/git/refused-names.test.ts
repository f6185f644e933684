// Names that no tree may hold: ours are those that stock Git's check refuses, no more and no fewer.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusedContent, isRefusedName } from '../../src/git/refused-names.ts';
import type { Repo } from '../../src/git/repo.ts';
import { runs } from '../runs.ts';
import { scratchRepo } from './scratch.ts';

const REFUSED = [
  '.git',
  '.GIT',
  '.Git',
  'git~1',
  'GIT~1',
  '.git.',
  '.git ',
  '.git . .',
  'git~1.',
  '.git:stream',
  '.git::$INDEX_ALLOCATION',
  '.g\u200cit',
  '\ufeff.git',
  '.git\u200d',
  '.git\\config',
  'a\\.git',
  'a\\git~1\\b',
  'a\\.gitmodules',
  '.',
  '..',
  '.gitmodules',
  '.GitModules',
  '.gitmodules.',
  'gitmod~1',
  'GI7EBA~1',
  'gi7eb~12',
  '~1000000',
  '.git\u202emodules',
];

const TAKEN = [
  'git~2',
  'git~10',
  '.gitignore',
  '.gitkeep',
  '.github',
  'git',
  'git.md',
  '10 .git.md',
  'a\\b.md',
  '.git~1',
  'gitmod~5',
  'gitmodules',
  'gi7ebb~1',
  '\u200cgit',
  'The .git folder.md',
  'Git~1 explained.md',
  '.g\u0131t',
];

/** The names that `git fsck` finds fault with, each in a tree of its own. */
async function refusedByGit(repo: Repo, names: readonly string[], content: (i: number) => string) {
  const blobs = await Promise.all(names.map((_name, i) => repo.writeBlob(Buffer.from(content(i)))));
  const folder = mkdtempSync(join(tmpdir(), 'show-build-trees-'));
  const files = names.map((name, i) => {
    const file = join(folder, String(i));
    writeFileSync(file, Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blobs[i] ?? '', 'hex')]));
    return file;
  });
  const options = ['-t', 'tree', '-w', '--literally', '--stdin-paths'];
  const trees = execFileSync('git', ['--git-dir', repo.dir, 'hash-object', ...options], {
    input: files.join('\n'),
    encoding: 'utf8',
  }).split('\n');
  rmSync(folder, { recursive: true });
  let said = '';
  try {
    execFileSync('git', ['--git-dir', repo.dir, 'fsck', '--strict', '--no-dangling'], { stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    said = `${stdout}${stderr}`;
  }
  return names.filter((_name, i) => said.includes(trees[i] ?? '?') || said.includes(blobs[i] ?? '?'));
}

/** What Git refuses in a file of its modules: so it shows which names it takes for one. */
const badModules = (i: number) => `[submodule "s${i}"]\n\tpath = -${i}\n\turl = https://localhost/${i}\n`;

describe('names', () => {
  it('are refused in each spelling that some system takes for one of Git’s, and only then', () => {
    expect(REFUSED.filter((name) => !isRefusedName(name))).toEqual([]);
    expect(TAKEN.filter(isRefusedName)).toEqual([]);
  });

  it('are those of stock Git', async () => {
    const repo = await scratchRepo();
    const parts = [
      '.',
      '.git',
      '.gitmodules',
      'git~',
      'gitmod~',
      'gi7eba',
      '~',
      'G',
      'i',
      't',
      '1',
      '4',
      '9',
    ];
    const odd = [' ', ':', '\\', '\u200c', '\ufeff', '\u202a', 'x', 'é'];
    const random = fc.sample(
      fc
        .array(fc.constantFrom(...parts, ...odd), { minLength: 1, maxLength: 5 })
        .map((some) => some.join('')),
      { numRuns: runs(600) },
    );
    const names = [...new Set([...REFUSED, ...TAKEN, ...random])];
    expect(names.filter(isRefusedName)).toEqual(await refusedByGit(repo, names, badModules));
  }, 120_000);
});

it('long lines are refused in a file of attributes, as stock Git does', async () => {
  const names = ['.gitattributes', '.GITATTRIBUTES', 'gitatt~1', 'GI7D29~1', 'attributes.md', '.gitignore'];
  const repo = await scratchRepo();
  const long = (i: number) => `# ${i}\n*.md ${'x'.repeat(2048)}\n`;
  const refused = names.filter((name, i) => isRefusedContent(name, Buffer.from(long(i))));
  expect(refused).toEqual(names.slice(0, 4));
  expect(refused).toEqual(await refusedByGit(repo, names, long));
  expect(isRefusedContent('.gitattributes', Buffer.from('*.md text\n'.repeat(500)))).toBe(false);
});
