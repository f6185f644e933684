// Codes of Faults on the disk: the show's folder, the state folder, and what is watched and read there.
import type { FaultTable } from './fault-facts.ts';

export const TREE_FAULTS = {
  DISK_FAILS: { kind: 'transient', means: 'The disk does not answer as it should; it is tried again.' },
  DISK_FULL: {
    kind: 'transient',
    means: 'A file was not written because the disk is full; it is tried again.',
  },
  DISK_STUCK: { kind: 'transient', means: 'The disk has not answered in time; it is asked again.' },
  FILE_MOVING: { kind: 'transient', means: 'A file keeps changing while it is read or replaced.' },
  FILE_UNREADABLE: { kind: 'transient', means: 'A file can not be examined.' },
  FOLDER_TOO_LARGE: {
    kind: 'configuration',
    means: 'The folder to copy for a new episode holds too many files.',
  },
  NAME_NOT_UTF8: { kind: 'transient', means: 'A file is left out because its name is not UTF-8.' },
  NAME_TOO_LONG: { kind: 'refused', means: 'The name is longer than this disk allows.' },
  NOT_A_FILE: { kind: 'transient', means: 'A pipe, socket or device is left out.' },
  PATH_BLOCKED: {
    kind: 'refused',
    means: 'Something else stands on disk where a file or a folder is expected.',
  },
  PATH_ESCAPES: { kind: 'refused', means: "The path leads out of the show's folder." },
  SCAN_THREAD: { kind: 'bug', means: 'A thread that looks through the folder ended too early.' },
  STATE_HELD: { kind: 'refused', means: 'Another process of the program uses the state folder.' },
  STATE_IN_TREE: {
    kind: 'configuration',
    means: "The state folder lies in the show's folder, which is synced.",
  },
  STATE_OF_ANOTHER: { kind: 'refused', means: 'The state folder belongs to another show.' },
  STATE_UNWRITABLE: { kind: 'configuration', means: 'The state folder can not be made.' },
  TOO_MANY_OPEN: { kind: 'transient', means: 'Too many files are open at once; it is tried again.' },
  TREE_BUG: { kind: 'bug', means: 'The program has a defect in its handling of files.' },
  TREE_CANNOT_EXCHANGE: { kind: 'configuration', means: 'This file system can neither swap nor link files.' },
  TREE_DENIED: { kind: 'configuration', means: 'The system does not let the program open or write a file.' },
  TREE_EMPTY: { kind: 'transient', means: "The show's folder is empty, so its disk may not be mounted." },
  TREE_MISSING: { kind: 'transient', means: "The show's folder is not there." },
  TREE_READ_ONLY: { kind: 'configuration', means: "The show's disk is read-only." },
  TREE_UNREADABLE: { kind: 'usage', means: 'The folder named for the show can not be opened.' },
  UNKNOWN: { kind: 'transient', means: 'A file can not be examined, and the system gave no code for it.' },
  WATCH_OFF: {
    kind: 'configuration',
    means: 'The system can not watch all folders, so they are scanned now and then.',
  },
} as const satisfies FaultTable;
