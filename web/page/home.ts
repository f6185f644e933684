// The front page: how the show stands, what is proposed and why it waits, what landed, and what is not being done.
import type { EnhancementRow, EpisodeRow, JobRow, Status } from '../../src/desk.ts';
import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import {
  type Around,
  badge,
  command,
  count,
  diagnosticEntry,
  fileName,
  groupBy,
  holdNote,
  segmentLists,
} from './parts.ts';

export interface HomeView extends Around {
  readonly status: Status;
  /** Proposed and accepted, the ones on the page only. */
  readonly open: readonly EnhancementRow[];
  readonly openInAll: number;
  readonly why: ReadonlyMap<string, string>;
  /** Newest first. */
  readonly landed: readonly EnhancementRow[];
  /** Jobs that did nothing, with a reason. */
  readonly idle: readonly JobRow[];
  readonly diagnostics: readonly Diagnostic[];
}

const REFRESH_SECONDS = 5;

export function homePage(view: HomeView): string {
  const { status } = view;
  const body = html`
<h1><bdi>${status.show}</bdi></h1>
${statusLine(view)}
${notices(status)}
<section><h2>Proposed</h2>${proposals(view)}</section>
${landed(view)}
${idle(view.idle)}
${diagnostics(view.diagnostics)}
${episodes(status.episodes)}
<footer class="meta"><bdi>${status.tree}</bdi> · this page reloads itself every ${REFRESH_SECONDS} seconds</footer>`;
  return layout({
    title: `${status.show} · Show-Build`,
    show: status.show,
    body,
    refreshSeconds: REFRESH_SECONDS,
  });
}

function statusLine(view: HomeView): Html {
  const { status } = view;
  const { counts } = status;
  const { running = 0, queued = 0, failed = 0 } = status.jobs;
  const working = running + queued;
  const numbers: readonly (readonly [number, string])[] = [
    [counts.proposed, 'proposed'],
    [counts.accepted, 'accepted'],
    [counts.landed, 'landed'],
    [counts.rejected, 'rejected'],
    [working, working === 1 ? 'job at work' : 'jobs at work'],
  ];
  return html`<ul class="numbers">${numbers.map(([n, word]) => html`<li><b>${n}</b> ${word}</li>`)}
${failed > 0 && html`<li class="bad"><b>${failed}</b> failed</li>`}</ul>
<p class="auto">${autoSentence(status)}${status.paused.length > 0 && ` Paused: ${status.paused.join(', ')}.`}</p>
${status.auto !== true && command(['auto', 'on'], view)}`;
}

export function autoSentence({ auto }: Pick<Status, 'auto'>): string {
  if (auto === true) return 'What nobody could disagree with lands by itself.';
  if (auto === false) return 'Nothing lands by itself: automatic landing is switched off.';
  return 'Nothing lands by itself: nobody has switched automatic landing on yet.';
}

function notices({ notices: all }: Status): Html | null {
  if (all.length === 0) return null;
  return html`<ul class="notices">${all.map((each) => html`<li><bdi>${each}</bdi></li>`)}</ul>`;
}

function proposals(view: HomeView): Html {
  if (view.open.length === 0)
    return html`<p class="empty">Nothing is open. When somebody saves a file, what could be improved appears here.</p>`;
  const byNumber = new Map(view.status.episodes.map((each) => [each.episode, each]));
  const hidden = view.openInAll - view.open.length;
  return html`${groupBy(view.open, (row) => row.episode).map(([episode, rows]) =>
    episodeCard(episode, byNumber.get(episode) ?? null, rows, view),
  )}
${hidden > 0 && html`<p class="empty">${count(hidden, 'more')}: see the episodes below.</p>`}`;
}

function episodeCard(
  episode: string,
  row: EpisodeRow | null,
  rows: readonly EnhancementRow[],
  view: HomeView,
): Html {
  return html`<article class="card">
<h3><a href="/episodes/${episode}"><span class="number">${episode}</span> <bdi>${row?.title ?? 'untitled'}</bdi></a>
<span class="meta">${count(rows.length, 'enhancement')}</span></h3>
${row !== null && holdNote(row)}
${segmentLists(rows, view)}
<p class="all meta">All of them at once: ${command(['accept', '--episode', episode], view)}</p>
</article>`;
}

function landed(view: HomeView): Html {
  const rows = view.landed;
  return html`<section><h2>Landed</h2>${
    rows.length === 0
      ? html`<p class="empty">Nothing has landed yet.</p>`
      : html`<article class="card"><ul class="entries">${rows.map(
          (
            row,
          ) => html`<li class="entry"><p class="entry-title"><a href="/enhancements/${row.id}"><bdi>${row.title}</bdi></a></p>
<p class="meta"><a href="/episodes/${row.episode}">${row.episode}</a> · <bdi>${fileName(row.subject)}</bdi> · ${row.step}</p>
${command(['revert', row.id], view)}</li>`,
        )}</ul></article>`
  }</section>`;
}

function idle(rows: readonly JobRow[]): Html | null {
  if (rows.length === 0) return null;
  return html`<section><h2>Not being done</h2><article class="card"><ul class="entries">${rows.map(
    (row) => html`<li class="entry"><p class="entry-title">${row.step} ${badge(row.state)}</p>
<p class="waits"><bdi>${row.reason?.user ?? 'no reason was given'}</bdi></p>
<p class="meta">${row.episode} · <bdi>${fileName(row.subject)}</bdi></p></li>`,
  )}</ul></article></section>`;
}

function diagnostics(all: readonly Diagnostic[]): Html | null {
  if (all.length === 0) return null;
  return html`<section><h2>For the author to mend</h2><article class="card"><ul class="entries">${all.map(diagnosticEntry)}</ul></article></section>`;
}

function episodes(rows: readonly EpisodeRow[]): Html {
  return html`<section><h2>Episodes</h2><div class="card wide"><table><thead><tr><th>Episode</th><th>Status</th><th>Airs</th>
<th class="n">Segments</th><th class="n">Waiting</th></tr></thead><tbody>${rows.map(
    (
      row,
    ) => html`<tr${row.open ? '' : html` class="closed"`}><td><a href="/episodes/${row.episode}"><span class="number">${row.episode}</span>
<bdi>${row.title ?? 'untitled'}</bdi></a></td><td><bdi>${row.status ?? '–'}</bdi>${!row.open && ' (closed)'}</td><td><bdi>${row.airdate ?? '–'}</bdi></td>
<td class="n">${row.segments}</td><td class="n">${row.waiting}</td></tr>`,
  )}</tbody></table></div></section>`;
}
