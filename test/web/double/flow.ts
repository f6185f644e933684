// What holds landings back on purpose, and its choices. In memory, for the tests of the command line and the API.
import type { FlowDesk } from '../../../src/desk.ts';

export function flowDouble(): FlowDesk {
  const unasked = () => Promise.reject(new Error('nobody asks for this here'));
  return {
    flow: unasked,
    openGate: unasked,
  };
}
