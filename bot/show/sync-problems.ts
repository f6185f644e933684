// All that is wrong with how Syncthing carries the show, and with its machines: their clocks, and programs that rewrite
// notes. Each with a remedy.
import { oneLine } from '../../src/domain/one-line.ts';
import { reason } from '../../src/domain/reason.ts';
import { span } from '../../src/domain/span.ts';
import { deviceNamed, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { KnownSync, Sync, SyncProblem } from '../../src/tools/syncthing/sync.ts';
import type { Show } from './show.ts';

/** Worst first. */
export function syncProblemsOf(
  sync: Sync,
  show: Pick<Show, 'deviceClocks' | 'rewriting' | 'nowMs'>,
): readonly SyncProblem[] {
  const view = viewHere(sync);
  if (view === null) return sync.problems();
  return [...sync.problems(), ...clockProblems(show.deviceClocks, view), ...programProblems(show, view)];
}

function clockProblems(clocks: Show['deviceClocks'], view: KnownSync): readonly SyncProblem[] {
  return [...clocks.wrong()].flatMap(([device, aheadMs]) => {
    const machine = deviceNamed(device, view);
    if (machine === null || machine.id === view.self.id) return [];
    const how = `${span(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead' : 'slow'}`;
    const user = `The clock of ${oneLine(machine.name, 60)} is ${how}, so that Syncthing may set the newer of two versions aside; set that clock`;
    return [{ ...reason('SYNC_CLOCK', user), stops: false, device: machine.id, paths: [] }];
  });
}

function programProblems(
  { rewriting, nowMs }: Pick<Show, 'rewriting' | 'nowMs'>,
  view: KnownSync,
): readonly SyncProblem[] {
  return [...rewriting.found(nowMs())].flatMap(([device, { how, notes, path }]) => {
    const machine = deviceNamed(device, view);
    if (machine === null) return [];
    const last = oneLine(path, 120);
    const did =
      how === 'sweep'
        ? `rewrote ${notes} notes at once, the last of them ${last}`
        : `rewrites notes as soon as something lands in them, the last time ${last}`;
    const user = `A program on ${oneLine(machine.name, 60)} ${did}; if it is a linter or a formatter, exclude the show from it, or it will undo repairs`;
    return [{ ...reason('SYNC_REWRITES', user), stops: false, device: machine.id, paths: [path] }];
  });
}
