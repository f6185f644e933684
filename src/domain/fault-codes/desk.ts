// Codes of Faults in what people ask of the show: things that do not exist, and requests that can't be granted now.
import type { FaultTable } from './fault-facts.ts';

export const DESK_FAULTS = {
  AMBIGUOUS_ID: { kind: 'usage', means: 'The abbreviated id fits several enhancements or jobs.' },
  BLUEPRINT_BROKEN: {
    kind: 'configuration',
    means: 'The info.md to copy for a new episode has no front matter.',
  },
  EPISODE_TAKEN: { kind: 'refused', means: 'Somebody else has just made the folder of the new episode.' },
  HALF_PUBLISHED: {
    kind: 'refused',
    means: 'A landing has not wholly reached the tree, so a dry run can not tell what comes next.',
  },
  JOB_ENDED: { kind: 'refused', means: 'The job has ended, so this can no longer be done.' },
  JOB_OUTDATED: { kind: 'refused', means: 'A newer job has taken the place of this one; retry that one.' },
  JOB_RUNNING: { kind: 'refused', means: 'The job is running, so this can not be done.' },
  JOB_UNKNOWN: { kind: 'refused', means: 'The queue has no such job.' },
  MOVED_ON: {
    kind: 'refused',
    means: 'The enhancement changed after the reviewer looked at it; look again.',
  },
  NOTHING_YET: { kind: 'refused', means: 'The show has not been looked at yet.' },
  NOT_A_CHOICE: { kind: 'refused', means: 'A person can not just let an enhancement pass this gate.' },
  NOT_NOW: {
    kind: 'refused',
    means: 'The enhancement can not be decided in parts while it waits for something else.',
  },
  NOT_WORDED: { kind: 'usage', means: 'A new file name can not be worded by the reviewer.' },
  NO_AMOUNT: { kind: 'usage', means: 'The amount to add to a budget is not in the allowed range.' },
  NO_COMMIT: { kind: 'usage', means: 'The history has no such commit, or several that begin so.' },
  NO_ENHANCEMENT: { kind: 'usage', means: 'There is no such enhancement.' },
  NO_EPISODE: { kind: 'usage', means: 'There is no such episode in the show.' },
  NO_EXPORT: { kind: 'usage', means: 'There is no export of this name.' },
  NO_FILE: { kind: 'usage', means: 'There is no such file in the show at that moment.' },
  NO_INFO: { kind: 'refused', means: 'The episode has no info.md that can be read.' },
  NO_JOB: { kind: 'usage', means: 'There is no such job.' },
  NO_MOMENT: { kind: 'usage', means: 'The history of the show begins later than that moment.' },
  NO_PART: { kind: 'usage', means: 'The enhancement has no such part.' },
  NO_RENDERING: { kind: 'refused', means: 'The enhancement has no place on the present text.' },
  NO_STATE: { kind: 'usage', means: 'Jobs have no such state.' },
  NO_STEP: { kind: 'usage', means: 'There is no such step.' },
  NO_SUCH_PAGE: { kind: 'usage', means: 'The cursor does not name a page of the inbox.' },
  NO_TEXT: { kind: 'usage', means: 'The file has no lines, because it is no text or too long.' },
  NUMBERS_USED_UP: { kind: 'refused', means: 'The highest possible episode number is taken.' },
  PARTS_TOGETHER: {
    kind: 'refused',
    means: 'The parts belong together, so accept or reject them as a whole.',
  },
  PART_TWICE: { kind: 'usage', means: 'A part can be left out or worded anew, but not both.' },
  PATH_REFUSED: { kind: 'usage', means: "This is no path that the show's history can hold." },
  TOO_MUCH: { kind: 'refused', means: 'Too many files differ between the two moments.' },
  WRONG_STATE: { kind: 'refused', means: 'The enhancement is not in the state that this needs.' },
} as const satisfies FaultTable;
