// The parts of a change that a reviewer takes or leaves one by one, and a person's own words in place of one. A part is
// what stands on the same lines: several small edits of one line make sense together only.
import { type Lines, lineAt, splitLines } from './align.ts';
import type { Change, FileChange } from './change.ts';
import { applyEdits, type Edit, fits } from './edit.ts';
import { canonical } from './json.ts';
import type { TextAt } from './transplant.ts';

/** Which edits of which file of the change; the same in every rendering of an enhancement. */
export interface PartPlace {
  /** Among `change.files`. */
  readonly file: number;
  readonly first: number;
  /** How many edits; 0 = the whole file: a new one, or a new name. */
  readonly count: number;
}

export interface Part extends PartPlace {
  readonly field: string;
  /** Equal for the same part wherever it stands; hash it to name it. */
  readonly name: string;
  /** Where the lines that it touches begin and end in the old text. */
  readonly start: number;
  readonly end: number;
  /** Those lines, before and after. */
  readonly before: string;
  readonly after: string;
}

/** A person's own words in place of a part's: `removed` begins `lead` characters before the part's first edit. */
export interface Wording extends PartPlace {
  readonly lead: number;
  readonly removed: string;
  readonly added: string;
}

/** `at`: the texts that the change is placed on. */
export function partsOf(change: Change, at: TextAt): readonly Part[] {
  const seen = new Map<string, number>();
  return change.files
    .flatMap((file, i) => (file.kind === 'edit' ? edited(file.edits, i, at(file.path)) : [whole(file, i)]))
    .map((part) => {
      // Twins are told apart by their order.
      const twins = seen.get(part.name) ?? 0;
      seen.set(part.name, twins + 1);
      return twins === 0 ? part : { ...part, name: `${part.name}#${twins + 1}` };
    });
}

function whole(file: Exclude<FileChange, { kind: 'edit' }>, place: number): Part {
  const [before, after] = file.kind === 'create' ? ['', file.text] : [file.path, file.to];
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

function touchesSameLine(lines: Lines, edit: Edit | undefined, next: Edit | undefined): boolean {
  if (edit === undefined || next === undefined) return false;
  return lineAt(lines, next.start) <= lastLine(lines, edit);
}

/** A range that ends with a line end does not touch the line after it. */
function lastLine(lines: Lines, { start, end }: Edit): number {
  const last = lineAt(lines, end);
  return end > start && lines.start[last] === end ? last - 1 : last;
}

function partAt(edits: readonly Edit[], place: PartPlace, lines: Lines | null, text: string | null): Part {
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

// ---- taking some, and wording others anew ----

/** The change without these parts; null where nothing is left. */
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

/** What a person writes for these lines, as little of it as differs. */
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

/** The lines of a part after the change, in these words where one of them is of it. */
export function textOfPart(change: Change, part: Part, words: readonly Wording[]): string {
  const wording = words.find(({ file, first }) => file === part.file && first === part.first);
  if (wording === undefined) return part.after;
  if (part.count === 0) return wording.added;
  const file = change.files[part.file];
  const head = file?.kind === 'edit' ? file.edits[part.first] : undefined;
  const from = (head?.start ?? part.start) - wording.lead - part.start;
  return part.before.slice(0, from) + wording.added + part.before.slice(from + wording.removed.length);
}

/** The change in the person's words; null where their place reads otherwise than when they were written. */
export function reworded(change: Change, at: TextAt, words: readonly Wording[]): Change | null {
  const result = rewordedAnywhere(change, words);
  const fit = result.files.every((file) => file.kind !== 'edit' || fits(at(file.path) ?? '', file.edits));
  return fit ? result : null;
}

/** The same as values, wherever it stands. */
export function rewordedAnywhere(change: Change, words: readonly Wording[]): Change {
  if (words.length === 0) return change;
  const files = change.files.map((file, i): FileChange => {
    const mine = words.filter((wording) => wording.file === i);
    if (file.kind === 'move' || mine.length === 0) return file;
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

/** The fields whose values are a person's words. */
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
