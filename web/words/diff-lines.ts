// A unified diff as lines that can be coloured. Reads the counts of each hunk, so that a removed line of dashes is
// not taken for a file's name.

export type DiffLineKind = 'file' | 'hunk' | 'added' | 'removed' | 'same' | 'note';

export interface DiffLine {
  readonly kind: DiffLineKind;
  /** Whole, with its first sign. */
  readonly text: string;
  /** Where the line differs from the one that it replaces or is replaced by; null = no such line, or all of it. */
  readonly changed: { readonly start: number; readonly end: number } | null;
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

export function diffLines(diff: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let before = 0;
  let after = 0;
  for (const text of diff.replace(/\n$/, '').split('\n')) {
    const hunk = HUNK.exec(text);
    if (before <= 0 && after <= 0 && hunk === null) {
      lines.push({ kind: text.startsWith('\\') ? 'note' : 'file', text, changed: null });
      continue;
    }
    if (hunk !== null && before <= 0 && after <= 0) {
      before = Number(hunk[1] ?? 1);
      after = Number(hunk[2] ?? 1);
      lines.push({ kind: 'hunk', text, changed: null });
      continue;
    }
    const kind = kindOf(text);
    if (kind === 'removed' || kind === 'same') before -= 1;
    if (kind === 'added' || kind === 'same') after -= 1;
    lines.push({ kind, text, changed: null });
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
        const spans = differing(was.text, is.text);
        result[i + k] = { ...was, changed: spans.was };
        result[i + removed + k] = { ...is, changed: spans.is };
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

type Span = DiffLine['changed'];

function differing(was: string, is: string): { was: Span; is: Span } {
  const most = Math.min(was.length, is.length);
  let start = 1;
  while (start < most && was[start] === is[start]) start += 1;
  let tail = 0;
  while (tail < most - start && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
  // Marks nothing where almost all of it is new: colour alone says so better.
  const isOther = start + tail < most / 3;
  return {
    was: isOther ? null : spanOf(was, start, tail),
    is: isOther ? null : spanOf(is, start, tail),
  };
}

/** Never within a surrogate pair: half a character can't be shown. */
function spanOf(text: string, start: number, tail: number): Span {
  const isLow = (at: number) => /[\udc00-\udfff]/.test(text[at] ?? '');
  const first = isLow(start) ? start - 1 : start;
  const end = text.length - tail;
  const last = isLow(end) ? end + 1 : end;
  return last > first ? { start: first, end: last } : null;
}
