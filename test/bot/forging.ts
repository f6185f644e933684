// Commits on main made with stock Git alone, beside the program or while it is closed.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Trial } from '../trial.ts';

export const BOT_NAMED = ['-c', 'user.name=Show-Build', '-c', 'user.email=bot@show-build.local'];
export const JOSH_NAMED = ['-c', 'user.name=Josh', '-c', 'user.email=josh@example.org'];

export interface OnMain {
  readonly message: string;
  /** Path → text; null removes the file. */
  readonly files: Readonly<Record<string, string | null>>;
  readonly parents?: readonly string[];
  readonly mode?: string;
  readonly named?: readonly string[];
  /** Leaves main where it is. */
  readonly isLoose?: boolean;
}

/** Returns its id. */
export function commitOnMain(
  one: Trial,
  { message, files, parents = ['main'], mode = '100644', named = BOT_NAMED, isLoose = false }: OnMain,
): string {
  const index = {
    ...process.env,
    GIT_INDEX_FILE: join(one.dir, 'forged.index'),
    GIT_DIR: join(one.state, 'repo.git'),
  };
  const git = (args: readonly string[], input = '') =>
    execFileSync('git', [...named, ...args], { env: index, input, encoding: 'utf8' }).trim();
  git(['read-tree', parents[0] ?? 'main']);
  for (const [path, text] of Object.entries(files)) {
    if (text === null) git(['update-index', '--force-remove', path]);
    else {
      const blob = git(['hash-object', '-w', '--stdin'], text);
      git(['update-index', '--add', '--cacheinfo', `${mode},${blob},${path}`]);
    }
  }
  const tree = git(['write-tree']);
  const commit = git(
    ['commit-tree', ...parents.flatMap((parent) => ['-p', parent]), '-F', '-', tree],
    message,
  );
  if (!isLoose) git(['update-ref', 'refs/heads/main', commit]);
  return commit;
}

export const landingOf = (id: string, by = 'policy') =>
  `Land cue-block-repair: 0101/10 The Glove\n\nFix a cue\n\nEnhancement: ${id}\nLanded-By: ${by}\n`;
