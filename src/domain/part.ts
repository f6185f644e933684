// Splits a change into the parts that a reviewer accepts or rejects one by one, and applies a person's rewording. A
// part is all edits on the same lines, because several small edits of one line only make sense together.
import { lineAt, splitLines, type TextLines } from './align.ts';
import { type Change, type FileChange, textOfWhole, textReplaced } from './change.ts';
import { applyEdits, type Edit, fits } from './edit.ts';
import { canonical } from './json.ts';
import type { TextAt } from './transplant.ts';

/** Position of a part's edits in the change; the same in every rendering of an enhancement. */
export interface PartPlace {
  /** Index in `change.files`. */
  readonly file: number;
  readonly first: number;
  /** Number of edits; 0 = the whole file: a new one, or a rename. */
  readonly count: number;
}

export interface Part extends PartPlace {
  readonly field: string;
  /** Equal for the same part at any position; hash it to get its key. */
  readonly name: string;
  /** Start and end of the lines it touches, in the old text. */
  readonly start: number;
  readonly end: number;
  /** Those lines, before and after. */
  readonly before: string;
  readonly after: string;
}

/** A person's rewording of a part: `removed` begins `lead` characters before the part's first edit. */
export interface Wording extends PartPlace {
  readonly lead: number;
  readonly removed: string;
  readonly added: string;
}

/** `at`: the texts the change is placed on. */
export function partsOf(change: Change, at: TextAt): readonly Part[] {
  const seen = new Map<string, number>();
  return change.files
    .flatMap((file, i) => (file.kind === 'edit' ? edited(file.edits, i, at(file.path)) : [whole(file, i)]))
    .map((part) => {
      // Identical parts are numbered in order.
      const twins = seen.get(part.name) ?? 0;
      seen.set(part.name, twins + 1);
      return twins === 0 ? part : { ...part, name: `${part.name}#${twins + 1}` };
    });
}

function whole(file: Exclude<FileChange, { kind: 'edit' }>, place: number): Part {
  const [before, after] =
    file.kind === 'move' ? [file.path, file.to] : [textReplaced(file) ?? '', textOfWhole(file)];
  const name = canonical([file.kind, file.field, after]);
  return { file: place, first: 0, count: 0, field: file.field, name, start: 0, end: 0, before, after };
}

function edited(edits: readonly Edit[], file: number, text: string | null): readonly Part[] {
  const lines = text === null ? null : splitLines(text);
  const parts: Part[] = [];
  let first = 0;
  while (first < edits.length) {
    let count = 1;
    while (lines !== null && touchesSameLine(lines, edits[first + count - 1], edits[first + count])) count++;
    parts.push(partAt(edits.slice(first, first + count), { file, first, count }, lines, text));
    first += count;
  }
  return parts;
}

function touchesSameLine(lines: TextLines, edit: Edit | undefined, next: Edit | undefined): boolean {
  if (edit === undefined || next === undefined) return false;
  return lineAt(lines, next.start) <= lastLine(lines, edit);
}

/** A range that ends with a line end does not touch the line after it. */
function lastLine(lines: TextLines, { start, end }: Edit): number {
  const last = lineAt(lines, end);
  return end > start && lines.start[last] === end ? last - 1 : last;
}

function partAt(
  edits: readonly Edit[],
  place: PartPlace,
  lines: TextLines | null,
  text: string | null,
): Part {
  const [head, tail] = [edits[0], edits.at(-1)];
  const field = head?.field ?? '';
  const name = canonical(edits.map((edit) => [edit.field, edit.removed, edit.added]));
  if (head === undefined || tail === undefined || lines === null || text === null) {
    const [before, after] = [head?.removed ?? '', head?.added ?? ''];
    return { ...place, field, name, start: head?.start ?? 0, end: head?.end ?? 0, before, after };
  }
  const last = lastLine(lines, tail);
  const start = lines.start[lineAt(lines, head.start)] ?? head.start;
  const end = Math.max(tail.end, (lines.start[last] ?? 0) + (lines.text[last]?.length ?? 0));
  const before = text.slice(start, end);
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return { ...place, field, name, start, end, before, after: applyEdits(before, moved) };
}

// ---- accepting and rewording parts ----

/** The change without these parts; null if nothing is left. */
export function withoutParts(change: Change, left: readonly PartPlace[]): Change | null {
  const dropped = new Map<number, Set<number>>();
  for (const { file, first, count } of left) {
    const edits = dropped.get(file) ?? new Set<number>();
    dropped.set(file, edits);
    for (let i = first; i < first + Math.max(count, 1); i++) edits.add(i);
  }
  const files = change.files.flatMap((file, i): readonly FileChange[] => {
    const gone = dropped.get(i);
    if (gone === undefined) return [file];
    const edits = file.kind === 'edit' ? file.edits.filter((_edit, at) => !gone.has(at)) : [];
    return file.kind !== 'edit' || edits.length === 0 ? [] : [{ ...file, edits }];
  });
  return files.length === 0 ? null : { ...change, files };
}

/** Wording for a person's text of these lines, reduced to the span that differs. */
export function wordingOf(change: Change, part: Part, words: string): Wording {
  const { file, first, count, start, before } = part;
  const changed = change.files[file];
  const edits = changed?.kind === 'edit' ? changed.edits.slice(first, first + count) : [];
  const [head, tail] = [edits[0], edits.at(-1)];
  if (head === undefined || tail === undefined)
    return { file, first, count, lead: 0, removed: '', added: words };
  const lead = head.start - start;
  const keep = before.length - (tail.end - start);
  let same = 0;
  while (same < Math.min(lead, words.length) && before[same] === words[same]) same++;
  let last = 0;
  while (
    last < Math.min(keep, words.length - same) &&
    before[before.length - 1 - last] === words[words.length - 1 - last]
  )
    last++;
  return {
    file,
    first,
    count,
    lead: lead - same,
    removed: before.slice(same, before.length - last),
    added: words.slice(same, words.length - last),
  };
}

/** A part's lines after the change, with its rewording from `words` if there is one. */
export function textOfPart(change: Change, part: Part, words: readonly Wording[]): string {
  const wording = words.find(({ file, first }) => file === part.file && first === part.first);
  if (wording === undefined) return part.after;
  if (part.count === 0) return wording.added;
  const file = change.files[part.file];
  const head = file?.kind === 'edit' ? file.edits[part.first] : undefined;
  const from = (head?.start ?? part.start) - wording.lead - part.start;
  return part.before.slice(0, from) + wording.added + part.before.slice(from + wording.removed.length);
}

/** The change in the person's words; null if the text there has changed since they were written. */
export function reworded(change: Change, at: TextAt, words: readonly Wording[]): Change | null {
  const result = rewordedAnywhere(change, words);
  const fit = result.files.every((file) => file.kind !== 'edit' || fits(at(file.path) ?? '', file.edits));
  return fit ? result : null;
}

/** Like `reworded`, but without checking that the edits fit a text. */
export function rewordedAnywhere(change: Change, words: readonly Wording[]): Change {
  if (words.length === 0) return change;
  const files = change.files.map((file, i): FileChange => {
    const mine = words.filter((wording) => wording.file === i);
    if (file.kind === 'move' || file.kind === 'media' || mine.length === 0) return file;
    if (file.kind === 'create') return { ...file, text: mine.at(-1)?.added ?? file.text };
    return { ...file, edits: rewordedEdits(file.edits, mine) };
  });
  return { ...change, files };
}

function rewordedEdits(edits: readonly Edit[], words: readonly Wording[]): readonly Edit[] {
  const inPlaceOf = new Map(words.map((wording) => [wording.first, wording]));
  const result: Edit[] = [];
  for (let i = 0; i < edits.length; ) {
    const edit = edits[i];
    const wording = inPlaceOf.get(i);
    if (edit === undefined) break;
    if (wording === undefined) {
      result.push(edit);
      i += 1;
      continue;
    }
    const { lead, removed, added, count } = wording;
    const start = edit.start - lead;
    result.push({ start, end: start + removed.length, removed, added, field: edit.field });
    i += Math.max(count, 1);
  }
  return result;
}

/** Fields whose values a person reworded. */
export function wordedFields(change: Change, words: readonly Wording[]): ReadonlySet<string> {
  return new Set(
    words.flatMap(({ file, first, count }) => {
      const worded = change.files[file];
      if (worded === undefined) return [];
      return worded.kind === 'edit'
        ? worded.edits.slice(first, first + count).map(({ field }) => field)
        : [worded.field];
    }),
  );
}
