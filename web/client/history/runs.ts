// Lines of a file that stand together and came with one commit. Pure.
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

/** Nothing is left out of sight for longer than this, however long a run is. */
const MOST_LINES = 200;

/** Runs in pieces that a browser can leave unlaid until they come near. */
export function pieces({ lines }: BlameRun): readonly (readonly BlameLine[])[] {
  return Array.from({ length: Math.ceil(lines.length / MOST_LINES) }, (_, i) =>
    lines.slice(i * MOST_LINES, (i + 1) * MOST_LINES),
  );
}
