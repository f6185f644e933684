// Splits the lines of a paragraph into speech with its speakers and everything that is not speech.
import type { Shape } from './blocks.ts';
import { dressed, maskOf } from './dress.ts';
import { linesOfRuns, withoutStart } from './lines.ts';
import type { LoosePart } from './lists.ts';
import { HOST_SETTING, type Paragraph, type Setting } from './paragraphs.ts';
import { type ScriptPart, type TextRun, textOf } from './part.ts';
import { HOST, labelOf } from './speaker.ts';

type Words = Extract<Paragraph, { readonly kind: 'words' }>;

const LINE_BREAK = { kind: 'text', text: '\n', styles: [] } as const;

export function saidIn({ runs: words, setting }: Words, shape: Shape): readonly LoosePart[] {
  const { runs, pictures } = dressed(words);
  const all = linesOfRuns(runs);
  const shown = pictures.map((picture) => ({ kind: 'picture', ...picture }) as const);
  return [...(shape.kind === 'heading' ? headingOf(all) : linePart(all, setting, shape)), ...shown];
}

function headingOf(lines: readonly (readonly TextRun[])[]): readonly ScriptPart[] {
  const runs = lines.flatMap((line, i) => (i === 0 ? line : [LINE_BREAK, ...line]));
  return runs.length === 0 ? [] : [{ kind: 'heading', runs }];
}

function linePart(
  lines: readonly (readonly TextRun[])[],
  setting: Setting,
  shape: Shape,
): readonly LoosePart[] {
  const parts: LoosePart[] = [];
  let own = setting;
  let runs: TextRun[] = [];
  const part = () => {
    if (runs.length === 0) return;
    parts.push(saidPart(runs, own, shape, parts.length > 0));
    own = { ...HOST_SETTING, speaker: own.speaker };
    runs = [];
  };
  const allApart = lines.map(standsApart);
  for (const [i, line] of lines.entries()) {
    const apart = allApart[i] ?? null;
    const label = apart === null ? labelOf(maskOf(line), allApart[i + 1] === null) : null;
    if (apart !== null || label !== null) part();
    if (apart !== null) parts.push(...apart);
    else if (label === null) runs.push(...(runs.length > 0 ? [LINE_BREAK] : []), ...line);
    else {
      own = { ...own, speaker: label.speaker };
      if (label.manner !== '') runs.push({ kind: 'direction', text: `${label.manner} `, styles: [] });
      runs.push(...withoutStart(line, label.length));
    }
  }
  part();
  return parts;
}

/** `isMore`: an earlier part of the same paragraph precedes it. */
function saidPart(runs: readonly TextRun[], setting: Setting, shape: Shape, isMore: boolean): LoosePart {
  if (shape.kind === 'entry' && setting.speaker === HOST)
    return { kind: 'entry', depth: shape.depth, marker: isMore ? '' : shape.marker, runs };
  return { kind: 'speech', ...setting, quoted: shape.kind === 'paragraph' && shape.quoted, runs };
}

// ---- lines that are not speech ----

/** Template text for a script that is not written yet. */
const PLACEHOLDER = /^add script content here\W*$/i;
const LOOSE_MEDIA = /^\[\s*media[\s_-]*url\s*:[^\]]*\]$/i;
const BARE_SCRIPT = /^script\s*:?$/i;

/** Parts for a line that is not speech; empty if the line is dropped, null if it is speech. */
function standsApart(line: readonly TextRun[]): readonly ScriptPart[] | null {
  if (line.length === 0) return [];
  const text = textOf(line);
  if (PLACEHOLDER.test(text) || LOOSE_MEDIA.test(text) || BARE_SCRIPT.test(text)) return [];
  if (line.some(says)) return null;
  const tokens = line.filter((run) => run.kind === 'token');
  if (line.some((run) => run.kind === 'direction')) return [{ kind: 'direction', runs: line }];
  return tokens.length === 0 ? null : tokens.map((run) => ({ kind: 'token', text: run.text }));
}

function says(run: TextRun): boolean {
  return (run.kind === 'text' || run.kind === 'edit') && /[\p{L}\p{N}]/u.test(run.text);
}
