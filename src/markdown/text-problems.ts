// Collects the places of a body where words could go on air, or vanish, against a person's will. Places that have
// nothing to do with the script are left out.
import type { Cue, Span } from '../domain/cue.ts';
import { linesOf } from './lines.ts';
import type { Sections } from './sections.ts';
import type { Doubt, DoubtCode } from './silent/doubt.ts';
import type { Silence } from './silent.ts';
import { firstEndingAfter, outside, overlaps } from './spans.ts';

export type TextProblemCode = DoubtCode | 'HEADING_UNCLEAR' | 'TEXT_OUTSIDE_SCRIPT';

export interface TextProblem {
  readonly code: TextProblemCode;
  /** Offset. */
  readonly start: number;
}

interface Read {
  readonly text: string;
  /** In file order and without overlap. */
  readonly silence: readonly Span[];
  readonly doubts: Silence['doubts'];
  readonly cues: readonly Cue[];
  readonly sections: Sections;
}

export function textProblems({ text, silence, doubts, cues, sections }: Read): readonly TextProblem[] {
  const { script, loose, unclear } = sections;
  const spans = cues.map(({ span }) => span);
  const told = doubts.filter(
    (doubt) =>
      (overlaps(script, doubt) || hidesScript(text, doubt)) &&
      !isHalfAnEnd(text, doubt, cues[firstEndingAfter(spans, doubt.start) - 1]),
  );
  const words = wordsIn(
    text,
    loose.flatMap((span) => outside(silence, span)),
  );
  return [
    ...told.map(({ code, start }): TextProblem => ({ code, start })),
    ...unclear.map(({ start }): TextProblem => ({ code: 'HEADING_UNCLEAR', start })),
    ...(words === null ? [] : [{ code: 'TEXT_OUTSIDE_SCRIPT', start: words } as const]),
  ];
}

/** True for `<!-- En` right below a cue without End, which is reported as such. */
function isHalfAnEnd(text: string, { code, start }: Doubt, above: Cue | undefined): boolean {
  if (code !== 'COMMENT_UNCLOSED' || above === undefined || above.end !== null) return false;
  return /^[^\S\r\n]*(?:\r\n|\n|\r)[^\S\r\n]*$/.test(text.slice(above.span.end, start));
}

const SCRIPT = /^[ \t]{0,3}#{1,6}\s*script\b/im;

function hidesScript(text: string, { start, end }: Span): boolean {
  return SCRIPT.test(text.slice(start, end));
}

/** Offset of the first line with words that is no heading; null if there is none. */
function wordsIn(text: string, spans: readonly Span[]): number | null {
  for (const span of spans) {
    for (const { start, end } of linesOf(text, span.start, span.end)) {
      const line = text.slice(start, end);
      if (/[\p{L}\p{N}]/u.test(line) && !/^\s{0,3}(?:#|<h[1-6][\s>])/i.test(line)) return start;
    }
  }
  return null;
}
