// The machines of a small show, two of them away or behind. In memory, for the tests of the command line and the API.
import type { MachinesReport } from '../../../src/desk.ts';

const NOW_MS = Date.UTC(2031, 4, 4, 10, 30, 0);
const HOUR_MS = 3_600_000;

export const MACHINES: MachinesReport = {
  syncthing: { version: 'v1.29.5', folder: 'Sunday show' },
  silent: null,
  machines: [
    {
      id: 'AAAAAAA',
      name: 'Server',
      people: [],
      presence: 'here',
      lastSeenMs: null,
      lacks: { items: 0, bytes: 0, deletes: 0 },
      isEncrypted: false,
    },
    {
      id: 'CPK7LWO',
      name: 'Studio laptop',
      people: ['Minna Thistlewood'],
      presence: 'connected',
      lastSeenMs: NOW_MS - HOUR_MS,
      lacks: { items: 3, bytes: 48_213, deletes: 1 },
      isEncrypted: false,
    },
    {
      id: 'DDDDDDD',
      name: 'Old Mac',
      people: [],
      presence: 'away',
      lastSeenMs: NOW_MS - 50 * HOUR_MS,
      lacks: { items: 12, bytes: 1_204_000, deletes: 0 },
      isEncrypted: false,
    },
  ],
  problems: [
    {
      code: 'SYNC_SHARE_PAUSED',
      user: 'Old Mac has paused the folder, so nothing reaches it; resume it on Old Mac',
      stops: false,
      machine: 'DDDDDDD',
    },
  ],
  edits: [
    {
      path: 'episodes/0101/rundown/20 The Committee for the Kettle.md',
      by: 'Minna Thistlewood',
      machine: 'Studio laptop',
      atMs: NOW_MS - 40_000,
      isArriving: true,
      lackedBy: ['Server'],
    },
  ],
};
