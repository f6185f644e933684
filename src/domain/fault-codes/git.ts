// Codes of Faults in the Git repository that holds the history, and in the media kept beside it.
import type { FaultTable } from './fault-facts.ts';

export const GIT_FAULTS = {
  GIT_FAILED: { kind: 'configuration', means: 'The git program could not read or write the history.' },
  GIT_FORMAT: {
    kind: 'configuration',
    means: 'The repository has a format that this program does not read.',
  },
  GIT_IMPORT_FAILED: { kind: 'configuration', means: 'Git could not take the files into the history.' },
  GIT_NOT_RUN: { kind: 'configuration', means: 'The git program could not be started.' },
  GIT_NO_REPOSITORY: { kind: 'configuration', means: 'The folder for the history holds no Git repository.' },
  GIT_OBJECT_DAMAGED: { kind: 'configuration', means: 'An object of the history is damaged.' },
  GIT_OBJECT_MISSING: { kind: 'configuration', means: 'An object of the history is missing.' },
  GIT_PACK_FORMAT: { kind: 'configuration', means: 'A pack of the history has an unknown format.' },
  GIT_PATH_REFUSED: { kind: 'refused', means: 'The history can not hold a file of this name.' },
  GIT_REF_DAMAGED: { kind: 'configuration', means: 'A ref of the history can not be read.' },
  GIT_REF_LOCKED: { kind: 'transient', means: 'Another program is writing the history just now.' },
  GIT_REF_NAME: { kind: 'bug', means: 'The program used an impossible name for a ref.' },
  MEDIA_CHANGING: {
    kind: 'transient',
    means: 'A media file is still being written; it is taken when it is at rest.',
  },
  MEDIA_NOT_KEPT: { kind: 'refused', means: 'The bytes of the media file as it was then are not kept here.' },
  MEDIA_NO_FILE: { kind: 'refused', means: 'Only plain files can be kept as media.' },
} as const satisfies FaultTable;
