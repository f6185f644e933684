// Lands what reviewers have accepted and waits for `settled` to open; without a service, for `sync` too. If another gate
// is closed, the enhancement stays accepted and waits. Returns an outcome for each.
import type { EnhancementRow, GateReason, Outcome } from '../../src/desk.ts';
import type { CommitId, EnhancementId } from '../../src/domain/ids.ts';
import type { Show } from '../show/show.ts';
import { endedReason, gateReason } from './gate-reasons.ts';
import { type LandingResult, land } from './land.ts';

/** The fields of a row that a landing needs. */
export type LandingTarget = Pick<EnhancementRow, 'id' | 'episode' | 'title'>;

/** Do not call inside `show.exclusively`: it waits. */
export async function landAll(
  show: Show,
  rows: readonly LandingTarget[],
  by: string,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<EnhancementId, Outcome>();
  for (const episode of new Set(rows.map((row) => row.episode))) {
    const left = new Map(rows.filter((row) => row.episode === episode).map((row) => [row.id, row]));
    const deadlineMs = show.nowMs() + show.patienceMs;
    while (left.size > 0) {
      const fates = await show.exclusively(() => land(show, episode, [...left.keys()], by));
      let again: number | null = null;
      for (const fate of fates) {
        const row = left.get(fate.id);
        if (!row) continue;
        const result = outcomeOf(row, fate);
        outcomes.set(row.id, result);
        const opens = opensSoon(show, result.reasons);
        const landedSome = fates.some((one) => 'landed' in one);
        const isNext =
          landedSome &&
          result.reasons.every(({ gate }) => gate === 'order' || isWaitedFor(show, gate)) &&
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

/** Syncthing opens its gate as soon as the others have a file, not when it is due. */
const SYNC_STEP_MS = 500;
/** Nothing tries a revert again by itself, and a rename waits for a machine that is away for up to a day. */
const LONGEST_MS = 5 * 60_000;

/** When to look again, if all closed gates are waited for; otherwise null. */
function opensSoon(show: Show, reasons: readonly GateReason[]): number | null {
  if (reasons.length === 0) return null;
  const nowMs = show.nowMs();
  const times = reasons.map(({ gate, opensAtMs }) => {
    if (opensAtMs === null || !isWaitedFor(show, gate)) return null;
    if (gate !== 'sync') return opensAtMs;
    return opensAtMs - nowMs > LONGEST_MS ? null : Math.min(opensAtMs, nowMs + SYNC_STEP_MS);
  });
  return times.some((time) => time === null) ? null : Math.max(...times.map((time) => time ?? 0));
}

/** With a service, its loop goes on once Syncthing is done; without one, nobody would. */
function isWaitedFor({ isAlone }: Show, gate: GateReason['gate']): boolean {
  return gate === 'settled' || (isAlone && gate === 'sync');
}

/** Repeats the attempt while all closed gates are waited for. */
export async function untilSettled(show: Show, attempt: () => Promise<Outcome>): Promise<Outcome> {
  const deadlineMs = show.nowMs() + LONGEST_MS;
  for (;;) {
    const result = await attempt();
    const opens = result.result === 'waiting' ? opensSoon(show, result.reasons) : null;
    if (opens === null || show.nowMs() > deadlineMs) return result;
    await until(show, opens);
  }
}

function until({ clock }: Show, timeMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.at(timeMs, resolve);
  });
}

function outcomeOf(row: LandingTarget, fate: LandingResult): Outcome {
  if ('landed' in fate) return outcome(row, 'landed', fate.landed);
  if ('gone' in fate) return outcome(row, 'refused', null, [endedReason(fate.gone)]);
  return outcome(row, 'waiting', null, fate.closed.map(gateReason));
}

export function outcome(
  { id, title }: Pick<LandingTarget, 'id' | 'title'>,
  result: Outcome['result'],
  commit: CommitId | null = null,
  reasons: readonly GateReason[] = [],
): Outcome {
  return { id, title, result, commit, reasons };
}
