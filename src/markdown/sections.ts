// Finds the parts of a body that are read out: `## Script`, or everything except `## Notes` and `## Description`.
import type { Span } from '../domain/cue.ts';
import { linesOf } from './lines.ts';

interface Heading extends Span {
  readonly level: number;
  /** `script`, `notes` or `description`; empty for a person's own headings. */
  readonly name: string;
}

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.{0,80})/;
const NAMED = /^(script|notes?|description)[ \t]*:?[ \t]*#*[ \t]*$/i;

/** `isText`: whether an offset is prose, not code or inside a cue. */
export function scriptSpans(text: string, body: Span, isText: (offset: number) => boolean): readonly Span[] {
  const headings = headingsIn(text, body).filter((heading) => isText(heading.start));
  const named = headings.filter((heading) => heading.name !== '');
  if (!named.some((heading) => heading.name === 'script')) return withoutNotes(body, headings);
  // A person's own headings are part of the script; only another named heading ends it.
  return named.flatMap((heading, i) =>
    heading.name === 'script' ? [{ start: heading.end, end: named[i + 1]?.start ?? body.end }] : [],
  );
}

function headingsIn(text: string, body: Span): readonly Heading[] {
  const headings: Heading[] = [];
  for (const line of linesOf(text, body.start, body.end)) {
    if (line.start === line.end) continue;
    const match = HEADING.exec(text.slice(line.start, Math.min(line.end, line.start + 100)));
    if (match === null) continue;
    const name = NAMED.exec(match[2] ?? '')?.[1]?.toLowerCase() ?? '';
    headings.push({
      start: line.start,
      end: line.next,
      level: match[1]?.length ?? 1,
      name: name === 'note' ? 'notes' : name,
    });
  }
  return headings;
}

function withoutNotes(body: Span, headings: readonly Heading[]): readonly Span[] {
  const spans: Span[] = [];
  let start = body.start;
  let silent: Heading | null = null;
  for (const heading of headings) {
    if (silent !== null && heading.level <= silent.level) {
      start = heading.start;
      silent = null;
    }
    if (silent !== null || heading.name === '') continue;
    spans.push({ start, end: heading.start });
    silent = heading;
  }
  if (silent === null) spans.push({ start, end: body.end });
  return spans.filter((span) => span.start < span.end);
}
