// Shows at once everything that deliberately keeps landings back, and lets a person pass one enhancement through what
// is only a house rule. Refuses to pass what protects a person's words or a show on air.
import type { Flow, FlowDesk, StepFlow, StepName, WindowState } from '../../src/desk.ts';
import { changesAt, dayBegun, type Window, windowAt } from '../../src/domain/calendar.ts';
import type { Decision } from '../../src/domain/decision.ts';
import type { GateName } from '../../src/domain/gate.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import type { Dated } from '../../src/domain/on-air.ts';
import { Fault } from '../../src/errors.ts';
import { findRow, isUndecided, keptOf } from '../index/enhancement-rows.ts';
import { notAChoice } from '../land/gate-reasons.ts';
import { episodesMeant, openDated } from '../land/holds.ts';
import { newTimes } from '../propose/backlog-limits.ts';
import { propose } from '../propose/propose.ts';
import { reviewer } from '../record/authors.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { aboutKept } from './verdicts.ts';

export function flowDesk(show: Show): FlowDesk {
  return {
    flow: () => flow(show),
    steps: async () => stepNames(show),
    openGate: (id, gate, who) => openGate(show, id, gate, who),
  };
}

function stepNames({ steps }: Show): readonly StepName[] {
  return steps.map(({ id, label, title }) => ({ step: id, label, title }));
}

async function openGate(show: Show, id: string, gate: GateName, who: string | null): Promise<void> {
  const row = await findRow(show, id);
  if (!isUndecided(row))
    throw new Fault('refused', 'WRONG_STATE', `${row.id} is ${row.state}; it passes no gates any more`);
  const shut = row.reasons.filter((reason) => reason.gate === gate);
  const refused = notAChoice(gate, shut, row.episode);
  if (refused !== null) throw refused;
  if (shut.length === 0) return;
  const kept = await keptOf(show, row);
  await show.exclusively(() =>
    show.decisions.add({
      atMs: show.nowMs(),
      by: reviewer(show.settings(), who),
      why: null,
      saying: { kind: 'open-gate', gate, ...aboutKept(show, kept) },
    }),
  );
}

async function flow(show: Show): Promise<Flow> {
  const nowMs = show.nowMs();
  const { merge } = show.settings();
  const { auto, paused, holds } = show.decisions.memory();
  const main = await show.repo.ref(MAIN);
  const open = main === null ? [] : await openDated(show, main);
  const standing = [...holds].filter(([, { untilMs }]) => untilMs === null || untilMs > nowMs);
  return {
    auto: auto ?? (merge.named ? true : null),
    paused: [...paused].map(([step, decision]) => ({ step, ...saidOf(decision) })),
    holds: standing.map(([episode, { decision, untilMs }]) => ({ episode, untilMs, ...saidOf(decision) })),
    quietHours: merge.quietHours.map((window) => windowState(window, nowMs)),
    onAir: merge.onAir.map((window) => {
      const state = windowState(window, nowMs);
      const day = dayBegun(window, state.openNow ? nowMs : (state.changesAtMs ?? nowMs));
      return { ...state, episodes: episodesMeant(window, day, open) };
    }),
    backlog: await backlogOf(show, open),
    steps: show.steps.map((step) => stepFlow(show, step)),
  };
}

function saidOf({ by, why, atMs }: Decision) {
  return { by: by.name, why, atMs };
}

function windowState(window: Window, nowMs: number): WindowState {
  const { weekly, timezone } = window;
  const openNow = windowAt([window], nowMs) !== null;
  return { weekly, timezone, openNow, changesAtMs: changesAt(window, nowMs) };
}

function stepFlow(show: Show, { id, title }: { readonly id: string; readonly title: string }): StepFlow {
  const { policy = null, soakMs = 0 } = show.settings().steps[id] ?? {};
  const { paused } = show.decisions.memory();
  return { step: id, title, policy, soakMs, paused: paused.has(null) || paused.has(id) };
}

async function backlogOf(show: Show, open: readonly Dated[]): Promise<Flow['backlog']> {
  const full: { episode: EpisodeId; open: number; heldBack: number }[] = [];
  for (const { episode } of open) {
    // After a start nothing is noted yet, so look once.
    if (show.backlog.noted(episode) === null)
      await show.exclusively(() => propose(show, episode, { dryRun: true }));
    const noted = show.backlog.noted(episode);
    if (noted !== null && noted.heldBack > 0) full.push({ episode, ...noted });
  }
  return { ...show.settings().backlog, newThisHour: (await newTimes(show)).length, full };
}
