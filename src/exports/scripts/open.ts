// Counts what is left to do in a script. The cover shows the counts, so that the host does not find out on air.
import type { TextRun } from '../../markdown/script-parts.ts';
import type { PagePart } from './page-part.ts';

export interface OpenMatter {
  readonly count: number;
  /** `open edit` or `open edits`, to match the count. */
  readonly what: string;
}

export function openMatters(parts: readonly PagePart[]): readonly OpenMatter[] {
  const runs = parts.flatMap(runsOf);
  const cues = parts.flatMap((part) => (part.kind === 'cue' ? [part.cue] : []));
  const count = (kind: PagePart['kind']) => parts.filter((part) => part.kind === kind).length;
  const of = (kind: TextRun['kind']) => runs.filter((run) => run.kind === kind).length;
  const pictures = parts.filter((part) => part.kind === 'picture' && part.file === null).length;
  const all: readonly (readonly [number, string, string])[] = [
    [of('edit'), 'open edit', 'open edits'],
    [
      count('token') +
        of('token') +
        parts.filter((part) => part.kind === 'stray' && part.what !== 'note').length,
      'cue not made yet',
      'cues not made yet',
    ],
    [cues.filter(({ toMend }) => toMend.length > 0).length, 'cue to mend', 'cues to mend'],
    [count('broken-cue'), 'cue without an end', 'cues without an end'],
    [cues.filter(({ missing }) => missing !== null).length + pictures, 'file missing', 'files missing'],
    [parts.filter((part) => part.kind === 'speech' && part.flag !== null).length, 'flag', 'flags'],
  ];
  return all.flatMap(([number, one, more]) =>
    number === 0 ? [] : [{ count: number, what: number === 1 ? one : more }],
  );
}

function runsOf(part: PagePart): readonly TextRun[] {
  if (part.kind === 'list') return part.entries.flatMap(({ runs }) => runs);
  return 'runs' in part ? part.runs : [];
}
