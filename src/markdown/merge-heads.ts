// Merges front matter key by key, as far as it can be told that way.
import { applyEdits, editAt } from '../domain/edit.ts';
import { type HeadEntry, scanHead } from './head.ts';

/** A change of the plain text. */
export interface PlainChange {
  readonly start: number;
  readonly end: number;
  readonly added: string;
  readonly base: string;
  readonly isChoice: boolean;
}

/** By line a key could come to stand twice: then nothing in the head is taken without a person. */
export function wholeHead(ours: string, changes: readonly PlainChange[]): readonly PlainChange[] {
  const end = scanHead(ours).span.end;
  const clean = changes.filter(({ isChoice }) => !isChoice);
  const edits = clean.map(({ start, end: to, added }) => editAt(ours, start, to, added, ''));
  const after = applyEdits(ours, edits);
  if (doubledKeys(after) <= doubledKeys(ours)) return changes;
  return changes.map((change) => (change.start < end || end === 0 ? { ...change, isChoice: true } : change));
}

function doubledKeys(text: string): number {
  const { entries } = scanHead(text);
  return entries.length - new Set(entries.map(({ name }) => name)).size;
}

export interface KeyedHead {
  readonly end: number;
  /** Start of the closing line. */
  readonly closeAt: number;
  readonly entries: readonly HeadEntry[];
  /** All that is no entry: delimiters, comments. */
  readonly others: string;
  textOf(name: string): string | null;
}

/** Null if it can't be told key by key. */
export function keyedHead(text: string): KeyedHead | null {
  const { found, span, close, entries, oddLine, second } = scanHead(text);
  const names = new Map(entries.map((entry) => [entry.name, entry]));
  if (found !== 'closed' || close === null || oddLine !== null || second !== null) return null;
  if (names.size !== entries.length) return null;
  const textOf = (name: string) => {
    const entry = names.get(name);
    return entry === undefined ? null : text.slice(entry.span.start, entry.span.end);
  };
  let others = '';
  let at = 0;
  for (const entry of [...entries, { span: { start: span.end, end: span.end } }]) {
    others += text.slice(at, entry.span.start).trim();
    at = entry.span.end;
  }
  return { end: span.end, closeAt: close.start, entries, others, textOf };
}

export function headChanges(
  base: KeyedHead | null,
  ours: KeyedHead,
  theirs: KeyedHead,
): readonly PlainChange[] {
  const names = [...new Set([...theirs.entries, ...ours.entries].map(({ name }) => name))];
  const changes: PlainChange[] = [];
  for (const name of names) {
    const [was, own, copy] = [base?.textOf(name) ?? null, ours.textOf(name), theirs.textOf(name)];
    if (own === copy || (base !== null && copy === was)) continue;
    // Not known to have been taken out: a key that only the present text has stays.
    if (base === null && copy === null) continue;
    const isChoice = base === null || own !== was;
    const entry = ours.entries.find((one) => one.name === name);
    const at = entry?.span ?? placeFor(name, ours, theirs);
    changes.push({ start: at.start, end: at.end, added: copy ?? '', base: was ?? '', isChoice });
  }
  return changes.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** After the key that it follows in the copy. */
function placeFor(
  name: string,
  ours: KeyedHead,
  theirs: KeyedHead,
): { readonly start: number; readonly end: number } {
  const at = theirs.entries.findIndex((entry) => entry.name === name);
  for (const { name: above } of theirs.entries.slice(0, at).reverse()) {
    const end = ours.entries.find((entry) => entry.name === above)?.span.end;
    if (end !== undefined) return { start: end, end };
  }
  return { start: ours.closeAt, end: ours.closeAt };
}
