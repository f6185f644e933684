// Splits a unified diff into lines that can be coloured. Follows the line counts of each hunk, so that a removed line
// of dashes is not mistaken for a file name.

import { differingWords, type Stretch } from '../diff/changed-words.ts';

export type DiffLineKind = 'file' | 'hunk' | 'added' | 'removed' | 'same' | 'note';

export interface DiffLine {
  readonly kind: DiffLineKind;
  /** The whole line, including its leading sign. */
  readonly text: string;
  /** Ranges that differ from the paired removed or added line, counted after the leading sign. Empty if there is no
   *  such line, or if all of it differs. */
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

/** Pairs removed with added lines wherever a hunk has equal runs of both, and marks the words in which each pair
 *  differs. */
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
