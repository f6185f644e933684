// Codes of Faults in the program's own records: decisions, enhancements, landings and steps. Most are defects.
import type { FaultTable } from './fault-facts.ts';

export const RECORD_FAULTS = {
  BRANCH_MOVED: { kind: 'bug', means: "Another program moved an episode's bot branch." },
  DECISIONS_MOVED: { kind: 'bug', means: 'Another program wrote to the decisions.' },
  DECISION_UNREADABLE: { kind: 'bug', means: 'A recorded decision can not be read.' },
  EXPORT_NOT_MADE: { kind: 'bug', means: 'A known export was not made for an episode.' },
  HEAD_LANGUAGE: { kind: 'bug', means: 'Front matter in another language than YAML was about to be read.' },
  JOB_BUG: { kind: 'bug', means: 'A defect in the program ended a job.' },
  KEPT_MOVED: { kind: 'bug', means: 'Another program wrote to the records of enhancements.' },
  KEPT_UNREADABLE: { kind: 'bug', means: 'The record of an enhancement can not be read.' },
  MAIN_MOVED: { kind: 'bug', means: 'Another program moved the main branch.' },
  NOT_AS_REVIEWED: {
    kind: 'bug',
    means: 'A change would not have landed as it was reviewed, so nothing landed.',
  },
  NOT_AS_WORDED: {
    kind: 'bug',
    means: 'More would have landed than the reviewer worded, so nothing landed.',
  },
  NO_DEFAULTS: { kind: 'bug', means: 'The built-in settings are not valid.' },
  NO_MAIN: { kind: 'bug', means: 'There is no main branch yet where one is needed.' },
  NO_RECORD: { kind: 'bug', means: 'The record of an enhancement is missing.' },
  ORIGINAL_UNREADABLE: { kind: 'bug', means: 'The record of a media file can not be read.' },
  REF_MOVED: { kind: 'bug', means: 'Another program moved a ref that only this program writes.' },
  RENDER_NO_TEXT: { kind: 'bug', means: 'A file to edit has no text in Git.' },
  REST_LOST: { kind: 'bug', means: 'What a reviewer left of an enhancement was not proposed.' },
  STEP_BUG: { kind: 'bug', means: 'A defect in the program ended the run of a step.' },
} as const satisfies FaultTable;
