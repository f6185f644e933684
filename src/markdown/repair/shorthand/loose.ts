// Reports lines that are neither speech nor part of a cue: IN and OUT lines without a clip above them, notes to the
// crew, fields without a cue, lines from a print. Never guesses their meaning.
import type { Span } from '../../../domain/cue.ts';
import { isInside } from '../../code.ts';
import type { SegmentDocument } from '../../document.ts';
import { type StrayKind, strayLines } from '../../script/stray.ts';
import type { Aside } from './aside.ts';
import type { ScriptLine } from './script-lines.ts';
import type { Complaint, ShorthandCode } from './shorthand-messages.ts';

const CODES: Readonly<Record<StrayKind, ShorthandCode>> = {
  cut: 'VIDEO_LINES_UNCLEAR',
  note: 'CREW_NOTE_LOOSE',
  field: 'CUE_LOOSE_FIELDS',
  print: 'PRINT_PASTED',
};

/** One complaint per run of such lines. `spoken`: spans that belong to tokens, in file order. */
export function looseLines(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  spoken: readonly Span[],
  aside: Aside,
): readonly Complaint[] {
  const texts = lines.map(({ kind, block, content: { start, end } }) => {
    if (kind === 'blank') return '';
    const isRead =
      kind === 'text' && !UNREAD.has(block.form) && !isInside(spoken, start) && !aside.silent(start);
    return isRead ? doc.text.slice(start, end) : null;
  });
  const found: Complaint[] = [];
  let last: StrayKind | null = null;
  for (const [i, kind] of strayLines(texts).entries()) {
    const at = lines[i]?.content.start ?? 0;
    if (kind !== null && kind !== last) found.push({ code: CODES[kind], at, about: texts[i] ?? '' });
    if (texts[i] !== '') last = kind;
  }
  return found;
}

const UNREAD: ReadonlySet<string> = new Set(['other', 'table', 'heading']);
