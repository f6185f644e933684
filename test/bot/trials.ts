// Trials that clear up after themselves: whatever a test opened is audited, closed and removed when it ends.
import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { auditShow } from '../../bot/care/fsck.ts';
import type { EnhancementRow } from '../../src/desk.ts';
import { type Opened, oneSegment, type Trial } from '../trial.ts';

export interface Trials {
  trial(make?: () => Trial): Trial;
  open(one: Trial, options?: Parameters<Trial['open']>[0]): Promise<Opened>;
  close(one: Opened): Promise<void>;
  /** Runs after the shows are closed and before their folders are removed, the last one first. */
  atEnd(undo: () => void): void;
}

export function inTrials(): Trials {
  const made: Trial[] = [];
  const opened: Opened[] = [];
  const undone: (() => void)[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) {
      const { findings } = await auditShow(one.show);
      await one.close();
      expect(findings).toEqual([]);
    }
    for (const undo of undone.splice(0).reverse()) undo();
    for (const one of made.splice(0)) one.clear();
  });
  return {
    trial(make = oneSegment) {
      const one = make();
      made.push(one);
      return one;
    },
    async open(one, options = {}) {
      const show = await one.open(options);
      opened.push(show);
      return show;
    },
    async close(one) {
      opened.splice(opened.indexOf(one), 1);
      await one.close();
    },
    atEnd: (undo) => void undone.push(undo),
  };
}

export const quiet = (): void => {};

export function about(rows: readonly EnhancementRow[], words: string): EnhancementRow {
  const row = rows.find(({ title }) => title.includes(words));
  if (!row) throw new Error(`no enhancement about ${words}: ${rows.map(({ title }) => title).join(', ')}`);
  return row;
}

/** All keys of the trailers that stock git reads from the commits of these refs. */
export function trailerKeys(one: Trial, ...refs: readonly string[]): readonly string[] {
  const listed = one.git('log', '--format=%(trailers:only,keyonly,unfold)', ...refs);
  return [...new Set(listed.split('\n').filter((line) => line !== ''))].sort();
}

/** Gives each packed object a file of its own, so that one alone can be broken. */
export function unpackAll(one: Trial): void {
  const repo = join(one.state, 'repo.git');
  const packs = join(repo, 'objects/pack');
  for (const name of readdirSync(packs).filter((each) => each.endsWith('.pack'))) {
    const away = join(one.dir, 'away.pack');
    renameSync(join(packs, name), away);
    rmSync(join(packs, name.replace(/pack$/, 'idx')));
    execFileSync('sh', ['-c', 'git --git-dir "$1" unpack-objects -q < "$2"', 'sh', repo, away]);
  }
}
