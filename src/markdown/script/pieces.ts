// Splits an item's script into prose, cues, fenced blocks and footnotes, in order. Drops comments, and repeats of the same cue.
import type { Cue, Span } from '../../domain/cue.ts';
import { isInside } from '../code.ts';
import { shownIn } from '../content.ts';
import type { SegmentDocument } from '../document.ts';

export type ScriptPiece =
  /** Lines end in `\n`. */
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'cue'; readonly cue: Cue }
  | { readonly kind: 'code'; readonly text: string }
  /** A cue block in a fence, which plays nothing. */
  | { readonly kind: 'token'; readonly text: string }
  /** A footnote. */
  | { readonly kind: 'note'; readonly text: string };

interface Placed {
  readonly span: Span;
  readonly piece: ScriptPiece | null;
}

export function scriptPieces(doc: SegmentDocument): readonly ScriptPiece[] {
  const apart = [...placedCues(doc.cues), ...placedLines(doc)].sort((a, b) => a.span.start - b.span.start);
  const shown = shownIn(doc);
  let next = 0;
  return doc.script.flatMap((span) => {
    while ((apart[next]?.span.end ?? Number.POSITIVE_INFINITY) <= span.start) next += 1;
    return piecesIn(shown, span, apart, next);
  });
}

/** `from`: index of the first entry of `apart` that reaches into the span. */
function piecesIn(
  shown: (span: Span) => string,
  span: Span,
  apart: readonly Placed[],
  from: number,
): readonly ScriptPiece[] {
  const pieces: ScriptPiece[] = [];
  let at = span.start;
  const proseTo = (end: number) => {
    if (end > at) pieces.push({ kind: 'prose', text: proseOf(shown({ start: at, end })) });
  };
  for (let i = from; i < apart.length; i += 1) {
    const { span: own, piece } = apart[i] ?? { span, piece: null };
    if (own.start >= span.end) break;
    if (own.end <= at) continue;
    proseTo(own.start);
    if (own.start >= at && piece !== null) pieces.push(piece);
    at = Math.min(own.end, span.end);
  }
  proseTo(span.end);
  return pieces;
}

const HEADING_BLANK =
  /^( {0,3}#{1,6})[^\S\n]*[\u00A0\u2000-\u200B\u202F\u3000\uFEFF][\s\u200B\uFEFF]*?(?=\S)/gmu;

/** With plain line ends, and a plain blank after the signs of a heading, as Markdown wants it. */
function proseOf(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(HEADING_BLANK, '$1 ');
}

function placedCues(cues: readonly Cue[]): readonly Placed[] {
  const seen = new Set<string>();
  return cues.map((cue) => {
    const key = JSON.stringify([cue.assetId, cue.slug]);
    const again = cue.assetId !== null && cue.slug !== null && isWhole(cue) && seen.has(key);
    if (isWhole(cue)) seen.add(key);
    return { span: cue.span, piece: again ? null : { kind: 'cue', cue } };
  });
}

/** True if the cue is closed, or if all its lines are fields, so that its end is clear. */
export function isWhole(cue: Cue): boolean {
  return cue.end !== null || cue.closable;
}

const FENCE = /^(?:`{3,}|~{3,})[ \t]*/;

/** Fenced blocks and footnotes. Words between backticks are speech. */
function placedLines({ text, silent, cues }: SegmentDocument): readonly Placed[] {
  const ofCues = cues.map(({ span }) => span);
  return silent.flatMap((span): readonly Placed[] => {
    if ((span.kind !== 'fence' && span.kind !== 'footnote') || isInside(ofCues, span.start)) return [];
    const written = text.slice(span.start, span.end);
    if (span.kind === 'footnote') return [{ span, piece: { kind: 'note', text: written } }];
    const [first = '', ...lines] = written.split(/\r\n|\n|\r/);
    const last = FENCE.test(lines.at(-1)?.trim() ?? '') ? -1 : undefined;
    const named = first.replace(FENCE, '').trim();
    const isCue = /^cue\b/i.test(named);
    const words = isCue ? named.slice('cue'.length).trim() : named;
    const own = [...(words === '' ? [] : [words]), ...lines.slice(0, last)];
    return [{ span, piece: { kind: isCue ? 'token' : 'code', text: own.join('\n') } }];
  });
}
