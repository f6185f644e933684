// The desk of a show that this program has open: questions are answered from Git, decisions and disk; decisions are made
// durable first, and then carried out as far as the gates allow.
import type { Desk, EnhancementRow, GateReason, Outcome, Selection } from '../src/desk.ts';
import type { Saying } from '../src/domain/decision.ts';
import { hunkKey } from '../src/domain/hunk.ts';
import type { EnhancementId, EpisodeId } from '../src/domain/ids.ts';
import { Fault } from '../src/errors.ts';
import { hashText } from '../src/hash.ts';
import { textsBelow } from './below.ts';
import { budgetReport, checkedUsd } from './budget.ts';
import { check } from './check.ts';
import { flowDesk } from './desk/flow.ts';
import { pastDesk } from './desk/past.ts';
import { reviewDesk } from './desk/review.ts';
import { searchDesk } from './desk/search.ts';
import { workDesk } from './desk/work.ts';
import { listEpisodes } from './episodes.ts';
import { exported } from './exported.ts';
import { endedReason, gateReason } from './gate-reason.ts';
import { type Fate, land } from './land.ts';
import { MAIN } from './names.ts';
import { newEpisode } from './new-episode.ts';
import { known, pass } from './pass.ts';
import { reviewer } from './people.ts';
import { propose } from './propose.ts';
import { revert } from './revert.ts';
import type { Show } from './show.ts';
import { episodeDetail, episodeRows, statusOf } from './status.ts';
import { detailOf, diffOf, findRow, keptOf, listRows } from './view.ts';

/** How long a command waits for `settled` to open; a person who types longer than this is told about, not waited for. */
const LONGEST_WAIT_MS = 5 * 60_000;

export function openDesk(show: Show): Desk {
  const decide = (who: string | null, saying: Saying, why: string | null = null) =>
    show.alone(() =>
      show.decisions.add({ atMs: show.nowMs(), by: reviewer(show.settings(), who), why, saying }),
    );

  return {
    ...reviewDesk(show),
    ...flowDesk(show),
    ...pastDesk(show),
    ...workDesk(show),
    ...searchDesk(show),
    list: (selection) => listRows(show, selection),
    show: (id) => detailOf(show, id),
    diff: (id) => diffOf(show, id),

    async accept(selection, who) {
      const rows = await select(show, selection, ['proposed', 'accepted']);
      for (const row of rows)
        if (row.state === 'proposed')
          await decide(who, { kind: 'accept', ...aboutRow(show, await keptOf(show, row)) });
      return landAll(show, rows, reviewer(show.settings(), who).name);
    },

    async reject(selection, why, who) {
      const rows = await select(show, selection, ['proposed', 'accepted']);
      for (const row of rows) {
        const kept = await keptOf(show, row);
        await decide(
          who,
          { kind: 'reject', whole: true, hunks: await hunksOf(show, kept), ...aboutRow(show, kept) },
          why,
        );
      }
      await restack(show, rows);
      return rows.map((row) => outcome(row, 'rejected'));
    },

    async revert(selection, who) {
      const rows = await select(show, selection, ['landed', 'reverted']);
      const by = reviewer(show.settings(), who);
      const outcomes: Outcome[] = [];
      // The newest first: what stands on another goes before it.
      for (const row of newestFirst(show, rows)) {
        outcomes.push(
          await untilSettled(show, async () => {
            const result = await show.alone(() =>
              revert(show, row.episode as EpisodeId, row.id as EnhancementId, by),
            );
            if (result.kind === 'reverted') return outcome(row, 'reverted', result.commit);
            if (result.kind === 'refused') return outcome(row, 'refused', null, [endedReason(result.reason)]);
            return outcome(row, 'waiting', null, result.gates.map(gateReason));
          }),
        );
      }
      return outcomes;
    },

    async redo(id, remark, who) {
      const row = await findRow(show, id);
      await decide(who, { kind: 'redo', remark, ...aboutRow(show, await keptOf(show, row)) });
      const { jobs, proposed } = await pass(show, { episode: row.episode, step: row.step }, () => {});
      const isAsked = row.state !== 'landed' || jobs + proposed.length > 0;
      if (!isAsked) return outcome(row, 'refused', null, [NOT_ASKED]);
      return outcome(await findRow(show, id), 'asked-again');
    },

    async hold(episode, forMs, why, who) {
      const untilMs = forMs === null ? null : show.nowMs() + forMs;
      await decide(who, { kind: 'hold', episode: await episodeNamed(show, episode), untilMs }, why);
    },
    release: async (episode, who) =>
      decide(who, { kind: 'release', episode: await episodeNamed(show, episode) }),
    pause: async (step, why, who) => decide(who, { kind: 'pause', step: stepNamed(show, step) }, why),
    resume: async (step, who) => decide(who, { kind: 'resume', step: stepNamed(show, step) }),
    auto: (on, who) => decide(who, { kind: 'auto', on }),
    budget: (episode) => budgetReport(show, episode),
    async addBudget(episode, addUsd, who) {
      const named = episode === null ? null : await episodeNamed(show, episode);
      await decide(who, { kind: 'budget', episode: named, addUsd: checkedUsd(addUsd) });
    },

    check: (episode) => check(show, episode),
    create: (who) => newEpisode(show, who),
    exported: (episode, name) => exported(show, episode, name),
    episodes: () => episodeRows(show),
    episode: (episode) => episodeDetail(show, episode),
    status: () => statusOf(show),

    async pass(options, onProgress) {
      const first = await pass(show, options, onProgress);
      if (!options.acceptAll || options.dryRun) return first;
      const landed: Outcome[] = [];
      const proposed = [...first.proposed];
      // What lands can make another step due; it ends because steps are idempotent.
      for (;;) {
        const open = await listRows(show, chosen(options));
        const todo = open.filter(({ id }) => !landed.some((done) => done.id === id));
        if (todo.length === 0) return { ...first, proposed, landed };
        onProgress({ phase: 'landing', done: landed.length, total: landed.length + todo.length, note: '' });
        for (const row of todo)
          if (row.state === 'proposed')
            await decide(null, { kind: 'accept', ...aboutRow(show, await keptOf(show, row)) });
        landed.push(...(await landAll(show, todo, reviewer(show.settings(), null).name)));
        const next = await pass(show, { ...options, acceptAll: false }, onProgress);
        proposed.push(...next.proposed);
      }
    },
  };
}

const NOT_ASKED: GateReason = endedReason({
  code: 'NOT_ASKED',
  user: 'what stands there now is a person’s, or nothing that this step makes anew',
  tech: 'the step needs nothing on this subject',
});

function chosen({ episode, step }: { readonly episode?: string; readonly step?: string }): Selection {
  return { ...(episode === undefined ? {} : { episode }), ...(step === undefined ? {} : { step }) };
}

async function select(
  show: Show,
  selection: Selection,
  states: readonly string[],
): Promise<readonly EnhancementRow[]> {
  for (const id of selection.ids ?? []) {
    const row = await findRow(show, id);
    if (!states.includes(row.state)) {
      throw new Fault(
        'refused',
        'WRONG_STATE',
        `${row.id} is ${row.state}; this needs one that is ${states[0]}`,
      );
    }
  }
  const rows = await listRows(show, { ...selection, all: true });
  return rows.filter(({ state }) => states.includes(state));
}

function aboutRow(show: Show, { enhancement }: Awaited<ReturnType<typeof keptOf>>) {
  const { id, episode, step, subject, input } = enhancement;
  return { id, episode, step, subject: show.decisions.memory().renames.get(subject) ?? subject, input };
}

/** Each edit by itself, so that it stays rejected when the next answer brings it among others. */
async function hunksOf(show: Show, kept: Awaited<ReturnType<typeof keptOf>>) {
  const from = await textsBelow(show.repo, kept);
  return kept.enhancement.change.files.flatMap((file) => {
    const text = from(file.path);
    if (file.kind !== 'edit' || text === null) return [];
    return file.edits.map((edit) => hashText(hunkKey(edit, text)));
  });
}

async function restack(show: Show, rows: readonly EnhancementRow[]): Promise<void> {
  for (const episode of new Set(rows.map((row) => row.episode as EpisodeId))) {
    await show.alone(() => propose(show, episode));
  }
}

/** Lands what can be landed, waiting out `settled`; what other gates hold back stays accepted. */
export async function landAll(
  show: Show,
  rows: readonly EnhancementRow[],
  by: string,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  for (const episode of new Set(rows.map((row) => row.episode as EpisodeId))) {
    const left = new Map(rows.filter((row) => row.episode === episode).map((row) => [row.id, row]));
    const deadlineMs = show.nowMs() + LONGEST_WAIT_MS;
    while (left.size > 0) {
      const fates = await show.alone(() => land(show, episode, [...left.keys()] as EnhancementId[], by));
      let again: number | null = null;
      for (const fate of fates) {
        const row = left.get(fate.id);
        if (!row) continue;
        const result = outcomeOf(row, fate);
        outcomes.set(row.id, result);
        const opens = opensSoon(result.reasons);
        const landedSome = fates.some((one) => 'landed' in one);
        const isNext =
          landedSome &&
          result.reasons.every(({ gate }) => gate === 'order' || gate === 'settled') &&
          result.result === 'waiting';
        if (opens === null && !isNext) left.delete(row.id);
        else again = Math.max(again ?? 0, opens ?? 0);
      }
      if (again === null || show.nowMs() > deadlineMs) break;
      await until(show, Math.min(again, deadlineMs));
    }
  }
  return rows.flatMap(({ id }) => outcomes.get(id) ?? []);
}

/** When all that is closed is `settled`. */
function opensSoon(reasons: readonly GateReason[]): number | null {
  if (reasons.length === 0 || reasons.some(({ gate, opensAtMs }) => gate !== 'settled' || opensAtMs === null))
    return null;
  return Math.max(...reasons.map(({ opensAtMs }) => opensAtMs ?? 0));
}

async function untilSettled(show: Show, attempt: () => Promise<Outcome>): Promise<Outcome> {
  const deadlineMs = show.nowMs() + LONGEST_WAIT_MS;
  for (;;) {
    const result = await attempt();
    const opens = result.result === 'waiting' ? opensSoon(result.reasons) : null;
    if (opens === null || show.nowMs() > deadlineMs) return result;
    await until(show, opens);
  }
}

function until({ clock }: Show, timeMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.at(timeMs, resolve);
  });
}

function outcomeOf(row: EnhancementRow, fate: Fate): Outcome {
  if ('landed' in fate) return outcome(row, 'landed', fate.landed);
  if ('gone' in fate) return outcome(row, 'refused', null, [endedReason(fate.gone)]);
  return outcome(row, 'waiting', null, fate.closed.map(gateReason));
}

function outcome(
  { id, title }: EnhancementRow,
  result: Outcome['result'],
  commit: string | null = null,
  reasons: readonly GateReason[] = [],
): Outcome {
  return { id, title, result, commit, reasons };
}

function newestFirst({ history }: Show, rows: readonly EnhancementRow[]): readonly EnhancementRow[] {
  const order = [...history.ids().keys()] as string[];
  return [...rows].sort((a, b) => order.indexOf(b.id) - order.indexOf(a.id));
}

async function episodeNamed(show: Show, name: string): Promise<EpisodeId> {
  const main = await show.repo.ref(MAIN);
  if (main === null)
    throw new Fault(
      'refused',
      'NOTHING_YET',
      'This show has not been looked at yet; run show-build run first',
    );
  return known(name, await listEpisodes(show, (await show.repo.readCommit(main)).tree));
}

function stepNamed(show: Show, name: string | null): string | null {
  if (name === null || show.steps.some(({ id }) => id === name)) return name;
  throw new Fault(
    'usage',
    'NO_STEP',
    `There is no step ${name}; there are ${show.steps.map(({ id }) => id).join(', ')}`,
  );
}
