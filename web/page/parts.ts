// The pieces that pages are made of: badges, commands, one enhancement, one diagnostic.
import type { EnhancementRow, EpisodeRow } from '../../src/desk.ts';
import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import { commandLine } from '../words/command.ts';
import { whyItWaits } from '../words/waits.ts';
import { type Html, html } from './html.ts';

export interface Around {
  readonly nowMs: number;
  /** See `ServerOptions.place`. */
  readonly place: readonly string[];
}

export function badge(word: string): Html {
  // The class is one of our own words, or an unknown one that no rule matches.
  return html`<span class="badge ${word}">${word}</span>`;
}

export function command(words: readonly string[], { place }: Around): Html {
  return html`<code class="command">${commandLine([...words, ...place])}</code>`;
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `why` is null where it is not known here. */
export function entry(row: EnhancementRow, why: string | null, around: Around): Html {
  const waits = whyItWaits(row, around.nowMs);
  const verb = VERBS[row.state];
  return html`<li class="entry">
<p class="entry-title"><a href="/enhancements/${row.id}"><bdi>${row.title}</bdi></a> ${badge(row.state)}</p>
${why !== null && html`<p class="why"><bdi>${why}</bdi></p>`}
${waits !== null && html`<p class="waits"><bdi>${waits}</bdi></p>`}
<p class="meta">${row.step} · ${row.applicability} · ${row.id}</p>
${verb !== undefined && command([verb, row.id], around)}
</li>`;
}

/** An episode's enhancements below the files that they are about. */
export function segmentLists(
  rows: readonly EnhancementRow[],
  view: Around & { why: ReadonlyMap<string, string> },
): Html {
  return html`${groupBy(rows, (row) => row.subject).map(
    ([subject, some]) => html`<h4><bdi>${fileName(subject)}</bdi></h4>
<ul class="entries">${some.map((each) => entry(each, view.why.get(each.id) ?? null, view))}</ul>`,
  )}`;
}

const VERBS: Readonly<Partial<Record<EnhancementRow['state'], string>>> = {
  proposed: 'accept',
  landed: 'revert',
};

export function diagnosticEntry({ severity, path, line, message, todo, code }: Diagnostic): Html {
  return html`<li class="diagnostic">
<p>${badge(severity)} <bdi>${message}</bdi></p>
<p class="todo"><bdi>${todo}</bdi></p>
<p class="meta"><bdi>${path}${line !== null && `:${line}`}</bdi> · ${code}</p>
</li>`;
}

export function holdNote({ hold }: EpisodeRow): Html | null {
  if (hold === null) return null;
  const until = hold.untilMs === null ? '' : ` until ${clock(hold.untilMs)}`;
  return html`<p class="hold"><bdi>held by ${hold.by}${until}${hold.why !== null && `: ${hold.why}`}</bdi></p>`;
}

/** In the server's own time zone: it stands where the show is made. */
export function clock(atMs: number): string {
  const at = new Date(atMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

export function groupBy<T>(
  rows: readonly T[],
  key: (row: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups];
}
