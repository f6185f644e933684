// What holds landings back on purpose, and its choices.
import type { FlowDesk } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import type { Show } from '../show.ts';

export function flowDesk(show: Show): FlowDesk {
  return {
    flow: () => notYet(show),
    openGate: () => notYet(show),
  };
}

function notYet(show: Show): never {
  throw new Fault('bug', 'NOT_YET', 'This part of the desk is not there yet', { tech: show.root });
}
