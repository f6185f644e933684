// Finds the heading that a line of a note stands under, for links that lead there. Reads text only, not what it means.
import { linesOf } from './lines.ts';

const HEADING = /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The nearest one at or above the line, as written, without its signs; null in front matter and before the first. A link
 *  leads to the first heading of a name, so of a later one of that name the heading before it. `line`: 1-based. */
export function headingAbove(text: string, line: number): string | null {
  const lines = [...linesOf(text)].map(({ start, end }) => text.slice(start, end));
  const names = new Set<string>();
  let found: string | null = null;
  let fence: string | null = null;
  for (const written of lines.slice(bodyOf(lines), line)) {
    const mark = FENCE.exec(written)?.[1] ?? null;
    if (mark !== null && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
    const heading = fence === null && mark === null ? (HEADING.exec(written)?.[1] ?? '') : '';
    const name = nameOf(heading);
    if (name === '' || names.has(name)) continue;
    names.add(name);
    found = heading;
  }
  return found;
}

/** Index of the first line after the front matter. */
function bodyOf(lines: readonly string[]): number {
  if (lines[0]?.replace(/^\uFEFF/, '').trimEnd() !== '---') return 0;
  const end = lines.findIndex((written, i) => i > 0 && written.trimEnd() === '---');
  return end < 0 ? 0 : end + 1;
}

/** Equal for headings that a link takes for the same: signs and case don't count. */
function nameOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
