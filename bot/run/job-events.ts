// Emits events as jobs change: a new state at once, progress a few times a second at most, nothing twice.
import type { DeskEvent } from '../../src/desk.ts';
import type { Clock } from '../../src/queue/clock.ts';
import type { Job } from '../../src/queue/queue.ts';

/** Four events a second, as fast as people can read. */
const APART_MS = 250;

interface Told {
  /** Last emitted state as JSON: `head` without progress, `whole` with it. */
  head: string;
  whole: string;
  atMs: number;
  callOff: (() => void) | null;
  newest: Job;
}

export interface JobEvents {
  tell(job: Job): void;
  /** Drops all pending events. */
  end(): void;
}

export function jobEvents(emit: (event: DeskEvent) => void, clock: Clock): JobEvents {
  const live = new Map<string, Told>();

  function say(told: Told): void {
    told.callOff?.();
    told.callOff = null;
    told.atMs = clock.nowMs();
    told.head = headOf(told.newest);
    const event = eventOf(told.newest);
    told.whole = JSON.stringify(event);
    emit(event);
  }

  return {
    tell(job) {
      const told = live.get(job.id);
      if (job.finishedMs === null) live.set(job.id, told ?? { ...UNTOLD, newest: job });
      else live.delete(job.id);
      const at = told ?? live.get(job.id) ?? { ...UNTOLD, newest: job };
      at.newest = job;
      if (at.head !== headOf(job)) return say(at);
      // Nothing visible changed (for example, only the lease was renewed), or an event is already scheduled.
      if (at.callOff !== null || at.whole === JSON.stringify(eventOf(job))) return;
      const nextMs = at.atMs + APART_MS;
      if (clock.nowMs() >= nextMs) say(at);
      else at.callOff = clock.at(nextMs, () => say(at));
    },
    end() {
      for (const { callOff } of live.values()) callOff?.();
      live.clear();
    },
  };
}

const UNTOLD = { head: '', whole: '', atMs: 0, callOff: null } as const;

function headOf({ state, attempts, priority, notBeforeMs, cancelRequested }: Job): string {
  return JSON.stringify([state, attempts, priority, notBeforeMs, cancelRequested]);
}

function eventOf({ id, state, step, episode, subject, attempts, progress }: Job): DeskEvent {
  const shown = progress && { fraction: progress.fraction, note: progress.note };
  return { kind: 'job', episode, detail: { id, state, step, subject, attempts, progress: shown } };
}
