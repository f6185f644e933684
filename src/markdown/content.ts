// The words of a script, cut out of a text around everything that is not content. The result never goes back into a
// file.
import type { Span } from '../domain/cue.ts';
import type { SilentKind, SilentSpan } from './silent.ts';
import { firstEndingAfter, merged, outside } from './spans.ts';

interface Silent {
  readonly text: string;
  readonly script: readonly Span[];
  readonly silent: readonly SilentSpan[];
  readonly cues: readonly { readonly span: Span }[];
}

/** Each parts the paragraphs around it. */
const UNREAD_LINES: ReadonlySet<SilentKind> = new Set(['fence', 'footnote']);
const UNREAD_WORDS: ReadonlySet<SilentKind> = new Set(['comment', 'struck', 'reference']);

/** The parts of the script that are read out, in file order. Words in `code` are. */
export function readOutSpans(doc: Silent): readonly Span[] {
  return linesReadOut(doc).flat();
}

/** The words that are read out, as written. */
export function readOut(doc: Silent): string {
  const parts = linesReadOut(doc);
  return parts.map((part) => part.map(({ start, end }) => doc.text.slice(start, end)).join('')).join('\n\n');
}

/** Parts that stand apart from each other, and in each the spans around silent words. */
function linesReadOut({ script, silent, cues }: Silent): readonly (readonly Span[])[] {
  const of = (kinds: ReadonlySet<SilentKind>) => silent.filter(({ kind }) => kinds.has(kind));
  const lines = merged([...cues.map(({ span }) => span), ...of(UNREAD_LINES)]);
  const words = merged(of(UNREAD_WORDS));
  return script.flatMap((span) => outside(lines, span)).map((part) => outside(words, part));
}

// ---- what is shown ----

/** Stand for the `~~` around struck words. No text holds these code points, and Markdown doesn't read them. */
export const STRIKE_OPENS = '\uFDD0';
export const STRIKE_CLOSES = '\uFDD1';

const STRIKE = new RegExp(`[${STRIKE_OPENS}${STRIKE_CLOSES}]`, 'g');

/** With tildes as they were written. */
export function withTildes(text: string): string {
  return text.replace(STRIKE, '~~');
}

interface Cut extends Span {
  readonly by: string;
}

/** Returns what is shown of a span: no comments, and struck words between marks of their own. */
export function shownIn({ text, silent }: Pick<Silent, 'text' | 'silent'>): (span: Span) => string {
  const cuts = silent.flatMap((span): readonly Cut[] => {
    const { kind, start, end } = span;
    if (kind === 'comment') return [{ start, end, by: '' }];
    if (kind !== 'struck' || !text.startsWith('~~', start)) return [];
    return [
      { start, end: start + 2, by: STRIKE_OPENS },
      { start: end - 2, end, by: STRIKE_CLOSES },
    ];
  });
  cuts.sort((a, b) => a.start - b.start);
  return ({ start, end }) => {
    const parts: string[] = [];
    let at = start;
    for (let i = firstEndingAfter(cuts, start); i < cuts.length; i += 1) {
      const cut = cuts[i];
      if (cut === undefined || cut.start >= end) break;
      parts.push(text.slice(at, cut.start), cut.by);
      at = Math.min(cut.end, end);
    }
    return parts.join('') + text.slice(at, end);
  };
}
