// All that is wrong with how Syncthing carries the show, and with the clocks of its machines, each with a remedy.
import { oneLine } from '../../src/domain/one-line.ts';
import { reason } from '../../src/domain/reason.ts';
import { span } from '../../src/domain/span.ts';
import { deviceNamed, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { Sync, SyncProblem } from '../../src/tools/syncthing/sync.ts';
import type { Show } from './show.ts';

/** Worst first. */
export function syncProblemsOf(sync: Sync, clocks: Show['deviceClocks']): readonly SyncProblem[] {
  return [...sync.problems(), ...clockProblems(sync, clocks)];
}

function clockProblems(sync: Sync, clocks: Show['deviceClocks']): readonly SyncProblem[] {
  const view = viewHere(sync);
  if (view === null) return [];
  return [...clocks.wrong()].flatMap(([device, aheadMs]) => {
    const machine = deviceNamed(device, view);
    if (machine === null || machine.id === view.self.id) return [];
    const how = `${span(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'slow'}`;
    const user = `The clock of ${oneLine(machine.name, 60)} is ${how}, so that Syncthing may set the newer of two versions aside; set that clock`;
    return [{ ...reason('SYNC_CLOCK', user), stops: false, device: machine.id, paths: [] }];
  });
}
