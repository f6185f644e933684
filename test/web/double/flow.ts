// What holds landings back on purpose, and its choices. In memory, for the tests of the command line and the API.
import type { Flow, FlowDesk } from '../../../src/desk.ts';
import { Fault } from '../../../src/errors.ts';

const NOW_MS = Date.UTC(2031, 4, 4, 10, 30, 0);
const HOUR_MS = 3_600_000;

export const FLOW: Flow = {
  auto: true,
  paused: [{ step: 'slug-enhancement', by: 'Minna Thistlewood', why: 'new prompt', atMs: NOW_MS - HOUR_MS }],
  holds: [
    {
      episode: '0101',
      untilMs: NOW_MS + 2 * HOUR_MS,
      by: 'Otto Bramblett',
      why: 'rehearsal',
      atMs: NOW_MS - HOUR_MS,
    },
  ],
  quietHours: [
    {
      weekly: 'Sat 22:00-08:00',
      timezone: 'America/New_York',
      openNow: true,
      changesAtMs: NOW_MS + 1.5 * HOUR_MS,
    },
  ],
  onAir: [
    {
      weekly: 'Sun 19:00-23:30',
      timezone: 'America/New_York',
      openNow: false,
      changesAtMs: NOW_MS + 12.5 * HOUR_MS,
      episodes: ['0101'],
    },
  ],
  backlog: {
    openPerEpisode: 60,
    newPerHour: null,
    newThisHour: 12,
    full: [{ episode: '0102', open: 60, heldBack: 7 }],
  },
  steps: [
    { step: 'cue-block-repair', title: 'Repair cue blocks', policy: null, soakMs: 600_000, paused: false },
    { step: 'slug-enhancement', title: 'Shorten slugs', policy: 'review', soakMs: 0, paused: true },
  ],
};

/** `note` is told each call. */
export function flowDouble(note: (...call: unknown[]) => void): FlowDesk {
  return {
    async flow() {
      note('flow');
      return FLOW;
    },
    async steps() {
      note('steps');
      return FLOW.steps.map(({ step, title }) => ({ step, label: step, title }));
    },
    async openGate(id, gate, who) {
      note('openGate', id, gate, who);
      if (gate !== 'hold' && gate !== 'idle')
        throw new Fault('refused', 'NOT_A_CHOICE', 'This is not passed by choice. Accept it.');
    },
  };
}
