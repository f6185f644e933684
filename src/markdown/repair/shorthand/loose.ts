// Reports IN and OUT lines without a clip above them. Never guesses their meaning.
import type { Span } from '../../../domain/cue.ts';
import { isInside } from '../../code.ts';
import type { SegmentDocument } from '../../document.ts';
import type { Aside } from './aside.ts';
import type { ScriptLine } from './script-lines.ts';
import type { Complaint } from './shorthand-messages.ts';
import { memberOf } from './video-lines.ts';

/** One complaint per run of such lines. `spoken`: spans that belong to tokens, in file order. */
export function looseVideoLines(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  spoken: readonly Span[],
  aside: Aside,
): readonly Complaint[] {
  const found: Complaint[] = [];
  let told = false;
  for (const { kind, block, content } of lines) {
    if (kind === 'blank' || content.start === content.end) continue;
    const said = doc.text.slice(content.start, content.end);
    const free = kind === 'text' && block.form === 'plain' && !isInside(spoken, content.start);
    const member = free && !aside.silent(content.start) ? memberOf(said) : null;
    if (member === null) told = false;
    if (told || member?.kind !== 'times' || member.times.every(({ role }) => role === null)) continue;
    found.push({ code: 'VIDEO_LINES_UNCLEAR', at: content.start, about: said });
    told = true;
  }
  return found;
}
