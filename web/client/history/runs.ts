// Groups adjacent lines of a file that came with one commit. Pure.
import type { BlameLine } from '../../../src/desk.ts';

export interface BlameRun {
  /** 1-based. */
  readonly start: number;
  readonly lines: readonly BlameLine[];
  readonly first: BlameLine;
}

export function runsOf(lines: readonly BlameLine[]): readonly BlameRun[] {
  const runs: { start: number; lines: BlameLine[]; first: BlameLine }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && last.first.commit === line.commit) last.lines.push(line);
    else runs.push({ start: line.line, lines: [line], first: line });
  }
  return runs;
}

/** Lines per piece: bounds what the browser lays out at once, however long a run is. */
const MOST_LINES = 200;

/** Splits a run into pieces whose layout a browser can skip until they come near. */
export function pieces({ lines }: BlameRun): readonly (readonly BlameLine[])[] {
  return Array.from({ length: Math.ceil(lines.length / MOST_LINES) }, (_, i) =>
    lines.slice(i * MOST_LINES, (i + 1) * MOST_LINES),
  );
}
