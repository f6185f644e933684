// Keeps a view of Syncthing up to date: reads it once, then long-polls for events and applies them. Reads it again
// after a gap, a restart or a lost connection. Never rejects: a failure becomes the state of the view.
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../errors.ts';
import { backoffMs } from '../../queue/backoff.ts';
import type { SyncthingApi } from './api.ts';
import type { FolderPlace } from './choose-folder.ts';
import type { CurrentView } from './current-view.ts';
import { applyEvent } from './events.ts';
import { readView } from './reading.ts';
import type { EventAnswer } from './shapes.ts';
import type { KnownSync } from './sync.ts';

export interface FollowOptions {
  readonly api: SyncthingApi;
  readonly url: string;
  readonly place: FolderPlace;
  readonly waits: FollowWaits;
}

export interface FollowWaits {
  /** The longest wait before the next attempt to reach Syncthing. */
  readonly longestMs: number;
  /** Minimum time between two full readings, since many events in a row may each require one. */
  readonly readEveryMs: number;
}

/** Syncthing starts within a second or two, or a minute with a large database. */
export const FOLLOW_WAITS: FollowWaits = { longestMs: 15_000, readEveryMs: 1_000 };

/** The last event applied, and the start time of the Syncthing process that numbered it. */
interface Position {
  readonly since: number;
  readonly startTime: string;
}

/** Ends when the signal aborts. The caller must close the API too, to end the pending request. */
export async function follow(
  { api, url, place, waits }: FollowOptions,
  view: CurrentView,
  signal: AbortSignal,
): Promise<void> {
  let position: Position | null = null;
  let tries = 0;
  while (!signal.aborted) {
    const beganMs = Date.now();
    try {
      const reading = await readView(api, place, url);
      view.set(reading.view);
      const goesOn: boolean = position?.startTime === reading.startTime;
      if (position !== null && !goesOn) view.tell({ kind: 'gap' });
      if (position === null || !goesOn) position = reading;
      for (;;) {
        const { since, startTime }: Position = position;
        const events = await api.events(since);
        tries = 0;
        if (events.length === 0 && (await api.status()).startTime !== startTime) break;
        if (!isUnbroken(events, since)) {
          view.tell({ kind: 'gap' });
          position = null;
          break;
        }
        position = { since: events.at(-1)?.id ?? since, startTime };
        if (applyAll(events, view)) break;
      }
      await wait(waits.readEveryMs - (Date.now() - beganMs), signal);
    } catch (error) {
      if (signal.aborted) return;
      view.lose(error instanceof Fault ? error : bug(error));
      tries += 1;
      await wait(Math.min(backoffMs(tries, null, Math.random()), waits.longestMs), signal);
    }
  }
}

/** Returns true if the whole view must be read again. */
function applyAll(events: readonly EventAnswer[], current: CurrentView): boolean {
  const before = current.get();
  if (before.state === 'unknown') return true;
  let view: KnownSync = before;
  let isStale = false;
  const told = events.flatMap((event) => {
    const applied = applyEvent(view, event);
    view = applied.view;
    isStale ||= applied.isStale;
    return applied.told;
  });
  current.set(view);
  for (const event of told) current.tell(event);
  return isStale;
}

/** True if the ids continue without a gap and do not start again. */
function isUnbroken(events: readonly EventAnswer[], since: number): boolean {
  return events.every(({ id }, i) => id === since + i + 1);
}

/** Returns early when aborted. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return;
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function bug(cause: unknown): Fault {
  const sentence = 'The program could not follow Syncthing because of a defect of its own; it tries again.';
  return new Fault('bug', 'SYNCTHING_BUG', sentence, { tech: String(cause), cause });
}
