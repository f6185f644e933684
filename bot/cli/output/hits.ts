// Prints search hits for people: place, kind, and the words around the hit. Also prints query results as rows.
import type { CopyHit, QueryAnswer, SavedQuery, SearchAnswer, SearchHit } from '../../../src/desk.ts';
import type { Look } from './list.ts';
import { table } from './table.ts';
import { line, pad, shorten, width } from './text.ts';
import { count } from './times.ts';

export function hitsText({ hits, copies, cut, indexed }: SearchAnswer, look: Look): string {
  const many = hits.length + copies.length;
  const said = [
    ...(many === 0 ? ['Nothing was found.'] : []),
    ...(copies.length === 0 ? [] : [IN_COPIES]),
    ...(cut ? [`These are the first ${many}; there are more. Ask for less, or with --limit.`] : []),
    ...(indexed.done < indexed.total ? [notYet(indexed)] : []),
  ];
  const found = [
    ...hits.map((hit) => hitText(hit, look)),
    ...copies.map((copy) => copyText(copy, look)),
  ].join('\n');
  return [found, said.map((each) => `${each}\n`).join('')].filter((part) => part !== '').join('\n');
}

const IN_COPIES =
  'The words in a conflict copy stand in it alone, not in its file; the page /conflicts of the desk tells what becomes of them.';

function copyText({ original, by, path, excerpt }: CopyHit, { columns, paint }: Look): string {
  const whose = by === null ? '' : `, words of ${line(by)}`;
  const head = `${paint('bold', line(original))}  ${paint('cyan', `conflict copy${whose}`)}`;
  const place = `${INDENT}${paint('dim', shorten(line(path), columns - INDENT.length))}\n`;
  return `${head}\n${place}${excerptLine(excerpt, columns - INDENT.length, (text) => paint('yellow', text))}`;
}

function notYet({ done, total }: SearchAnswer['indexed']): string {
  return `${done} of ${count(total, 'episode')} can be searched so far; a running service reads the others, "show-build rebuild" at once.`;
}

function hitText(hit: SearchHit, { columns, paint }: Look): string {
  const place = line(hit.path) + (hit.line === null ? '' : `:${hit.line}`);
  const what = whatOf(hit);
  const head = paint('bold', place) + (what === '' ? '' : `  ${paint('cyan', what)}`);
  return `${head}\n${excerptLine(hit.excerpt, columns - INDENT.length, (text) => paint('yellow', text))}`;
}

const INDENT = '    ';

function whatOf({ kind, cueType, slug, durationMs }: SearchHit): string {
  if (kind === 'segment' || kind === 'asset') return '';
  const length = durationMs === null ? null : lengthOf(durationMs);
  const type = kind === 'quote' ? 'quote' : (cueType ?? 'cue');
  return [type, slug, length]
    .filter((part) => part !== null)
    .map(line)
    .join('  ');
}

function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** On one line, with the hits coloured. */
function excerptLine(excerpt: SearchHit['excerpt'], cells: number, paint: (text: string) => string): string {
  let left = cells;
  let text = '';
  for (const piece of excerpt) {
    if (left <= 1) break;
    const shown = shorten(line(piece.text), left);
    left -= width(shown);
    text += piece.hit ? paint(shown) : shown;
  }
  return text.trim() === '' ? '' : `${INDENT}${text.trim()}\n`;
}

// ---- SQL ----

const WIDEST_CELL = 60;

/** Columns of numbers are right-aligned, all others left-aligned. */
export function answerText({ columns, rows, cut, tookMs }: QueryAnswer, { paint }: Look): string {
  const shown = rows.map((row) => row.map(cellText));
  const isNumber = columns.map(
    (_, i) => rows.some((row) => row[i] !== null) && rows.every((row) => typeof row[i] !== 'string'),
  );
  const heads = columns.map((name) => shorten(line(name), WIDEST_CELL));
  const widths = heads.map((head, i) => Math.max(width(head), ...shown.map((row) => width(row[i] ?? ''))));
  const aligned = (cells: readonly string[]) =>
    cells
      .map((cell, i) =>
        isNumber[i] ? ' '.repeat((widths[i] ?? 0) - width(cell)) + cell : pad(cell, widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const sum = `${count(rows.length, 'row')}${cut ? '; there are more' : ''}, ${Math.round(tookMs)} ms`;
  return [paint('dim', aligned(heads)), ...shown.map(aligned), paint('dim', sum), ''].join('\n');
}

function cellText(value: string | number | null): string {
  return value === null ? '–' : shorten(line(String(value)), WIDEST_CELL);
}

export function savedText(saved: readonly SavedQuery[], look: Look): string {
  const rows = saved.map(({ name, sql, by }) => ({
    cells: [
      { text: line(name), colour: 'bold' as const },
      { text: by === null ? '' : line(by) },
      { text: shorten(line(sql), 200) },
    ],
  }));
  return table(['NAME', 'BY', 'SQL'], rows, look.columns, look.paint);
}
