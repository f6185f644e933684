// Takes the tree's `.git` file off the other machines if it travelled there: when the service starts, and when a machine
// comes back.
import { Fault } from '../../src/errors.ts';
import { viewHere } from '../../src/tools/syncthing/presence.ts';
import type { Sync } from '../../src/tools/syncthing/sync.ts';
import type { Show } from '../show/show.ts';
import { type GitRemoval, gitElsewhere, removeTravelled } from '../show/travelled-git.ts';

export interface TravellingGit {
  /** For operators; null if all is well. */
  notice(): string | null;
  /** Resolves when the file is back in its place. */
  end(): Promise<void>;
}

/** A machine that has just come back may not have told yet what it has. */
const AGAIN_MS = 5_000;
/** Machines delete a file a second or two after they hear of it. */
const WAITS = { stepMs: 250, withinMs: 30_000 };

/** `ask` resolves when the tree's disk answers. */
export function followGit(
  show: Pick<Show, 'root' | 'repo' | 'clock' | 'log'>,
  sync: Sync | null,
  ask: () => Promise<void>,
): TravellingGit {
  if (sync === null) return { notice: () => null, end: async () => {} };
  const ending = new AbortController();
  let notice: string | null = null;
  let connected: ReadonlySet<string> = new Set();
  let looking: Promise<void> = Promise.resolve();

  async function look(from: Sync): Promise<void> {
    if (ending.signal.aborted) return;
    await ask();
    const elsewhere = await gitElsewhere(show.root, from);
    notice = elsewhere.kind === 'kept' ? elsewhere.why : null;
    if (elsewhere.kind !== 'travelled') return;
    const { machines } = elsewhere;
    try {
      const removal = await removeTravelled(show, from, { ...WAITS, stop: ending.signal });
      const gone = machines.filter((name) => !removal.left.includes(name));
      if (gone.length > 0) show.log.info(`The .git file that had travelled is gone from ${gone.join(', ')}`);
      notice = saidOf(removal);
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'bug') throw error;
      notice = `The .git file of the show's folder has travelled to ${machines.join(', ')} and could not be taken away there: ${error.message}`;
    }
    if (notice !== null) show.log.warn(notice);
  }

  let callOff = () => {};
  const lookNow = () => {
    looking = looking.then(() => look(sync)).catch(unknownNow);
  };
  const changed = () => {
    const before = connected;
    const view = viewHere(sync);
    connected = new Set(view?.devices.filter(({ isConnected }) => isConnected).map(({ id }) => id));
    if (![...connected].some((id) => !before.has(id))) return;
    lookNow();
    callOff();
    callOff = show.clock.at(show.clock.nowMs() + AGAIN_MS, lookNow);
  };
  /** Without an answer it is looked at again when the machines are seen anew. */
  const unknownNow = (error: unknown) => {
    const isKnown = error instanceof Fault && error.kind !== 'bug';
    show.log[isKnown ? 'debug' : 'error']('Whether the .git file has travelled is not known', { error });
  };
  const stop = sync.subscribe(({ kind }) => {
    if (kind === 'state') changed();
  });
  changed();
  return {
    notice: () => notice,
    async end() {
      ending.abort();
      callOff();
      stop();
      await looking;
    },
  };
}

function saidOf({ left, away, notice }: GitRemoval): string | null {
  const still = left.length === 0 ? [] : [`It still lies on ${left.join(', ')}.`];
  const maybe = away.length === 0 ? [] : [`${away.join(', ')} may have it and will lose it when back.`];
  const said = [...still, ...maybe].join(' ');
  if (notice !== null) return notice;
  if (said === '') return null;
  return `The .git file of the show's folder had travelled to other machines, where it points to nothing. ${said}`;
}
