// The lines of the script before and after a block of changed parts, for a reviewer who wonders where it stands. Pure.
import type { ReviewFile, ReviewPart } from '../../../../src/desk.ts';

export interface Around {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** Lines with words that are shown on each side. */
const MOST = 2;
const END = /<!--\s*End\s+Cue\s*-->/i;

/** `own`: parts that stand together in the file. Of front matter nothing is shown: its keys say where they are. */
export function around({ before, after }: ReviewFile, own: readonly ReviewPart[]): Around {
  const [first] = own;
  const last = own.at(-1);
  const text = before ?? after;
  if (first === undefined || last === undefined || text === null) return { above: [], below: [] };
  if (first.kind === 'head' || first.kind === 'file') return { above: [], below: [] };
  const isNew = before === null;
  const lines = text.split(/\r\n|\r|\n/);
  const start = first.cue?.line ?? (isNew ? first.lineAfter : first.lineBefore);
  const lastLine = isNew ? last.lineAfter : last.lineBefore;
  const end = endOfCue(lines, first, lastLine) ?? lastLine + linesIn(isNew ? last.after : last.before) - 1;
  const from = bodyOf(lines);
  const said = (some: readonly string[]) => some.filter((line) => line.trim() !== '');
  return {
    above: said(lines.slice(from, Math.max(start - 1, from))).slice(-MOST),
    below: said(lines.slice(Math.max(end, from))).slice(0, MOST),
  };
}

/** 1-based; null if it is no cue, or one without an end. */
function endOfCue(lines: readonly string[], { cue }: ReviewPart, lastLine: number): number | null {
  if (cue === null) return null;
  const at = lines.findIndex((line, i) => i >= Math.max(cue.line, lastLine) - 1 && END.test(line));
  return at < 0 ? null : at + 1;
}

/** Index of the first line after the front matter. */
function bodyOf(lines: readonly string[]): number {
  if (lines[0]?.trim() !== '---') return 0;
  const end = lines.findIndex((line, i) => i > 0 && line.trim() === '---');
  return end < 0 ? 0 : end + 1;
}

function linesIn(text: string): number {
  return text === '' ? 0 : text.split(/\r\n|\r|\n/).length;
}
