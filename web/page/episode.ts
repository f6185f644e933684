// One episode: its rundown in the order of the show, what is open in it, and what its author has to mend.
import type { EpisodeDetail } from '../../src/desk.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import {
  type Around,
  badge,
  command,
  count,
  diagnosticEntry,
  fileName,
  holdNote,
  segmentLists,
} from './parts.ts';

export interface EpisodeView extends Around {
  readonly show: string;
  readonly detail: EpisodeDetail;
  readonly why: ReadonlyMap<string, string>;
}

const REFRESH_SECONDS = 15;

export function episodePage(view: EpisodeView): string {
  const { detail } = view;
  const isOpen = (state: string) => state === 'proposed' || state === 'accepted';
  const open = detail.enhancements.filter(({ state }) => isOpen(state));
  const ended = detail.enhancements.filter(({ state }) => !isOpen(state));
  const facts = [
    detail.status,
    detail.airdate && `airs ${detail.airdate}`,
    count(detail.rundown.length, 'segment'),
  ];
  const body = html`
<p class="crumbs"><a href="/">All</a> › ${detail.episode}</p>
<h1><span class="number">${detail.episode}</span> <bdi>${detail.title ?? 'untitled'}</bdi></h1>
<p class="meta"><bdi>${facts.filter((fact) => fact !== null && fact !== '').join(' · ')}</bdi>${!detail.open && ' · closed: it is not worked on'}</p>
${holdNote(detail)}
<section><h2>Open</h2>${
    open.length === 0
      ? html`<p class="empty">Nothing is open in this episode.</p>`
      : html`<article class="card">${segmentLists(open, view)}
<p class="all meta">All of them at once: ${command(['accept', '--episode', detail.episode], view)}</p></article>`
  }</section>
${rundown(detail)}
${
  detail.diagnostics.length > 0 &&
  html`<section><h2>For the author to mend</h2><article class="card"><ul class="entries">${detail.diagnostics.map(diagnosticEntry)}</ul></article></section>`
}
${ended.length > 0 && html`<section><h2>Ended</h2><article class="card">${segmentLists(ended, view)}</article></section>`}`;
  const title = `${detail.episode} ${detail.title ?? ''} · ${view.show}`;
  return layout({ title, show: view.show, body, refreshSeconds: REFRESH_SECONDS });
}

function rundown({ rundown: rows }: EpisodeDetail): Html | null {
  if (rows.length === 0) return null;
  return html`<section><h2>Rundown</h2><div class="card wide"><table><thead><tr><th class="n">Order</th><th>Segment</th><th>Slug</th>
<th>Type</th><th class="n">Duration</th><th class="n">Cues</th></tr></thead><tbody>${rows.map(
    (
      row,
    ) => html`<tr><td class="n">${row.order ?? '–'}</td><td><bdi>${row.title ?? fileName(row.path)}</bdi></td><td><bdi>${row.slug ?? '–'}</bdi></td>
<td>${row.type === null ? '–' : badge(row.type)}</td><td class="n"><bdi>${row.duration ?? '–'}</bdi></td><td class="n">${row.cues}</td></tr>`,
  )}</tbody></table></div></section>`;
}
