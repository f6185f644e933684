// What the program has put into Git, read by stock Git alone: every blob, the way of main, the decisions.
import { execFileSync, spawnSync } from 'node:child_process';
import { wordsIn } from './words.ts';

/** One change of a path on main, between a commit and its first parent. */
export interface MainStep {
  readonly commit: string;
  readonly atMs: number;
  /** The message's first line. */
  readonly subject: string;
  readonly author: string;
  readonly isSnapshot: boolean;
  readonly path: string;
  /** Blobs; null: not there. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface DecisionMade {
  readonly by: string;
  readonly kind: string;
  readonly why: string | null;
  readonly subject: string;
}

export interface GitWords {
  /** Path → text on main. */
  readonly main: ReadonlyMap<string, string>;
  /** In the order of main. */
  readonly steps: readonly MainStep[];
  readonly blobs: ReadonlySet<string>;
  /** In any note that any ref leads to. */
  readonly words: ReadonlySet<string>;
  readonly decisions: readonly DecisionMade[];
}

const NOTHING = '0'.repeat(40);
const MOST_BYTES = 2 ** 30;

export function gitWords(repo: string): GitWords {
  const git = (...args: string[]) =>
    execFileSync('git', ['--git-dir', repo, '-c', 'core.quotePath=false', ...args], {
      encoding: 'utf8',
      maxBuffer: MOST_BYTES,
    });
  const notes = new Map<string, string>();
  const blobs = new Set<string>();
  for (const line of git('rev-list', '--objects', '--all').split('\n')) {
    const [id, path] = [line.slice(0, 40), line.slice(41)];
    blobs.add(id);
    if (path.endsWith('.md')) notes.set(id, path);
  }
  const words = new Set<string>();
  for (const text of textsOf(repo, [...notes.keys()])) for (const word of wordsIn(text)) words.add(word);
  const main = new Map<string, string>();
  const listed = git('ls-tree', '-r', '-z', 'refs/heads/main').split('\0').filter(Boolean);
  for (const line of listed) {
    const [, blob = '', path = ''] = /^\d+ blob (\w+)\t(.*)$/s.exec(line) ?? [];
    if (path.endsWith('.md')) main.set(path, git('cat-file', 'blob', blob));
  }
  return { main, steps: stepsOf(git), blobs, words, decisions: decisionsOf(git) };
}

function* textsOf(repo: string, ids: readonly string[]): Generator<string> {
  const some = 500;
  for (let at = 0; at < ids.length; at += some) {
    const { stdout } = spawnSync('git', ['--git-dir', repo, 'cat-file', '--batch'], {
      input: ids.slice(at, at + some).join('\n'),
      maxBuffer: MOST_BYTES,
    });
    yield stdout.toString('utf8');
  }
}

type Git = (...args: string[]) => string;

function stepsOf(git: Git): readonly MainStep[] {
  const format =
    '--format=%x1e%H%x1f%ct%x1f%an%x1f%s%x1f%(trailers:key=Snapshot,valueonly)%x1f%(trailers:key=Displaced,valueonly)%x1f';
  const args = ['--first-parent', '--reverse', '-m', '--raw', '-z', '--no-abbrev', '--no-renames', '--root'];
  const steps: MainStep[] = [];
  for (const entry of git('log', ...args, format, 'refs/heads/main')
    .split('\x1e')
    .slice(1)) {
    const [commit = '', seconds = '0', author = '', subject = '', snapshot = '', displaced = '', raw = ''] =
      entry.split('\x1f');
    const fields = raw.split('\0').map((field) => field.trim());
    for (const [i, field] of fields.entries()) {
      const [, before = '', after = ''] = /^:\d+ \d+ (\w+) (\w+) [A-Z]$/.exec(field) ?? [];
      if (before === '') continue;
      steps.push({
        commit,
        atMs: Number(seconds) * 1_000,
        subject,
        author,
        isSnapshot: snapshot.trim() !== '' || displaced.trim() !== '',
        path: fields[i + 1] ?? '',
        before: before === NOTHING ? null : before,
        after: after === NOTHING ? null : after,
      });
    }
  }
  return steps;
}

const DECISIONS = 'refs/show-build/decisions';

function decisionsOf(git: Git): readonly DecisionMade[] {
  if (git('for-each-ref', DECISIONS) === '') return [];
  return git('log', '-z', '--format=%s%n%b', DECISIONS)
    .split('\0')
    .flatMap((text) => {
      const line = text.split('\n').findLast((each) => each.startsWith('{'));
      if (line === undefined) return [];
      const { by, why, saying } = JSON.parse(line) as {
        readonly by: { readonly name: string };
        readonly why: string | null;
        readonly saying: { readonly kind: string };
      };
      return [{ by: by.name, kind: saying.kind, why, subject: text.split('\n')[0] ?? '' }];
    });
}

/** The lines that a reviewer decides on, of files that people write: generated scripts repeat everything. */
export function offeredLines(diff: string): string {
  const files = diff.split(/^(?=diff --git |--- )/m);
  const ours = files.filter((file) => !/^(?:\+\+\+|---) .*\/exports\//m.test(file));
  return ours
    .flatMap((file) => file.split('\n').filter((line) => /^[+-](?!\+\+ |-- )/.test(line)))
    .join('\n');
}
