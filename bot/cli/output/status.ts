// Prints where things stand, on one screen.
import type { EpisodeRow, Machine, Status } from '../../../src/desk.ts';
import { ENHANCEMENT_STATES } from '../../../src/domain/enhancement.ts';
import type { Look } from './list.ts';
import { table } from './table.ts';
import { line, pad, wrap } from './text.ts';
import { count, shortMoment } from './times.ts';

const NAME_CELLS = 10;
/** More would push the rest off the screen; `list --episode` shows any of them. */
const MOST_EPISODES = 20;

export function statusText(status: Status, look: Look): string {
  const { paint, columns } = look;
  const fact = (name: string, value: string) => `${paint('dim', pad(name, NAME_CELLS))}${value}`;
  const hidden = status.episodes.length - MOST_EPISODES;
  return [
    paint('bold', line(status.show)),
    fact('tree', line(status.tree)),
    fact('state', line(status.state)),
    fact('service', serviceWords(status, look)),
    fact('landing', landingWords(status)),
    ...machineLines(status, look, fact),
    ...(status.conflicts === 0
      ? []
      : [fact('copies', count(status.conflicts, 'conflict copy', 'conflict copies'))]),
    ...(status.paused.length === 0 ? [] : [fact('paused', line(status.paused.join(', ')))]),
    fact('changes', numbers(ENHANCEMENT_STATES.map((state) => [state, status.counts[state]]))),
    fact('jobs', numbers(Object.entries(status.jobs))),
    '',
    status.episodes.length === 0
      ? 'No episode is worked on: none is open.'
      : episodesTable(status.episodes.slice(0, MOST_EPISODES), look).trimEnd(),
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
    ...fullLines(status, look),
    ...(status.notices.length === 0 ? [] : ['', paint('yellow', 'Needs a person')]),
    ...status.notices.flatMap((notice) =>
      wrap(line(notice), columns - 2).map((text, i) => (i === 0 ? `- ${text}` : `  ${text}`)),
    ),
    '',
  ].join('\n');
}

/** Says where a full backlog keeps changes back. */
export function fullLines({ full }: Pick<Status, 'full'>, { columns, paint }: Look): readonly string[] {
  if (full.length === 0) return [];
  return [
    '',
    ...full.flatMap(({ episode, open, keptBack }) => {
      const more =
        keptBack === null ? 'more may come' : `${keptBack} more ${keptBack === 1 ? 'comes' : 'come'}`;
      const sentence = `${episode} has ${open} open, as many as it may (backlog): ${more} as these are decided`;
      return wrap(line(sentence), columns).map((text) => paint('yellow', text));
    }),
  ];
}

function serviceWords({ service }: Status, { nowMs }: Look): string {
  if (service === null) return 'none is running (show-build start)';
  return `${line(service.url)}, pid ${service.pid}, since ${shortMoment(service.sinceMs, nowMs)}`;
}

function machineLines(
  { machines }: Status,
  { nowMs }: Look,
  fact: (name: string, value: string) => string,
): readonly string[] {
  if (machines === null) return [];
  const others = machines.filter(({ presence }) => presence !== 'here');
  const there = others.filter(({ presence }) => presence === 'connected').length;
  const notable = machines.flatMap((machine) => machineWords(machine, nowMs) ?? []);
  return [
    fact('machines', `${there} of ${others.length} connected`),
    ...notable.map((words) => fact('', line(words))),
  ];
}

/** Null for one that is there and has everything. */
function machineWords(machine: Machine, nowMs: number): string | null {
  const { name, people, presence, lastSeenMs, lacks } = machine;
  const seen = lastSeenMs === null ? 'never seen' : `last seen ${shortMoment(lastSeenMs, nowMs)}`;
  const what = [
    ...(presence === 'away' ? [`away, ${seen}`] : presence === 'paused' ? ['paused here'] : []),
    ...(lacks !== null && lacks.items > 0 ? [`lacks ${count(lacks.items, 'file')}`] : []),
    ...(lacks !== null && lacks.deletes > 0 ? [`still has ${count(lacks.deletes, 'deleted file')}`] : []),
  ];
  const whose = people.length === 0 ? '' : ` (${people.join(', ')})`;
  return what.length === 0 ? null : `${name}${whose}: ${what.join(', ')}`;
}

function landingWords({ auto }: Status): string {
  if (auto === true) return 'what nobody could disagree with lands by itself';
  return `nothing lands by itself (${auto === null ? 'not switched on yet' : 'switched off'}: show-build auto on)`;
}

function numbers(all: readonly (readonly [string, number])[]): string {
  const some = all.filter(([, n]) => n > 0).map(([name, n]) => `${n} ${name}`);
  return some.length === 0 ? 'none' : some.join(' · ');
}

function episodesTable(episodes: readonly EpisodeRow[], { columns, paint, nowMs }: Look): string {
  return table(
    ['EPISODE', 'AIRS', 'STATUS', 'SEGMENTS', 'WAITING', 'TITLE'],
    episodes.map((row) => ({
      cells: [
        { text: line(row.episode), colour: 'bold' },
        { text: line(row.airdate ?? '-') },
        { text: line(row.status ?? '-') },
        { text: String(row.segments) },
        { text: String(row.waiting) },
        { text: line(row.title ?? 'untitled') },
      ],
      below: holdBelow(row, nowMs),
    })),
    columns,
    paint,
  );
}

function holdBelow({ hold }: EpisodeRow, nowMs: number) {
  if (hold === null) return [];
  const until = hold.untilMs === null ? '' : ` until ${shortMoment(hold.untilMs, nowMs)}`;
  const why = hold.why === null ? '' : `: ${hold.why}`;
  return [{ text: line(`held by ${hold.by}${until}${why}`), colour: 'yellow' as const }];
}
