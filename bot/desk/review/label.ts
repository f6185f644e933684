// A producer's name for a part of a change: a key of the head, a field of a cue, a paragraph. Derived from the field
// that the edit names and from the document at its place.
import type { ReviewCue, ReviewPart } from '../../../src/desk.ts';
import type { Cue, Span } from '../../../src/domain/cue.ts';
import { nameOf, type TreePath } from '../../../src/domain/ids.ts';
import { oneLine } from '../../../src/domain/one-line.ts';
import type { Part } from '../../../src/domain/part.ts';
import { type InfoDocument, parseDocument, type SegmentDocument } from '../../../src/markdown/document.ts';
import { lineCounter } from '../../../src/markdown/lines.ts';

export type PartLabel = Pick<ReviewPart, 'kind' | 'label' | 'cue' | 'lineBefore' | 'lineAfter'>;

type Document = InfoDocument | SegmentDocument;

const MOST_SLUG = 60;

/** A file on both sides of a change, as text and, if it is Markdown, parsed. */
export interface FileSides {
  readonly path: TreePath;
  readonly before: string | null;
  readonly after: string | null;
  readonly was: Document | null;
  readonly is: Document | null;
}

/** The media of a cue as it was and as it is; null if that side has no such cue. */
export type MediaOf = (was: Cue | null, is: Cue | null) => ReviewCue['media'];

export function fileSides(path: TreePath, before: string | null, after: string | null): FileSides {
  return { path, before, after, was: read(path, before), is: read(path, after) };
}

/** `startAfter`: offset of the part in the new text. */
export function labeller(
  { path, before, after, was, is }: FileSides,
  mediaOf: MediaOf,
): (part: Part, startAfter: number) => PartLabel {
  const lineBefore = lineCounter(before ?? '');
  const lineAfter = lineCounter(after ?? '');
  return (part, startAfter) => {
    const lines = { lineBefore: lineBefore(part.start), lineAfter: lineAfter(startAfter) };
    const there: Span = { start: part.start, end: part.end };
    const here: Span = { start: startAfter, end: startAfter + part.after.length };
    if (part.count === 0 || part.field === 'file')
      return { kind: 'file', label: ofFile(part, path), cue: null, ...lines };
    if (isInHead(was, there) || (was === null && isInHead(is, here)))
      return { kind: 'head', label: keyOf(part, [was, there], [is, here]), cue: null, ...lines };
    const [old, now] = [cueAt(was, there), cueAt(is, here)];
    const cue = now ?? old;
    if (cue === null) return { kind: 'prose', label: ofProse(part, lines.lineBefore), cue: null, ...lines };
    const name = nameOfCue(cue);
    const field = fieldOf(part, [old, there], [now, here]);
    return {
      kind: 'cue',
      label: field === null ? name : `${field} of ${name}`,
      cue: { type: cue.type, slug: cue.slug, line: old?.line ?? cue.line, media: mediaOf(old, now) },
      ...lines,
    };
  };
}

function read(path: TreePath, text: string | null): Document | null {
  if (text === null || !path.endsWith('.md')) return null;
  return parseDocument(path, text);
}

function isInHead(document: Document | null, { start }: Span): boolean {
  return document !== null && document.head.state !== 'absent' && start < document.head.span.end;
}

function cueAt(document: Document | null, span: Span): Cue | null {
  if (document?.kind !== 'segment') return null;
  return document.cues.find((cue) => touches(cue.span, span)) ?? null;
}

function touches(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function ofFile({ count, before, field }: Part, path: TreePath): string {
  if (count > 0 || field === 'file') return nameOf(path);
  return before === '' ? nameOf(path) : `name of ${nameOf(path)}`;
}

function keyOf(part: Part, ...places: readonly (readonly [Document | null, Span])[]): string {
  const named = part.field.split(':')[0]?.toLowerCase() ?? '';
  for (const [document] of places) {
    const entry = document?.head.entries.find(({ name }) => name === named);
    if (entry) return entry.key;
  }
  for (const [document, span] of places) {
    const entry = document?.head.entries.find((each) => touches(each.span, span));
    if (entry) return entry.key;
  }
  return part.field.startsWith('copy:') ? 'words of a conflict copy' : part.field;
}

const IN_CUE = /^cue:.+\/([a-z]+)$/s;

function fieldOf({ field }: Part, ...places: readonly (readonly [Cue | null, Span])[]): string | null {
  const named = IN_CUE.exec(field)?.[1];
  for (const [cue] of places) {
    const found = named === undefined ? undefined : cue?.fields.find(({ name }) => name === named);
    if (found) return found.label;
  }
  for (const [cue, span] of places) {
    const touched = cue?.fields.filter((each) => touches(each.span, span)) ?? [];
    if (touched.length > 0) return touched.map(({ label }) => label).join(', ');
    if (cue && touches(cue.begin, span)) return cue.end && touches(cue.end, span) ? null : 'Begin';
    if (cue?.end && touches(cue.end, span)) return 'End';
  }
  return null;
}

function nameOfCue({ type, slug, line }: Cue): string {
  const words = [type, slug].filter((word) => word !== null).join(' ');
  return words === '' ? `the cue at line ${line}` : oneLine(words, MOST_SLUG);
}

function ofProse({ before, after }: Part, line: number): string {
  const what = /^\s*#/.test(before === '' ? after : before) ? 'heading' : 'paragraph';
  return `${what} at line ${line}`;
}
