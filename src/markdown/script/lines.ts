// Splits the runs of a paragraph into lines without whitespace at their ends.
import type { TextRun } from './part.ts';

export function linesOfRuns(runs: readonly TextRun[]): readonly (readonly TextRun[])[] {
  const lines: TextRun[][] = [[]];
  for (const run of runs) {
    if (run.kind === 'edit') {
      lines.at(-1)?.push(run);
      continue;
    }
    run.text.split('\n').forEach((text, i) => {
      if (i > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ ...run, text });
    });
  }
  return lines.map(trimmedRuns);
}

function trimmedRuns(runs: readonly TextRun[]): readonly TextRun[] {
  const said = (run: TextRun) => run.kind === 'edit' || run.text.trim() !== '';
  const first = runs.findIndex(said);
  const last = runs.findLastIndex(said);
  return runs.slice(Math.max(0, first), last + 1).map((run, i, kept) => {
    if (run.kind === 'edit') return run;
    const text = i === 0 ? run.text.trimStart() : run.text;
    return { ...run, text: i === kept.length - 1 ? text.trimEnd() : text };
  });
}

/** Drops the first `length` characters, skipping suggested edits. */
export function withoutStart(runs: readonly TextRun[], length: number): readonly TextRun[] {
  let left = length;
  const kept = runs.flatMap((run): readonly TextRun[] => {
    if (left === 0 || run.kind === 'edit') return [run];
    const text = run.text.slice(left);
    left -= run.text.length - text.length;
    return text === '' ? [] : [{ ...run, text }];
  });
  return trimmedRuns(kept);
}
