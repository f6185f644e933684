// Merges a conflict copy into a text of the show: the front matter by key, cue blocks as units, prose by line and then by
// sentence. Returns edits of the present text; changes nothing.
import { applyEdits, type Edit, editAt, fits } from '../domain/edit.ts';
import type { TreePath } from '../domain/ids.ts';
import { linesOf, mergeThree, type Split } from '../domain/merge/three-way.ts';
import { isWorded } from '../domain/merge/words.ts';
import { parseSegment } from './document.ts';
import { eolOf } from './lines.ts';
import { headChanges, type KeyedHead, keyedHead, type PlainChange, wholeHead } from './merge-heads.ts';
import { plainText, withoutEnding } from './plain-text.ts';

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

/** Cue blocks that were whole stay whole: otherwise all is left to a person. */
export function mergeTexts(from: ToMerge): MergedTexts {
  const merged = mergedAsIs(from);
  const edits = [...merged.edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const isSound =
    fits(from.ours, edits) &&
    brokenCues(from.path, applyEdits(from.ours, edits)) <= brokenCues(from.path, from.ours);
  if (isSound) return { ...merged, edits };
  return { edits: [], choices: [...merged.choices, ...edits.map((edit) => ({ edit, base: null }))] };
}

function brokenCues(path: TreePath, text: string): number {
  const { cues, diagnostics } = parseSegment(path, text);
  const isDoubled = cues.filter(
    ({ fields }) => new Set(fields.map(({ label }) => label)).size < fields.length,
  );
  return isDoubled.length + diagnostics.filter(({ code }) => code.startsWith('CUE_')).length;
}

function mergedAsIs({ path, base, ours, theirs }: ToMerge): MergedTexts {
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

interface Texts {
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
}

function merged(path: TreePath, { base, ours, theirs }: Texts): readonly PlainChange[] {
  const [was, own, copy] = [base === null ? null : keyedHead(base), keyedHead(ours), keyedHead(theirs)];
  const isKeyed = own && copy && (was || base === null) && [own.others, was?.others].includes(copy.others);
  if (!isKeyed) return wholeHead(ours, bodyChanges(path, { base, ours, theirs }, 0));
  const body = (text: string, head: KeyedHead | null) => text.slice(head?.end ?? 0);
  const bodies = { base: base && body(base, was), ours: body(ours, own), theirs: body(theirs, copy) };
  return [...headChanges(was, own, copy), ...bodyChanges(path, bodies, own.end)];
}

/** `from`: place of the body in the present text. */
function bodyChanges(
  path: TreePath,
  { base, ours, theirs: copy }: Texts,
  from: number,
): readonly PlainChange[] {
  const isNewHere = newLines(base ?? '', ours);
  const changes: PlainChange[] = [];
  let at = from;
  // Without a base nothing is taken for deleted; what only the copy has may have been, so that a person chooses.
  for (const piece of mergeThree({ base: base ?? '', ours, theirs: copy }, unitsOf(path))) {
    const end = at + piece.ours.length;
    if (piece.kind !== 'ours' && !isSameWords(piece.ours, piece.theirs)) {
      const isChoice =
        base === null || piece.kind === 'choice' || takesMuch(piece, end === from + ours.length);
      const theirs = withoutHere(piece.theirs, piece.ours, isNewHere);
      if (!isSameWords(piece.ours, theirs))
        changes.push({ ...withoutSame(piece.ours, theirs, at), base: piece.base, isChoice });
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
  return (line) => {
    const many = more.get(line) ?? 0;
    more.set(line, many - 1);
    return many > 0;
  };
}

/** Fewer words than this may well be written twice. */
const TELLING_WORDS = 4;

function isTelling(line: string): boolean {
  return line.trim().split(/\s+/).length >= TELLING_WORDS && !/^\s*(?:\[|<!--)/.test(line);
}

/** Without the lines that stand here already at another place: the texts were paired otherwise than they were written. */
function withoutHere(text: string, ours: string, isNewHere: (line: string) => boolean): string {
  const own = new Set(linesOf(ours));
  const kept = linesOf(text).filter((line) => !isTelling(line) || own.has(line) || !isNewHere(line));
  return kept.some((line) => line.trim() !== '') || ours !== '' ? kept.join('') : '';
}

/** Blank lines and space at the ends of lines are nobody's words, and merging them could go to and fro. */
function isSameWords(a: string, b: string): boolean {
  const plain = (text: string) => linesOf(text).flatMap((line) => line.trim() || []);
  return plain(a).join('\n') === plain(b).join('\n');
}

/** More lines than this that go without others in their place may be a copy that was cut off. */
const MOST_TAKEN = 2;

/** `isLast`: nothing of the text is below it. */
function takesMuch({ ours, theirs }: Pick<ToMerge, 'ours' | 'theirs'>, isLast: boolean): boolean {
  const many = (text: string) => linesOf(text).filter(isWorded).length;
  return many(ours) - many(theirs) > (isLast ? 0 : MOST_TAKEN);
}

/** Leaves out whole lines that both begin or end with. */
function withoutSame(ours: string, theirs: string, at: number): Pick<PlainChange, 'start' | 'end' | 'added'> {
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
