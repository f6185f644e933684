// History, line by line and between moments; and files put back. In memory, for the tests of the command line and the API.
import type { BlameLine, FileDifference, HistoryEntry, PastDesk } from '../../../src/desk.ts';
import { type CommitId, treePath } from '../../../src/domain/ids.ts';
import { Fault } from '../../../src/errors.ts';

const NOW_MS = Date.UTC(2031, 4, 4, 10, 30, 0);
const DRAWER = 'episodes/0101/rundown/60 The Drawer.md';
const LANDING = 'c0ffee0123456789c0ffee0123456789c0ffee01';
const OTHER_LANDING = 'c0ffee0223456789c0ffee0123456789c0ffee01';
const EDIT = 'deadbeef23456789c0ffee0123456789c0ffee01';

export const HISTORY: readonly [HistoryEntry, HistoryEntry] = [
  {
    commit: LANDING,
    atMs: NOW_MS - 60_000,
    author: 'Show-Build',
    subject: 'Land runtime-calculation: 0101/info',
    title: 'Runtime 00:41:20:00',
    kind: 'landing',
    enhancement: '4d5e6f7081',
    by: 'Minna Thistlewood',
    step: 'runtime-calculation',
    episodes: ['0101'],
    reverted: false,
  },
  {
    commit: EDIT,
    atMs: NOW_MS - 90_000,
    author: 'Minna Thistlewood',
    subject: 'Minna Thistlewood edited 0101: 60 The Drawer.md',
    title: 'Minna Thistlewood edited 0101: 60 The Drawer.md',
    kind: 'edit',
    enhancement: null,
    by: null,
    step: null,
    episodes: ['0101'],
    reverted: false,
  },
];

export const DIFFERENCES: readonly FileDifference[] = [
  {
    path: 'episodes/0101/info.md',
    pathBefore: null,
    kind: 'changed',
    before: '---\ntotal_runtime:\n---\n',
    after: '---\ntotal_runtime: 00:41:20:00\n---\n',
    hunks: null,
  },
  {
    path: 'episodes/0101/assets/images/glove.png',
    pathBefore: 'episodes/0101/preshow/glove.png',
    kind: 'moved',
    before: null,
    after: null,
    hunks: null,
  },
];

/** A person's line, one of a rule, one of a model; and a line that would like to be a script. */
export const BLAME: readonly BlameLine[] = [
  line(1, 'The drawer has been shut since Easter.', null, null),
  line(2, 'slug: drawer', 'slug-enhancement', 'rules'),
  line(3, 'description: Nobody opens the drawer.', 'description-generation', 'gpt-5-mini'),
  line(4, '<script>alert(1)</script>', null, null),
];

function line(at: number, text: string, step: string | null, model: string | null): BlameLine {
  return {
    line: at,
    text,
    commit: step === null ? EDIT : model === 'rules' ? LANDING : OTHER_LANDING,
    atMs: NOW_MS - 90_000,
    by: step === null ? { kind: 'person', name: 'Minna Thistlewood' } : { kind: 'bot', name: 'Show-Build' },
    step,
    model,
    enhancement: step === null ? null : '4d5e6f7081',
  };
}

/** `note` is told each call. */
export function pastDouble(note: (...call: unknown[]) => void): PastDesk {
  const entryOf = (commit: string): HistoryEntry => {
    const found = HISTORY.find((each) => each.commit.startsWith(commit));
    if (found) return found;
    throw new Fault('usage', 'NO_COMMIT', `There is no commit "${commit}" in this show`);
  };
  return {
    async history(filter) {
      note('history', filter);
      return HISTORY.slice(0, filter.limit ?? HISTORY.length);
    },
    async commit(commit) {
      note('commit', commit);
      const entry = entryOf(commit);
      const message = `${entry.subject}\n\n${entry.title}\n\nEnhancement: ${entry.enhancement}\n`;
      return { entry, message, files: DIFFERENCES, more: 0, revertable: entry.enhancement };
    },
    async compare(from, to, path) {
      note('compare', from, to, path);
      return DIFFERENCES;
    },
    async blame(path, commit) {
      note('blame', path, commit);
      return BLAME;
    },
    async fileAt(path, commit) {
      note('fileAt', path, commit);
      const text = BLAME.map((each) => `${each.text}\n`).join('');
      return { path, commit: commit === null ? LANDING : entryOf(commit).commit, text, bytes: text.length };
    },
    async noteAddress(path, line) {
      note('noteAddress', path, line);
      return { address: path === DRAWER ? 'obsidian://open?vault=V&file=60%20The%20Drawer' : null };
    },
    async restorePreview(path, commit) {
      note('restorePreview', path, commit);
      entryOf(commit);
      const hunks = '@@ -1 +1 @@\n-theirs\n+mine\n';
      return { later: HISTORY, more: 0, difference: DIFFERENCES[0] ?? null, hunks, seen: 'b10b' };
    },
    async restore(path, commit, who, seen = null) {
      note('restore', path, commit, who, seen);
      const { commit: made } = entryOf(commit);
      const about = { id: treePath(path), title: `${path} as of ${made.slice(0, 10)}` };
      if (path === DRAWER) return { ...about, result: 'landed', commit: made as CommitId, reasons: [] };
      const same = { code: 'SAME_ALREADY', user: 'it reads so already', tech: 'same blob' } as const;
      const reasons = [{ ...same, gate: null, opensAtMs: null, choice: null }];
      return { ...about, result: 'refused', commit: null, reasons };
    },
  };
}
