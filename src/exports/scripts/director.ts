// Builds the director's sheet: each item with its times, each cue with the words it rolls on, its files, and its in and
// out points. Landscape, and as compact as is still readable in a dark room.

import { cueLength, itemHeading, leftOut } from './cue-names.ts';
import { type CueSheetRow, cueRows } from './cue-sheet.ts';
import { cssString, escaped, fileNames, sheet } from './html.ts';
import type { PageItem, ScriptPage } from './page.ts';
import type { ShownCue } from './shown-cue.ts';
import { clock, overOrUnder } from './times.ts';

const COLUMNS = ['No.', 'Type', 'Slug', 'Rolls on', 'Dur.', 'In', 'Out', 'File'];

export function directorHtml(page: ScriptPage): string {
  const name = [page.show, `Episode ${page.episode}`].filter(Boolean).join(' · ');
  const head = COLUMNS.map((column) => `<th>${column}</th>`).join('');
  const body = [
    topHtml(page, name),
    `<table>\n<thead><tr>${head}</tr></thead>`,
    ...page.items.map(itemHtml),
    '</table>',
  ];
  return sheet({ title: `${name} · director`, style: styleOf(name), look: 'director', body });
}

function topHtml({ airs, title, rundown, open }: ScriptPage, name: string): string {
  const over = overOrUnder(rundown.overMs);
  const planned = rundown.plannedMs === null ? '' : `planned ${clock(rundown.plannedMs)}`;
  const facts = [airs, title ?? '', `total ${clock(rundown.totalMs)}`, planned, over];
  const matters = open.map(({ count, what }) => `${count} ${what}`).join(' · ');
  return `<h1>${escaped(name)} · DIRECTOR</h1>
<p>${escaped(facts.filter(Boolean).join(' · '))}</p>${matters === '' ? '' : `\n<p class="loud">NOT READY: ${escaped(matters)}</p>`}`;
}

function itemHtml(item: PageItem): string {
  const span = COLUMNS.length;
  if (!item.entry.onAir)
    return `<tbody><tr class="out"><td colspan="${span}">${escaped(leftOut(item))}</td></tr></tbody>`;
  const { startMs, durationMs, backMs } = item.entry;
  const times = [
    startMs === null ? '' : `front ${clock(startMs)}`,
    `runs ${clock(durationMs)}`,
    backMs === null ? '' : `back ${clock(backMs)}`,
  ];
  const name = [item.order, itemHeading(item)].filter(Boolean).join(' · ');
  const head = `<tr class="item"><th colspan="${span}">${escaped(name)} <span>${times.filter(Boolean).join(' · ')}</span></th></tr>`;
  const rows = cueRows(item).map(rowHtml);
  const none = rows.length === 0 ? [`<tr><td colspan="${span}" class="none">no cues</td></tr>`] : [];
  return `<tbody>\n${[head, ...rows, ...none].join('\n')}\n</tbody>`;
}

function rowHtml(row: CueSheetRow): string {
  if (row.kind === 'cue') return cueRow(row.cue, row.rollsOn);
  const text =
    row.kind === 'loud' ? `<b class="loud">${escaped(row.text)}</b>` : `<i>${escaped(row.text)}</i>`;
  return `<tr><td></td><td colspan="2">${text}</td><td>${escaped(row.rollsOn)}</td><td colspan="4"></td></tr>`;
}

function cueRow(cue: ShownCue, rollsOn: string): string {
  const file = [
    escaped(fileNames(cue.files)),
    cue.missing === null ? '' : `<b class="loud">MISSING</b> ${escaped(cue.missing)}`,
    ...cue.toMend.map((text) => `<b class="loud">TO MEND</b> ${escaped(text)}`),
  ];
  const cells = [
    `<td class="number">${escaped(cue.number)}</td>`,
    `<td class="type">${escaped(cue.type)}</td>`,
    `<td>${escaped(cue.slug)}</td>`,
    `<td>${escaped(rollsOn)}</td>`,
    `<td class="time">${cueLength(cue)}</td>`,
    `<td>${end(cue.inMs, cue.inCue)}</td>`,
    `<td>${end(cue.outMs, cue.outCue)}</td>`,
    `<td class="file">${file.filter(Boolean).join(' ')}</td>`,
  ];
  return `<tr>${cells.join('')}</tr>`;
}

/** In or out point in the file, with the words spoken there. */
function end(ms: number | null, words: string | null): string {
  return [ms === null ? '' : `<b class="in">${clock(ms)}</b>`, escaped(words ?? '')]
    .filter(Boolean)
    .join(' ');
}

function styleOf(name: string): string {
  return `@page {
  size: letter landscape;
  margin: 0.5in;
  @bottom-left { content: ${cssString(`${name} · DIRECTOR`)}; font: 8pt Helvetica, Arial, "Liberation Sans", sans-serif; }
  @bottom-right { content: "page " counter(page) " of " counter(pages); font: 700 9pt Helvetica, Arial, "Liberation Sans", sans-serif; }
}
* { box-sizing: border-box; }
html { background: #fff; color: #000; }
body { font: 10.5pt/1.3 Helvetica, Arial, "Liberation Sans", sans-serif; margin: 0 auto; max-width: 10in; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
h1 { font-size: 16pt; margin: 0; }
p { margin: 0 0 0.06in; }
table { width: 100%; border-collapse: collapse; margin-top: 0.08in; }
thead { display: table-header-group; }
th, td { text-align: left; vertical-align: top; padding: 0.03in 0.06in; overflow-wrap: anywhere; }
thead th { border-bottom: 2pt solid #000; font-size: 9pt; }
thead th, .number, .time, .in { white-space: nowrap; }
thead th:nth-child(2) { width: 0.8in; } thead th:nth-child(3) { width: 1.4in; } thead th:nth-child(4) { width: 30%; }
thead th:nth-child(6), thead th:nth-child(7) { width: 1.2in; } thead th:nth-child(8) { width: 1.6in; }
tr { break-inside: avoid; }
td { border-bottom: 0.5pt solid #888; }
.item th { background: #ddd; border-top: 1.5pt solid #000; font-size: 11pt; break-after: avoid; }
.item { break-after: avoid; }
.item span { float: right; font-weight: 400; font-variant-numeric: tabular-nums; }
.number { font-weight: 700; font-size: 12pt; } .type { font-weight: 700; font-size: 9.5pt; }
.time { font-variant-numeric: tabular-nums; font-weight: 700; }
.none { color: #555; font-style: italic; }
.out td { color: #b00000; font-weight: 700; border-top: 1pt dashed #b00000; border-bottom: 1pt dashed #b00000; }
.loud { background: #b00000; color: #fff; padding: 0 0.06in; font-weight: 700; }
td .loud { display: inline-block; }
p.loud { width: fit-content; }
@media screen { body { padding: 0.5in 0; } }
`;
}
