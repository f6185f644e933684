// A unified diff as lines that can be coloured. Reads the counts of each hunk, so that a removed line of dashes is
// not taken for a file's name.

import { differingWords, type Stretch } from '../diff/changed-words.ts';

export type DiffLineKind = 'file' | 'hunk' | 'added' | 'removed' | 'same' | 'note';

export interface DiffLine {
  readonly kind: DiffLineKind;
  /** Whole, with its first sign. */
  readonly text: string;
  /** Where the line differs from the one that it replaces or is replaced by, counted after the first sign. Empty where
   *  there is no such line, or all of it differs. */
  readonly changed: readonly Stretch[];
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

export function diffLines(diff: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let before = 0;
  let after = 0;
  for (const text of diff.replace(/\n$/, '').split('\n')) {
    const hunk = HUNK.exec(text);
    if (before <= 0 && after <= 0 && hunk === null) {
      lines.push({ kind: text.startsWith('\\') ? 'note' : 'file', text, changed: [] });
      continue;
    }
    if (hunk !== null && before <= 0 && after <= 0) {
      before = Number(hunk[1] ?? 1);
      after = Number(hunk[2] ?? 1);
      lines.push({ kind: 'hunk', text, changed: [] });
      continue;
    }
    const kind = kindOf(text);
    if (kind === 'removed' || kind === 'same') before -= 1;
    if (kind === 'added' || kind === 'same') after -= 1;
    lines.push({ kind, text, changed: [] });
  }
  return paired(lines);
}

function kindOf(text: string): DiffLineKind {
  if (text.startsWith('+')) return 'added';
  if (text.startsWith('-')) return 'removed';
  return text.startsWith('\\') ? 'note' : 'same';
}

/** Where as many lines were added as removed, each stands for its partner, and what they share is not the change. */
function paired(lines: readonly DiffLine[]): readonly DiffLine[] {
  const result = [...lines];
  for (let i = 0; i < lines.length; ) {
    const removed = runLength(lines, i, 'removed');
    const added = removed === 0 ? 0 : runLength(lines, i + removed, 'added');
    if (removed === added) {
      for (let k = 0; k < removed; k++) {
        const [was, is] = [result[i + k], result[i + removed + k]];
        if (was === undefined || is === undefined) continue;
        const words = differingWords(was.text.slice(1), is.text.slice(1));
        result[i + k] = { ...was, changed: words?.was ?? [] };
        result[i + removed + k] = { ...is, changed: words?.is ?? [] };
      }
    }
    i += Math.max(1, removed + added);
  }
  return result;
}

function runLength(lines: readonly DiffLine[], from: number, kind: DiffLineKind): number {
  let n = 0;
  while (lines[from + n]?.kind === kind) n += 1;
  return n;
}
