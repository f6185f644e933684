// Codes of Reasons why a landing waits for Syncthing.
import type { ReasonFacts } from './reason-facts.ts';

export const SYNC_GATE_REASONS = {
  SYNC_ARRIVING: {
    acts: 'nobody',
    means: 'A newer version of one of its files is on its way from another machine.',
  },
  SYNC_SPREADING: {
    acts: 'nobody',
    means: 'A connected machine does not have the last version of one of its files yet.',
  },
  SYNC_UNREAD: {
    acts: 'nobody',
    means: 'Syncthing has not read the last version of one of its files yet.',
  },
  SYNC_AWAY: {
    acts: 'nobody',
    means: 'It renames a file, and a machine that was there lately is away and may be editing it.',
  },
  SYNC_UNKNOWN: {
    acts: 'operator',
    means:
      'Syncthing can not be asked whether anybody is editing one of its files: a text waits half a minute, a rename a day.',
  },
} as const satisfies Readonly<Record<string, ReasonFacts>>;
