// Finds the parts of a body that are read out: `## Script`, or everything except `## Notes` and `## Description`.
import type { Span } from '../domain/cue.ts';
import { isBlank, type Line, linesOf } from './lines.ts';
import { outside } from './spans.ts';

interface Heading extends Span {
  readonly level: number;
  /** `script`, `notes` or `description`; empty for a person's own headings. */
  readonly name: string;
}

export interface Sections {
  readonly script: readonly Span[];
  /** Text in none of these sections; empty without a `## Script`. */
  readonly loose: readonly Span[];
  /** Lines that look like the heading of notes but are none, so that the notes below are read out. */
  readonly unclear: readonly Span[];
}

/** `isText`: whether an offset is prose, not silent or inside a cue; `comments`: in file order. */
export function sectionsOf(
  text: string,
  body: Span,
  isText: (offset: number) => boolean,
  comments: readonly Span[],
): Sections {
  const headings = headingsIn(text, body, comments).filter((heading) => isText(heading.start));
  const named = headings.filter((heading) => heading.name !== '');
  const hasScript = named.some((heading) => heading.name === 'script');
  // A person's own headings are part of the script; only another named heading ends it.
  const scripts = named.flatMap((heading, i) =>
    heading.name === 'script' ? [{ start: heading.end, end: named[i + 1]?.start ?? body.end }] : [],
  );
  const script = hasScript ? scripts : withoutNotes(body, headings);
  return {
    script,
    loose: hasScript ? outsideSections(body, headings) : [],
    unclear: script.flatMap((span) => likeHeadings(text, span)).filter(({ start }) => isText(start)),
  };
}

// Any blank may follow the signs, as text from a web page has them. Without one it counts only before such a name.
const HEADING = /^[ \t\u00A0]{0,3}(#{1,6})([\s\u200B\uFEFF]*)(.{0,120})/u;
const TAGGED = /^\s{0,3}<h([1-6])(?:\s[^<>]{0,200})?>(.{1,120})<\/h\1>\s*$/i;
const UNDERLINE = /^ {0,3}(?:=+|(-{2,}))[ \t]*$/;
const NAMED = /^(script|notes?|description)$/i;

function headingsIn(text: string, body: Span, comments: readonly Span[]): readonly Heading[] {
  const headings: Heading[] = [];
  const lines = [...linesOf(text, body.start, body.end)];
  for (const [i, line] of lines.entries()) {
    if (line.start === line.end) continue;
    const found = headingOn(text, line, comments) ?? underlined(text, lines, i, comments);
    if (found !== null) headings.push(found);
  }
  return headings;
}

function headingOn(text: string, line: Line, comments: readonly Span[]): Heading | null {
  const written = text.slice(line.start, Math.min(line.end, line.start + 400));
  const [, signs, blank = '', words] = HEADING.exec(written) ?? [];
  const [, level, tagged] = signs === undefined ? (TAGGED.exec(written) ?? []) : [];
  if ((words ?? tagged) === undefined) return null;
  const name = nameOf(text, line, comments);
  // `#notes` is a tag.
  if (blank === '' && signs !== undefined && (signs === '#' || name === '')) return null;
  return { start: line.start, end: line.next, level: signs?.length ?? Number(level), name };
}

/** A name with a line of signs below it. Only the named ones count: in a script, hyphens are a rule. */
function underlined(
  text: string,
  lines: readonly Line[],
  i: number,
  comments: readonly Span[],
): Heading | null {
  const [above, line, below] = [lines[i - 1], lines[i], lines[i + 1]];
  if (line === undefined || below === undefined || line.end - line.start > 200) return null;
  const under = UNDERLINE.exec(text.slice(below.start, Math.min(below.end, below.start + 200)));
  if (under === null || (above !== undefined && !isBlank(text, above))) return null;
  const name = nameOf(text, line, comments);
  return name === ''
    ? null
    : { start: line.start, end: below.next, level: under[1] === undefined ? 1 : 2, name };
}

/** Tags, comments and signs around the name don't count. */
function nameOf(text: string, line: Line, comments: readonly Span[]): Heading['name'] {
  const parts = outside(comments, { start: line.start, end: Math.min(line.end, line.start + 400) });
  const words = parts
    .map(({ start, end }) => text.slice(start, end))
    .join('')
    .replace(/<[^<>]{0,200}>/g, '')
    .replace(/^[^\p{L}\p{N}~]+|[^\p{L}\p{N}~]+$/gu, '');
  const name = NAMED.exec(words)?.[1]?.toLowerCase() ?? '';
  return name === 'note' ? 'notes' : name;
}

const TITLES = '(?:notes?|description)';
const SIGNS = '(?:\\\\?#){1,6}\\s{0,3}';
const LIKE_HEADING = new RegExp(
  `^\\s*(?:${[
    // `**Notes**`, `Notes:`, `[Notes]`
    `[*_]{1,3}\\s{0,3}${TITLES}\\s{0,3}:?[*_]{1,3}:?`,
    `${TITLES}\\s{0,3}:`,
    `\\[${TITLES}\\]`,
    // `## Kevin's notes`, `\## Notes`
    `${SIGNS}(?:[^\\s#]{1,20}\\s){0,3}notes?:?`,
    // `## Notes for Kevin`, `## Notes/ideas`; quotation marks make it a title
    `${SIGNS}[^\\p{L}\\p{N}"“„«'‘]{0,8}${TITLES}(?![\\p{L}\\p{N}])[^\\s#]{0,20}(?:\\s[^\\s#]{1,20}){0,4}`,
  ].join('|')})\\s*$`,
  'iu',
);
const ALONE = new RegExp(`^\\s*${TITLES}\\s*$`, 'i');

function likeHeadings(text: string, span: Span): readonly Span[] {
  let isApart = true;
  return [...linesOf(text, span.start, span.end)].filter((line) => {
    const written = text.slice(line.start, Math.min(line.end, line.start + 120));
    const isLike = LIKE_HEADING.test(written) || (isApart && ALONE.test(written));
    isApart = isBlank(text, line);
    return isLike && line.end - line.start < 120;
  });
}

/** Notes and a description end at a person's own heading of the same rank, a script does not. */
function outsideSections(body: Span, headings: readonly Heading[]): readonly Span[] {
  const spans: Span[] = [];
  let start = body.start;
  let section: Heading | null = null;
  for (const heading of headings) {
    if (heading.name !== '') {
      if (section === null) spans.push({ start, end: heading.start });
      section = heading;
    } else if (section !== null && section.name !== 'script' && heading.level <= section.level) {
      start = heading.start;
      section = null;
    }
  }
  return section === null ? [...spans, { start, end: body.end }] : spans;
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
