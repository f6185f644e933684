// Merges a conflict copy into a text of the show: the front matter by key, cue blocks as units, prose by line and then by
// sentence. Returns edits of the present text; changes nothing.
import type { Edit } from '../domain/edit.ts';
import { editAt } from '../domain/edit.ts';
import type { TreePath } from '../domain/ids.ts';
import { linesOf, mergeThree, type Split } from '../domain/merge/three-way.ts';
import { parseSegment } from './document.ts';
import { type HeadEntry, scanHead } from './head.ts';
import { eolOf } from './lines.ts';

export interface MergedTexts {
  /** They put in all that only the copy has; by place. */
  readonly edits: readonly Edit[];
  /** Places where both changed the same words. */
  readonly choices: readonly Choice[];
}

/** Taken, the edit puts the copy's words where the present ones are. */
export interface Choice {
  readonly edit: Edit;
  /** The words that both were made from; null if they are not known. */
  readonly base: string | null;
}

export interface ToMerge {
  readonly path: TreePath;
  /** The version that both were made from; null if it is not known: then all that only the copy has is a choice. */
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
}

export function mergeTexts({ path, base, ours, theirs }: ToMerge): MergedTexts {
  const plain = plainText(ours);
  const [own, copy] = [plain.text, plainText(theirs).text];
  const ground = base === null ? null : plainText(base).text;
  const changes = merged(path, { base: ground, ours: own, theirs: copy });
  const placed = changes.map(({ start, end, added, isChoice, base: was }) => {
    const text = plain.isEnded || end < own.length ? added : withoutEnding(added, start === own.length);
    const edit = editAt(ours, plain.rawAt(start), plain.rawAt(end), text.replaceAll('\n', eolOf(ours)), '');
    return { isChoice, base: ground === null ? null : was, edit };
  });
  return {
    edits: placed.filter(({ isChoice }) => !isChoice).map(({ edit }) => edit),
    choices: placed.filter(({ isChoice }) => isChoice).map(({ edit, base: was }) => ({ edit, base: was })),
  };
}

/** For the end of a text whose last line has no ending. */
function withoutEnding(added: string, isBelow: boolean): string {
  return `${isBelow ? '\n' : ''}${added.replace(/\n$/, '')}`;
}

/** A text with `\n` for all line endings, one at its end, and without a byte order mark. */
interface PlainText {
  readonly text: string;
  /** False if the last line of the text as it is has no ending. */
  readonly isEnded: boolean;
  /** The place in the text as it is. */
  rawAt(offset: number): number;
}

function plainText(raw: string): PlainText {
  const from = raw.startsWith('\uFEFF') ? 1 : 0;
  const gone: number[] = [];
  let text = '';
  let at = from;
  for (const { index } of raw.matchAll(/\r\n?/g)) {
    text += `${raw.slice(at, index)}\n`;
    const isPair = raw[index + 1] === '\n';
    at = index + (isPair ? 2 : 1);
    if (isPair) gone.push(text.length);
  }
  text += raw.slice(at);
  const isEnded = text === '' || text.endsWith('\n');
  return {
    text: isEnded ? text : `${text}\n`,
    isEnded,
    rawAt: (offset) => Math.min(raw.length, offset + from + before(gone, offset)),
  };
}

/** How many of these, which rise, are not above the offset. */
function before(rising: readonly number[], offset: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A change of the plain text. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly added: string;
  readonly base: string;
  readonly isChoice: boolean;
}

interface Texts {
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
}

function merged(path: TreePath, { base, ours, theirs }: Texts): readonly Change[] {
  const [was, own, copy] = [base === null ? null : keyedHead(base), keyedHead(ours), keyedHead(theirs)];
  const isKeyed = own && copy && (was || base === null);
  if (!isKeyed) return bodyChanges(path, { base, ours, theirs }, 0);
  const body = (text: string, head: KeyedHead | null) => text.slice(head?.end ?? 0);
  const bodies = { base: base && body(base, was), ours: body(ours, own), theirs: body(theirs, copy) };
  return [...headChanges(was, own, copy), ...bodyChanges(path, bodies, own.end)];
}

/** `from`: place of the body in the present text. */
function bodyChanges(path: TreePath, { base, ours, theirs }: Texts, from: number): readonly Change[] {
  const isNewHere = newLines(base ?? '', ours);
  const changes: Change[] = [];
  let at = from;
  // Without a base nothing is taken for deleted; what only the copy has may have been, so that a person chooses.
  for (const piece of mergeThree({ base: base ?? '', ours, theirs }, unitsOf(path))) {
    const end = at + piece.ours.length;
    if (piece.kind !== 'ours' && !isSameWords(piece.ours, piece.theirs)) {
      const isChoice = base === null || piece.kind === 'choice';
      const isHere = !isWorded(piece.ours) && linesOf(piece.theirs).filter(isWorded).every(isNewHere);
      const change = { ...withoutSame(piece.ours, piece.theirs, at), base: piece.base, isChoice };
      if (!isHere) changes.push(change);
    }
    at = end;
  }
  return changes;
}

/** Lines that the present text has more often than the base: somebody put them in, perhaps at another place. */
function newLines(base: string, ours: string): (line: string) => boolean {
  const more = new Map<string, number>();
  for (const line of linesOf(ours)) more.set(line, (more.get(line) ?? 0) + 1);
  for (const line of linesOf(base)) more.set(line, (more.get(line) ?? 0) - 1);
  return (line) => (more.get(line) ?? 0) > 0;
}

function isWorded(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}

/** Space alone is nobody's words, and merging it could go to and fro. */
function isSameWords(a: string, b: string): boolean {
  return a.replace(/\s+/g, '') === b.replace(/\s+/g, '');
}

/** Leaves out whole lines that both begin or end with. */
function withoutSame(ours: string, theirs: string, at: number): Pick<Change, 'start' | 'end' | 'added'> {
  const [own, copy] = [linesOf(ours), linesOf(theirs)];
  const most = Math.min(own.length, copy.length);
  let above = 0;
  while (above < most && own[above] === copy[above]) above += 1;
  let below = 0;
  while (below < most - above && own.at(-1 - below) === copy.at(-1 - below)) below += 1;
  const start = at + own.slice(0, above).join('').length;
  const end = at + own.slice(0, own.length - below).join('').length;
  return { start, end, added: copy.slice(above, copy.length - below).join('') };
}

// ---- pieces ----

/** Lines, and each cue block as one. */
function unitsOf(path: TreePath): Split {
  return (text) => {
    const cues = parseSegment(path, text).cues.map(({ span }) => span);
    const units: string[] = [];
    let at = 0;
    for (const { start, end } of cues) {
      if (start < at) continue;
      const stop = text[end] === '\n' ? end + 1 : end;
      units.push(...linesOf(text.slice(at, start)), text.slice(start, stop));
      at = stop;
    }
    return [...units, ...linesOf(text.slice(at))];
  };
}

// ---- the head ----

interface KeyedHead {
  readonly end: number;
  /** Start of the closing line. */
  readonly closeAt: number;
  readonly entries: readonly HeadEntry[];
  textOf(name: string): string | null;
}

/** Null if it can't be told key by key. */
function keyedHead(text: string): KeyedHead | null {
  const { found, span, close, entries, oddLine, second } = scanHead(text);
  const names = new Map(entries.map((entry) => [entry.name, entry]));
  if (found !== 'closed' || close === null || oddLine !== null || second !== null) return null;
  if (names.size !== entries.length) return null;
  const textOf = (name: string) => {
    const entry = names.get(name);
    return entry === undefined ? null : text.slice(entry.span.start, entry.span.end);
  };
  return { end: span.end, closeAt: close.start, entries, textOf };
}

function headChanges(base: KeyedHead | null, ours: KeyedHead, theirs: KeyedHead): readonly Change[] {
  const names = [...new Set([...theirs.entries, ...ours.entries].map(({ name }) => name))];
  const changes: Change[] = [];
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
  return changes.sort((a, b) => a.start - b.start);
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
