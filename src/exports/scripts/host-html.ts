// Builds the host's script for paper: US Letter, large type, each block on a new page, marks that are hard to miss.
// Also readable on a screen.
import { textOf } from '../../markdown/script-parts.ts';
import { type RundownStretch, stretchesOf } from './blocks.ts';
import { endMark, itemHeading, leftOut, startMark, strayLabel } from './cue-names.ts';
import { cueHtml, pictureHtml } from './host-cue.ts';
import { hostStyle } from './host-style.ts';
import { escaped, lines, runsHtml, sheet } from './html.ts';
import type { PageItem, ScriptPage } from './page.ts';
import type { PagePart } from './page-part.ts';
import { clock, overOrUnder } from './times.ts';

export function hostHtml(page: ScriptPage): string {
  const numbers = paragraphNumbers();
  const body = [
    coverHtml(page),
    rundownHtml(page),
    ...stretchesOf(page).map((stretch) => stretchHtml(stretch, page, numbers)),
  ];
  const name = [page.show, `Episode ${page.episode}`].filter(Boolean).join(' · ');
  return sheet({ title: `${name} · host script`, style: hostStyle(name), look: 'host', body });
}

/** `para-1`, `para-2`, … through the whole script, so that people can refer to a paragraph. */
function paragraphNumbers(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `para-${count}`;
  };
}

// ---- cover and rundown ----

function coverHtml({ show, episode, airs, title, subtitle, rundown, open }: ScriptPage): string {
  const { totalMs, plannedMs, overMs } = rundown;
  const over = overOrUnder(overMs);
  const rows = [
    `<tr><th>Total</th><td>${clock(totalMs)}</td></tr>`,
    plannedMs === null ? '' : `<tr><th>Planned</th><td>${clock(plannedMs)}</td></tr>`,
    over === '' ? '' : `<tr><th>Difference</th><td>${over}</td></tr>`,
  ];
  const matters = open.map(({ count, what }) => `<li>${count} ${escaped(what)}</li>`).join('');
  return [
    '<section class="cover">',
    show === '' ? '' : `<p class="show">${escaped(show.toUpperCase())}</p>`,
    `<p class="episode">EPISODE ${escaped(episode)}</p>`,
    airs === '' ? '' : `<p class="airs">${escaped(airs)}</p>`,
    title === null ? '' : `<h1>${escaped(title)}</h1>`,
    subtitle === null ? '' : `<p class="subtitle">${escaped(subtitle)}</p>`,
    `<table class="totals">${rows.join('')}</table>`,
    matters === '' ? '' : `<div class="open"><p>NOT READY</p><ul>${matters}</ul></div>`,
    '</section>',
  ]
    .filter(Boolean)
    .join('\n');
}

const COLUMNS =
  '<tr><th>No.</th><th>Item</th><th>Block</th><th class="time">Start</th><th class="time">Length</th><th class="time">Back</th></tr>';

function rundownHtml({ items, rundown }: ScriptPage): string {
  const rows = items.map(rundownRow).join('\n');
  const total = `<tr class="total"><td></td><td>Total</td><td></td><td></td><td class="time">${clock(rundown.totalMs)}</td><td></td></tr>`;
  return `<section class="rundown">
<h2>Rundown</h2>
<table>
<thead>${COLUMNS}</thead>
<tbody>
${[rows, total].filter(Boolean).join('\n')}
</tbody>
</table>
</section>`;
}

function rundownRow(item: PageItem): string {
  const { order, title, entry } = item;
  const { block, startMs, durationMs, backMs, whyNot, lengthFrom } = entry;
  const number = `<td class="number">${escaped(order)}</td>`;
  if (!entry.onAir)
    return `<tr class="out">${number}<td>${escaped(title)}</td><td colspan="4">not in the show: ${escaped(whyNot ?? '')}</td></tr>`;
  const length = `${clock(durationMs)}${lengthFrom === 'assumed' ? '?' : ''}`;
  const times = [startMs === null ? '' : clock(startMs), length, backMs === null ? '' : clock(backMs)];
  const cells = times.map((time) => `<td class="time">${time}</td>`).join('');
  const row = block === null ? ' class="between"' : '';
  return `<tr${row}>${number}<td>${escaped(title)}</td><td>${escaped(block ?? '–')}</td>${cells}</tr>`;
}

// ---- blocks and items ----

function stretchHtml(stretch: RundownStretch, page: ScriptPage, next: () => string): string {
  const items = stretch.items.map((item) => itemHtml(item, page, next)).join('\n');
  if (stretch.kind === 'between') return `<section class="between">\n${items}\n</section>`;
  const { letter, startMs, durationMs } = stretch.block;
  return `<section class="block">
<p class="mark">${escaped(startMark(letter))} <span>starts ${clock(startMs)} · runs ${clock(durationMs)}</span></p>
${items}
<p class="mark end">${escaped(endMark(letter))}</p>
</section>`;
}

function itemHtml(item: PageItem, page: ScriptPage, next: () => string): string {
  const { entry, slug, order } = item;
  if (!entry.onAir) return `<p class="left-out">${escaped(leftOut(item))}</p>`;
  if (isBareBreak(item)) return breakHtml(item);
  const facts = [
    order === '' ? '' : `<b>${escaped(order)}</b>`,
    slug === null ? '' : escaped(slug),
    entry.startMs === null ? '' : `<span>starts <b>${clock(entry.startMs)}</b></span>`,
    `<span>runs <b>${clock(entry.durationMs)}${entry.lengthFrom === 'assumed' ? '?' : ''}</b></span>`,
  ];
  return `<article class="item">
<header><h2>${escaped(itemHeading(item))}</h2><p>${facts.filter(Boolean).join(' · ')}</p></header>
${item.parts.map((part) => partHtml(part, page, next)).join('\n')}
</article>`;
}

/** True for a break without words or media of its own. */
function isBareBreak({ entry, parts }: PageItem): boolean {
  return entry.isBreak && parts.every((part) => part.kind === 'cue' && part.cue.type === 'BREAK');
}

function breakHtml(item: PageItem): string {
  const { startMs, durationMs, lengthFrom } = item.entry;
  const length = `runs ${clock(durationMs)}${lengthFrom === 'assumed' ? '?' : ''}`;
  const times = [startMs === null ? '' : `starts ${clock(startMs)}`, length].filter(Boolean).join(' · ');
  return `<p class="mark break">${escaped(itemHeading(item))} <span>${times}</span></p>`;
}

function partHtml(part: PagePart, page: ScriptPage, next: () => string): string {
  switch (part.kind) {
    case 'speech':
      return speechHtml(part, next());
    case 'list':
      return listHtml(part, next());
    case 'heading':
      return `<h3>${runsHtml(part.runs)}</h3>`;
    case 'cue':
      return cueHtml(part.cue, page.episode);
    case 'picture':
      return pictureHtml(part, page.episode);
    case 'token':
      return `<p class="loud box">NOT A CUE YET: ${lines(part.text)}</p>`;
    case 'stray':
      return `<p class="loud box">${strayLabel(part.what)} ${lines(part.text)}</p>`;
    case 'broken-cue':
      return `<div class="loud box">CUE WITHOUT AN END<br>${lines(part.text)}</div>`;
    case 'direction':
      return `<p class="direction">${runsHtml(part.runs)}</p>`;
    case 'code':
      return `<pre class="aside">${escaped(part.text)}</pre>`;
    case 'rule':
      return '<hr>';
  }
}

/** A paragraph with more characters may be split across pages; shorter ones move to the next page whole. */
const LONG = 700;

function speechHtml(speech: Extract<PagePart, { readonly kind: 'speech' }>, id: string): string {
  const { voice, isNamed, bullet, quoted, flag, runs } = speech;
  const looks = [
    'say',
    voice.look === 0 ? '' : `voice-${voice.look}`,
    bullet ? 'bullet' : '',
    quoted ? 'quoted' : '',
    textOf(runs).length > LONG ? 'long' : '',
  ];
  const name = isNamed ? `<b class="name">${escaped(voice.name)}</b> ` : '';
  const flagged =
    flag === null ? '' : `<b class="loud flag">FLAG${flag === '' ? '' : `: ${escaped(flag)}`}</b> `;
  return `<p id="${id}" class="${looks.filter(Boolean).join(' ')}">${name}${flagged}${runsHtml(runs)}</p>`;
}

function listHtml(
  { voice, isNamed, entries }: Extract<PagePart, { readonly kind: 'list' }>,
  id: string,
): string {
  const name = isNamed ? `<p class="say"><b class="name">${escaped(voice.name)}</b></p>` : '';
  const rows = entries.map(
    ({ depth, marker, runs }) =>
      `<p class="entry depth-${Math.min(depth, 4)}"><span>${escaped(marker)}</span> ${runsHtml(runs)}</p>`,
  );
  return `${name}<div id="${id}" class="list">${rows.join('')}</div>`;
}
