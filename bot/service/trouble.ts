// Reports what fails in the background, and tries again by itself what may pass, such as a full disk. Each lasting trouble
// is reported once, and once more when it is over.
import { statfsSync } from 'node:fs';
import type { DeskEvent } from '../../src/desk.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import type { Show } from '../show/show.ts';
import type { Timers } from './timers.ts';

export interface Trouble {
  report(error: unknown, episode?: EpisodeId | null): void;
}

export interface TroubleOptions {
  readonly timers: Timers;
  readonly emit: (event: DeskEvent) => void;
  /** Does all that is due; rejects or reports if that fails too. */
  readonly again: () => Promise<void>;
}

const AGAIN_MS = 15_000;
/** A full disk costs little to look at, and people wait for it. */
const ROOM_MS = 3_000;
/** With less, the next write would most likely fail again. */
const LEAST_BYTES = 1 << 20;
const LEAST_FILES = 64;

const FULL: ReadonlySet<string> = new Set(['DISK_FULL', 'STORE_FULL']);
const OVER = 'It goes on: what could not be done before has been done.';

export function openTrouble(show: Show, { timers, emit, again }: TroubleOptions): Trouble {
  const lasting = new Set<string>();
  let isFull = false;
  let reports = 0;

  function report(error: unknown, episode: EpisodeId | null = null): void {
    const fault = error instanceof Fault ? error : null;
    const sentence = fault?.message ?? 'Show-Build made a mistake; it goes on with the next thing';
    if (fault !== null && mayPass(fault)) {
      reports += 1;
      const isKnown = lasting.has(sentence) || (isFull && FULL.has(fault.code));
      lasting.add(sentence);
      isFull ||= FULL.has(fault.code);
      tryLater();
      if (isKnown) return;
    }
    show.log.error(sentence, { error });
    emit({ kind: 'notice', episode, detail: sentence });
  }

  function tryLater(): void {
    const atMs = show.nowMs() + (isFull ? ROOM_MS : AGAIN_MS);
    timers.at('trouble', atMs, () => void tryAgain());
  }

  async function tryAgain(): Promise<void> {
    if (isFull && !hasRoom(show)) return tryLater();
    const before = reports;
    try {
      await again();
    } catch (error) {
      return report(error);
    }
    // Something in the background has failed anew, and it will be tried again.
    if (reports > before) return;
    lasting.clear();
    isFull = false;
    show.log.info(OVER);
    emit({ kind: 'notice', episode: null, detail: OVER });
  }

  return { report };
}

function mayPass({ kind, code }: Fault): boolean {
  return (kind === 'transient' && code !== 'STOPPED') || FULL.has(code);
}

/** A quota, or a disk that is away, shows only when a write fails, so then the next try is the test. */
function hasRoom({ stateDir, root }: Show): boolean {
  return [stateDir, root].every((folder) => {
    try {
      const { bavail, bsize, files, ffree } = statfsSync(folder);
      return bavail * bsize >= LEAST_BYTES && (files === 0 || ffree >= LEAST_FILES);
    } catch (error) {
      if (systemCode(error) === null) throw error;
      return true;
    }
  });
}
