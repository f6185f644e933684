// Finds markup in a paragraph that Markdown does not define: struck and highlighted words, links to notes, shorthand
// for cues, and directions in brackets.
import { STRIKE_CLOSES, STRIKE_OPENS, withTildes } from '../content.ts';
import { tokensOn } from '../repair/shorthand/tokens.ts';
import { isStruck, type Style, type TextRun } from './part.ts';

/** A range in the concatenated runs, and what it becomes. */
interface Range {
  readonly start: number;
  readonly end: number;
  readonly as: 'nothing' | 'token' | 'direction' | Style;
}

export interface Dressed {
  readonly runs: readonly TextRun[];
  /** From `![[name.png|caption]]`, which is removed from the text. */
  readonly pictures: readonly { readonly source: string; readonly caption: string }[];
}

const STRUCK = new RegExp(`${STRIKE_OPENS}[^${STRIKE_OPENS}${STRIKE_CLOSES}]*${STRIKE_CLOSES}`, 'g');
const HIGHLIGHT = /==(?![\s=])[^=\n]+==/g;
const NOTE_LINK = /(!?)\[\[((?:[^[\]|\n]*\|)?)([^[\]|\n]*)\]\]/g;

const TYPES = 'SOT|VOT?|NAT|FSQ|FS ?QUOTE|GFX|IMG|PKG|DIR|BUMP|STING|VOX|MUS|LIVE|RIF|CUE';
const TOKEN = new RegExp(
  [
    `[{(][ \\t]{0,9}(?:${TYPES})[ \\t]{0,9}/[^(){}\\n]{0,300}[)}]`,
    `\\[(?:${TYPES}):[ \\t][^[\\]\\n]{0,300}\\]`,
    '\\[COMMERCIAL BREAK\\b[^[\\]\\n]{0,100}\\]',
  ].join('|'),
  'gi',
);
const DIRECTION = /\[[^[\]\n]{1,300}\]|\{{1,2}[^{}\n]{1,300}\}{1,2}/g;
const FOOTNOTE = /\^\[[^[\]\n]{1,500}\]|\[\^[^[\]\s]{1,80}\]/g;
/** Only the length of a token depends on it. */
const ANY_FPS = 30;

export function dressed(runs: readonly TextRun[]): Dressed {
  const styled = paired(paired(runs, STRUCK, 'struck', 1), HIGHLIGHT, 'highlight', 2);
  const links = [...maskOf(styled).matchAll(NOTE_LINK)];
  const pictures = links.filter((link) => link[1] === '!').map((link) => pictureOf(link[2], link[3]));
  const linked = recast(
    styled,
    links.flatMap(({ 0: all, 1: bang = '', 2: page = '', index }): readonly Range[] => {
      const end = index + all.length;
      if (bang === '!') return [{ start: index, end, as: 'nothing' }];
      return [
        { start: index, end: index + 2 + page.length, as: 'nothing' },
        { start: end - 2, end, as: 'nothing' },
      ];
    }),
  );
  const noted = found(linked, FOOTNOTE, 'direction');
  const tokens = recast(noted, tokenRanges(maskOf(noted, isStruck)));
  return {
    runs: found(tokens, DIRECTION, 'direction').map(written),
    pictures: pictures.filter(({ source }) => source !== ''),
  };
}

/** Behind a bar stands a width or a caption. */
function pictureOf(page = '', name = ''): Dressed['pictures'][number] {
  if (page === '') return { source: name, caption: '' };
  return { source: page.slice(0, -1), caption: /^\d+(?:x\d+)?$/.test(name) ? '' : name };
}

/** Marks that a tag has parted from each other. */
function written(run: TextRun): TextRun {
  const text = withTildes(run.text);
  return run.kind === 'edit' ? { ...run, text, suggested: withTildes(run.suggested) } : { ...run, text };
}

/** Styles the words between two marks of this length and removes the marks. */
function paired(runs: readonly TextRun[], pattern: RegExp, style: Style, length: number): readonly TextRun[] {
  const ranges = [...maskOf(runs).matchAll(pattern)].flatMap(({ 0: all, index }): readonly Range[] => {
    const end = index + all.length;
    return [
      { start: index, end: index + length, as: 'nothing' },
      { start: index + length, end: end - length, as: style },
      { start: end - length, end, as: 'nothing' },
    ];
  });
  return recast(runs, ranges);
}

/** Shorthand as repair reads it, and a little more. Includes tokens that lack a bracket, to the end of their line. */
function tokenRanges(mask: string): readonly Range[] {
  const spans = [...mask.matchAll(TOKEN)].map(({ 0: all, index }) => ({
    start: index,
    end: index + all.length,
  }));
  let start = 0;
  for (const line of mask.split('\n')) {
    const whole = { start, end: start + line.length };
    if (/[{([]/.test(line)) spans.push(...tokensOn(mask, whole, whole, ANY_FPS));
    start = whole.end + 1;
  }
  const ranges: Range[] = [];
  for (const { start: from, end } of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (from >= (ranges.at(-1)?.end ?? 0)) ranges.push({ start: from, end, as: 'token' });
  }
  return ranges;
}

/** Struck words are no directions. */
function found(runs: readonly TextRun[], pattern: RegExp, as: 'direction'): readonly TextRun[] {
  const ranges = [...maskOf(runs, isStruck).matchAll(pattern)].map(({ 0: all, index }) => ({
    start: index,
    end: index + all.length,
    as,
  }));
  return recast(runs, ranges);
}

/** The runs as one string in which everything but plain text is masked. `also`: plain text that is masked too. */
export function maskOf(runs: readonly TextRun[], also: (run: TextRun) => boolean = () => false): string {
  return runs
    .map((run) => (run.kind === 'text' && !also(run) ? run.text : '\uFFFC'.repeat(run.text.length)))
    .join('');
}

/** Splits the runs at the ranges, which are in order and do not overlap. Only plain text changes. */
function recast(runs: readonly TextRun[], ranges: readonly Range[]): readonly TextRun[] {
  if (ranges.length === 0) return runs;
  const result: TextRun[] = [];
  let runStart = 0;
  let next = 0;
  for (const run of runs) {
    const runEnd = runStart + run.text.length;
    let at = runStart;
    if (run.kind !== 'text') result.push(run);
    else {
      while (at < runEnd) {
        while ((ranges[next]?.end ?? runEnd) <= at && next < ranges.length) next += 1;
        const range = ranges[next];
        const isIn = range !== undefined && range.start <= at;
        const end = Math.min(runEnd, (isIn ? range.end : range?.start) ?? runEnd);
        const text = run.text.slice(at - runStart, end - runStart);
        const piece: TextRun | null = isIn ? dressedAs({ ...run, text }, range.as) : { ...run, text };
        if (piece !== null) result.push(piece);
        at = end;
      }
    }
    runStart = runEnd;
  }
  return result;
}

function dressedAs(run: Extract<TextRun, { readonly styles: unknown }>, as: Range['as']): TextRun | null {
  if (as === 'nothing') return null;
  if (as === 'token' || as === 'direction') return { ...run, kind: as };
  return run.styles.includes(as) ? run : { ...run, styles: [...run.styles, as] };
}
