// Codes of Reasons why Syncthing does not carry the show as it should, or could lose words.
import type { ReasonFacts } from './reason-facts.ts';

export const SYNC_REASONS = {
  SYNC_FOLDER_PAUSED: { acts: 'operator', means: 'Syncthing has paused the folder of the show.' },
  SYNC_DEVICE_PAUSED: { acts: 'operator', means: 'Syncthing has paused a device that shares the show.' },
  SYNC_SHARE_PAUSED: {
    acts: 'operator',
    means: 'A connected device has paused the folder of the show, or has not accepted it.',
  },
  SYNC_CLOCK: {
    acts: 'operator',
    means: 'The clock of a device is wrong, and Syncthing settles conflicts by the times of files.',
  },
  SYNC_REWRITES: {
    acts: 'operator',
    means: 'A program on a device, such as a linter, rewrites notes by itself.',
  },
  SYNC_RECEIVE_ONLY: {
    acts: 'operator',
    means: 'The folder only receives here, so nothing that is written here reaches the others.',
  },
  SYNC_SEND_ONLY: {
    acts: 'operator',
    means: "The folder only sends here, so the others' edits do not arrive.",
  },
  SYNC_ENCRYPTED: {
    acts: 'operator',
    means: 'The show is shared encrypted, so this copy or that of a device can not be read.',
  },
  SYNC_MARKER_MISSING: {
    acts: 'operator',
    means: 'The marker of the folder is missing, so Syncthing has stopped it.',
  },
  SYNC_FOLDER_ERROR: { acts: 'operator', means: 'Syncthing has stopped the folder because of an error.' },
  SYNC_ITEM_ERRORS: { acts: 'operator', means: 'Syncthing could not bring some files up to date here.' },
  SYNC_FEW_CONFLICTS: {
    acts: 'operator',
    means: 'The folder keeps no or only one conflict copy, so that words can be lost.',
  },
  SYNC_WATCH_OFF: {
    acts: 'operator',
    means: 'Syncthing does not watch the folder, so edits travel only when it is scanned.',
  },
  SYNC_ELSEWHERE: {
    acts: 'operator',
    means: "The folder that the settings name is not the show's folder on this machine.",
  },
  SYNC_UNVERIFIED: {
    acts: 'operator',
    means: "The folder's path is unknown on this machine, so it may be another than the show's.",
  },
  SYNC_OVERLAP: {
    acts: 'operator',
    means: "Another folder of Syncthing holds the show's folder, or lies in it.",
  },
} as const satisfies Readonly<Record<string, ReasonFacts>>;
