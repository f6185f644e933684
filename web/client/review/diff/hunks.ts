// Builds the hunks of a unified diff for a very long text from its known parts: a line-by-line diff would take seconds.
// Pure.
import type { ReviewFile, ReviewPart } from '../../../../src/desk.ts';

const CONTEXT = 3;

/** Line ranges in the old and new text, 0-based, ends excluded. */
interface Region {
  readonly from: number;
  readonly to: number;
  readonly fromAfter: number;
  readonly toAfter: number;
}

export function hunksOf({ before, after, parts }: ReviewFile): string {
  const old = (before ?? '').split('\n');
  const now = (after ?? '').split('\n');
  const regions = parts.map((part) => trimmed(regionOf(part), old, now)).toSorted((a, b) => a.from - b.from);
  return together(regions)
    .map((group) => hunkOf(group, old, now))
    .join('');
}

/** Expands a part to whole lines, including the rest of its first and last line. */
function regionOf({ lineBefore, lineAfter, before, after }: ReviewPart): Region {
  return {
    from: lineBefore - 1,
    to: lineBefore + breaks(before),
    fromAfter: lineAfter - 1,
    toAfter: lineAfter + breaks(after),
  };
}

function breaks(text: string): number {
  return text.split('\n').length - 1;
}

function trimmed(
  { from, to, fromAfter, toAfter }: Region,
  old: readonly string[],
  now: readonly string[],
): Region {
  const most = Math.min(to - from, toAfter - fromAfter);
  let head = 0;
  while (head < most && old[from + head] === now[fromAfter + head]) head++;
  let tail = 0;
  while (tail < most - head && old[to - 1 - tail] === now[toAfter - 1 - tail]) tail++;
  return { from: from + head, to: to - tail, fromAfter: fromAfter + head, toAfter: toAfter - tail };
}

/** Regions whose contexts would touch share one hunk. */
function together(regions: readonly Region[]): readonly (readonly Region[])[] {
  const groups: Region[][] = [];
  for (const region of regions) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && region.from - last.to <= 2 * CONTEXT) groups.at(-1)?.push(region);
    else groups.push([region]);
  }
  return groups;
}

function hunkOf(group: readonly Region[], old: readonly string[], now: readonly string[]): string {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return '';
  const lead = Math.min(CONTEXT, first.from);
  const trail = Math.min(CONTEXT, old.length - last.to);
  const lines: string[] = [];
  let at = first.from - lead;
  for (const { from, to, fromAfter, toAfter } of group) {
    lines.push(...old.slice(at, from).map((line) => ` ${line}`));
    lines.push(...old.slice(from, to).map((line) => `-${line}`));
    lines.push(...now.slice(fromAfter, toAfter).map((line) => `+${line}`));
    at = to;
  }
  lines.push(...old.slice(at, at + trail).map((line) => ` ${line}`));
  const sizes = [last.to + trail - first.from + lead, last.toAfter + trail - first.fromAfter + lead];
  const starts = [first.from - lead + 1, first.fromAfter - lead + 1];
  return `@@ -${starts[0]},${sizes[0]} +${starts[1]},${sizes[1]} @@\n${lines.join('\n')}\n`;
}
