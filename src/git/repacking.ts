// Merges packs when many have accumulated, because a lookup of a missing object searches every one. Runs beside all other
// work: after a copied library it takes seconds, and nobody should wait for it. At most one at a time.
import type { Packs } from './packs.ts';
import { type NativeGit, tryGit } from './stock.ts';

export interface Repacking {
  /** Begins to merge if there are enough new packs. Returns without waiting for the end. */
  consider(): Promise<void>;
  /** Resolves when none is under way. */
  ended(): Promise<void>;
}

const MOST_PACKS = 40;
/** Merges small packs and leaves large ones; keeps all objects, reachable or not. */
const REPACK = ['repack', '-d', '-q', '--geometric=2', '--no-write-bitmap-index'];

export function repacking(git: NativeGit, packs: Pick<Packs, 'count'>): Repacking {
  let packsAfter = 0;
  let running: Promise<void> | null = null;

  async function repack(): Promise<void> {
    // `tryGit`, because the objects are already safe: a failed repack can be repeated later.
    await tryGit(git, REPACK);
    packsAfter = await packs.count();
  }

  return {
    async consider() {
      if (running !== null || (await packs.count()) < packsAfter + MOST_PACKS) return;
      running ??= repack().finally(() => {
        running = null;
      });
      // Its failure must not end the program; the next one reports the same trouble where somebody waits for it.
      running.catch(() => {});
    },
    async ended() {
      await running?.catch(() => {});
    },
  };
}
