// Splits an item's script into prose, cues and fenced blocks, in order. Drops comments, and repeats of the same cue.
import type { Cue, Span } from '../../domain/cue.ts';
import type { SegmentDocument } from '../document.ts';
import { prose } from '../spoken.ts';

export type ScriptPiece =
  /** Lines end in `\n`. */
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'cue'; readonly cue: Cue }
  | { readonly kind: 'code'; readonly text: string }
  /** A cue block in a fence, which plays nothing. */
  | { readonly kind: 'token'; readonly text: string };

interface Placed {
  readonly span: Span;
  readonly piece: ScriptPiece | null;
}

export function scriptPieces(doc: SegmentDocument): readonly ScriptPiece[] {
  const apart = [...placedCues(doc.cues), ...placedCode(doc)].sort((a, b) => a.span.start - b.span.start);
  let next = 0;
  return doc.script.flatMap((span) => {
    while ((apart[next]?.span.end ?? Number.POSITIVE_INFINITY) <= span.start) next += 1;
    return piecesIn(doc.text, span, apart, next);
  });
}

/** `from`: index of the first entry of `apart` that reaches into the span. */
function piecesIn(text: string, span: Span, apart: readonly Placed[], from: number): readonly ScriptPiece[] {
  const pieces: ScriptPiece[] = [];
  let at = span.start;
  const proseTo = (end: number) => {
    if (end > at) {
      const found = prose(text, [{ start: at, end }], []);
      pieces.push({ kind: 'prose', text: found.replace(/\r\n?/g, '\n') });
    }
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

const FENCE = /^(?:`{3,}|~{3,})/;

/** Fenced blocks only; `inline` code is speech. */
function placedCode({ text, code }: SegmentDocument): readonly Placed[] {
  return code
    .filter((span) => FENCE.test(text.slice(span.start, span.start + 3)))
    .map((span) => {
      const lines = text.slice(span.start, span.end).split(/\r\n|\n|\r/);
      const last = FENCE.test(lines.at(-1)?.trim() ?? '') ? -1 : undefined;
      const kind = /^(?:`+|~+)[ \t]*cue\b/i.test(lines[0] ?? '') ? 'token' : 'code';
      return { span, piece: { kind, text: lines.slice(1, last).join('\n') } };
    });
}
