// Tells pages that something about the machines has changed. Syncthing reports much in a row, so it is gathered.
import type { DeskEvent } from '../../src/desk.ts';
import type { Clock } from '../../src/queue/clock.ts';
import type { Sync } from '../../src/tools/syncthing/sync.ts';
import type { Timers } from './timers.ts';

const GATHER_MS = 1_000;

/** Returns a function that ends it. */
export function machineNews(
  sync: Sync | null,
  emit: (event: DeskEvent) => void,
  { timers, clock }: { readonly timers: Timers; readonly clock: Clock },
): () => void {
  if (sync === null) return () => {};
  let isGathering = false;
  return sync.subscribe(() => {
    if (isGathering) return;
    isGathering = true;
    timers.at('machines', clock.nowMs() + GATHER_MS, () => {
      isGathering = false;
      emit({ kind: 'machines', episode: null, detail: null });
    });
  });
}
