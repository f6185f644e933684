// The one place that tells which spans of a body are not content: comments, struck-out words, code, footnotes. Every
// reader asks it, so that what is silent for one is silent for all. Whatever is in doubt counts as content and is told.
import type { Span } from '../domain/cue.ts';
import { type CodeSpan, codeRegions } from './code.ts';
import { lineFrom, linesOf } from './lines.ts';
import { type Marker, type Markers, unitsOf } from './markers.ts';
import { type Comments, commentsIn } from './silent/comments.ts';
import type { Doubt } from './silent/doubt.ts';
import { footnotesIn } from './silent/footnotes.ts';
import { struckIn } from './silent/struck.ts';
import { merged, overlaps, spanAt } from './spans.ts';

export type SilentKind = 'comment' | 'struck' | 'fence' | 'code' | 'footnote' | 'reference';

/** comment: seen by nobody · struck: shown as struck out · fence: lines of code, shown, not read out · code: words
 *  between backticks, read out, but never shorthand · footnote: a definition, shown, not read out · reference: `[^1]`
 *  or `^[a note in place]`, the same */
export interface SilentSpan extends Span {
  readonly kind: SilentKind;
}

export interface Silence {
  /** By start. One may lie in another: a comment in struck words. */
  readonly spans: readonly SilentSpan[];
  readonly doubts: readonly Doubt[];
  /** True if the Markdown was too large to be read, so that code was looked for by its fences alone. */
  readonly rough: boolean;
}

/** A marker that is told as broken may also look like a comment; its words stand this near. */
const NEAR = 40;

export function silenceOf(text: string, body: Span, { markers, broken }: Markers): Silence {
  const { code, rough, comments, doubts } = codeAndComments(text, body, markers);
  const units = unitsOf(markers.filter(({ span }) => spanAt(code, span.start) === null));
  const apart = merged([...code, ...comments, ...units]);
  const notes = footnotesIn(text, body, apart);
  const { struck, doubts: unstruck } = struckIn(text, body, merged([...apart, ...notes.definitions]));
  const told = broken.map(({ at }) => ({ start: at, end: at + 1 }));
  const isMarker = ({ start, end }: Span) => overlaps(told, { start, end: Math.min(end, start + NEAR) });
  const of = (kind: SilentKind, spans: readonly Span[]) =>
    spans.map((span): SilentSpan => ({ ...span, kind }));
  return {
    spans: [
      ...code,
      ...of('comment', comments),
      ...of('footnote', notes.definitions),
      ...of('reference', notes.references),
      ...of('struck', struck),
    ].sort((a, b) => a.start - b.start || b.end - a.end),
    doubts: [
      ...[...doubts, ...likeComments(text, body, apart)].filter((doubt) => !isMarker(doubt)),
      ...code.filter((span) => span.kind === 'fence' && !isClosed(text, span)).map(unclosed),
      ...notes.doubts,
      ...unstruck,
      ...conflictsIn(text, body, apart),
    ].sort((a, b) => a.start - b.start),
    rough,
  };
}

// ---- code and comments, of which each may hold the signs of the other ----

interface CodeAndComments extends Comments {
  readonly code: readonly CodeSpan[];
  readonly rough: boolean;
}

/** Enough for text that people type; each round parses the whole body. */
const MOST_ROUNDS = 4;

/** The one that begins first holds the other. */
function codeAndComments(text: string, body: Span, markers: readonly Marker[]): CodeAndComments {
  const source = text.slice(body.start, body.end);
  let masked = source;
  for (let round = 1; ; round += 1) {
    const { spans: code, rough } = codeRegions(masked, body.start);
    if (!/%%|<!--/.test(source)) return { code, rough, comments: [], doubts: [] };
    const cues = unitsOf(markers.filter(({ span }) => spanAt(code, span.start) === null));
    const found = commentsIn({ text, body, code, cues });
    const next = maskedAt(source, body.start, found.comments);
    if (next === masked || !/[`~]/.test(source)) return { code: codeOutside(code, found), rough, ...found };
    if (round === MOST_ROUNDS)
      return { code: codeOutside(code, found), rough, ...found, doubts: [...found.doubts, whole(body)] };
    masked = next;
  }
}

/** A letter in place of each sign, so that paragraphs stay paragraphs. */
function maskedAt(source: string, shift: number, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(source.slice(at, start - shift));
    parts.push(source.slice(start - shift, end - shift).replace(/[^\r\n]/g, 'x'));
    at = end - shift;
  }
  return parts.join('') + source.slice(at);
}

function codeOutside(code: readonly CodeSpan[], { comments }: Comments): readonly CodeSpan[] {
  return code.filter(({ start }) => spanAt(comments, start) === null);
}

function whole({ start, end }: Span): Doubt {
  return { code: 'COMMENT_UNCLEAR', start, end };
}

// ---- doubts ----

function unclosed({ start, end }: Span): Doubt {
  return { code: 'FENCE_UNCLOSED', start, end };
}

function isClosed(text: string, { start, end }: Span): boolean {
  const mark = /^(?:`{3,}|~{3,})/.exec(
    text.slice(start, Math.min(end, start + 200)).replace(/^[\s>]+/, ''),
  )?.[0];
  const lines = text
    .slice(start, end)
    .trimEnd()
    .split(/\r\n|\n|\r/);
  const last = (lines.at(-1) ?? '').replace(/^[\s>]+/, '').trimEnd();
  const isMark = mark !== undefined && last.startsWith(mark) && /^(?:`+|~+)$/.test(last);
  return lines.length > 1 && isMark;
}

const LIKE_COMMENT = /<!(?!--)[\s\u2013-\u2015-]|\\<\\?!|<\\!|&lt;!(?=[\s\u2013-\u2015-])/g;

/** Comments whose signs another program has changed, so that they are none: `<!— check this —>`. */
function likeComments(text: string, body: Span, apart: readonly Span[]): readonly Doubt[] {
  const found: Doubt[] = [];
  for (const { index } of text.slice(body.start, body.end).matchAll(LIKE_COMMENT)) {
    const start = body.start + index;
    if (start < (found.at(-1)?.end ?? 0) || spanAt(apart, start) !== null) continue;
    found.push({ code: 'COMMENT_UNCLEAR', start, end: lineFrom(text, start, body.end).end });
  }
  return found;
}

/** The lines that Git leaves where two versions could not be merged, from the first to the last of each place. */
function conflictsIn(text: string, body: Span, apart: readonly Span[]): readonly Doubt[] {
  if (!/^(?:<{7}|>{7}|\|{7})(?:[ \t]|$)/m.test(text.slice(body.start, body.end))) return [];
  const found: { code: 'CONFLICT_MARKS'; start: number; end: number }[] = [];
  let isOpen = false;
  for (const line of linesOf(text, body.start, body.end)) {
    const mark = /^([<>|=])\1{6}(?:[ \t]|$)/.exec(text.slice(line.start, line.end))?.[1];
    if (mark === undefined || (mark === '=' && !isOpen) || spanAt(apart, line.start) !== null) continue;
    const last = found.at(-1);
    if (isOpen && mark !== '<' && last !== undefined) last.end = line.end;
    else found.push({ code: 'CONFLICT_MARKS', start: line.start, end: line.end });
    isOpen = mark !== '>';
  }
  return found;
}
