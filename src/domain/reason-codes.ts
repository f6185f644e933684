// All codes of Reasons: who must act, what each means, and how the program treats it. Decisions by code are made here,
// not by comparing codes elsewhere. Codes of Faults are in fault-codes.ts.
import type { ReasonFacts } from './reason-codes/reason-facts.ts';
import { SYNC_GATE_REASONS } from './reason-codes/sync-gate.ts';
import { SYNC_REASONS } from './reason-codes/syncthing.ts';

export const REASONS = {
  // ---- closed gates ----
  NOT_REVIEWED: { acts: 'reviewer', choice: 'accept', means: 'No reviewer has decided about it yet.' },
  AUTO_NOT_ON: {
    acts: 'reviewer',
    choice: 'auto',
    opens: 'Accept it, or switch automatic landing on',
    chosen: true,
    means: 'It would land by itself, but nobody has switched automatic landing on or off yet.',
  },
  AUTO_OFF: {
    acts: 'reviewer',
    choice: 'auto',
    opens: 'Accept it, or switch automatic landing on',
    chosen: true,
    means: 'It would land by itself, but automatic landing is off.',
  },
  WORDS_MOVED: { acts: 'reviewer', means: 'The lines that a reviewer worded anew have changed since.' },
  NOT_SETTLED: { acts: 'nobody', means: 'One of its files was edited a moment ago.' },
  NOT_IDLE: { acts: 'nobody', choice: 'pass', means: 'The episode was edited a moment ago.' },
  HELD: {
    acts: 'reviewer',
    choice: 'release',
    opens: 'Release EPISODE first',
    chosen: true,
    means: 'A person holds back everything in this episode.',
  },
  PAUSED: {
    acts: 'reviewer',
    choice: 'resume',
    opens: 'Resume it first',
    chosen: true,
    keepsOpen: true,
    means: 'A person paused the step, or all of them.',
  },
  NO_FFMPEG: {
    acts: 'operator',
    keepsOpen: true,
    means: 'The step looks at media with ffmpeg, which is not installed.',
  },
  EPISODE_LOCKED: {
    acts: 'author',
    opens: 'Give EPISODE another status in its info.md first',
    chosen: true,
    means: 'Nothing lands while the episode has its present status in info.md.',
  },
  ON_AIR: {
    acts: 'nobody',
    opens: 'It opens when the show is off the air',
    chosen: true,
    means: 'The episode is on air.',
  },
  QUIET_HOURS: {
    acts: 'nobody',
    choice: 'pass',
    chosen: true,
    means: 'The settings name quiet hours for now.',
  },
  SOAKING: {
    acts: 'nobody',
    choice: 'pass',
    means: 'It stays open for a while so that a person can see it first.',
  },
  HANDS_OFF: {
    acts: 'operator',
    opens: 'Take that commit off bot/EPISODE, or bring it to main, first',
    chosen: true,
    means: "A person put a commit on the episode's bot branch, so the bot leaves the episode alone.",
  },
  OTHER_SERVICE: {
    acts: 'operator',
    opens: 'Decide about it at that service, or stop that one and start this one with --take-over',
    chosen: true,
    means: 'A service on another copy of the show works on it; this one stands back.',
  },
  BUILDS_ON: { acts: 'reviewer', means: 'It builds on a change that has not landed yet.' },
  DISK_FULL: { acts: 'operator', means: 'The disk is too full to land anything safely.' },
  EDITED_MEANWHILE: {
    acts: 'nobody',
    means: 'A person edited a file while it was being replaced; their text stays.',
  },
  NOT_OPEN: { acts: 'nobody', means: 'It is no longer open, so it can not land.' },

  // ---- what a step has no answer for, or not yet ----
  WAITS_FOR_STEP: {
    acts: 'nobody',
    keepsOpen: true,
    means: 'Another step has to finish on this text first.',
  },
  BOT_OFF: { acts: 'author', means: '“bot: off” is written in the file or in the info.md of its episode.' },
  REJECTED_BEFORE: { acts: 'nobody', means: 'A reviewer rejected it for this very text.' },
  NOBODY_HEARS: {
    acts: 'reviewer',
    means: 'Rules made it, or no language model is set up, so asking again would give the same answer.',
  },
  NOT_ASKED: { acts: 'nobody', means: 'The step needs nothing on this subject, so it is not asked again.' },
  DESCRIPTIONS_MISSING: { acts: 'nobody', means: 'The episode waits for the descriptions of its segments.' },
  HEAD_NOT_EDITABLE: { acts: 'author', means: 'The front matter of the file can not be edited safely.' },
  BACKLOG_FULL: {
    acts: 'reviewer',
    comesBack: true,
    means: 'As many enhancements are open, or new in this hour, as the settings allow.',
  },
  FILE_CROWDED: {
    acts: 'reviewer',
    keepsOpen: true,
    means:
      'A very long file needs so many changes that the rest waits until the first ones have landed or are decided.',
  },
  LANGUAGE_BUDGET: {
    acts: 'reviewer',
    keepsOpen: true,
    comesBack: true,
    means: 'The language-model budget of the episode or the day is used up.',
  },
  STEP_BUG: {
    acts: 'developer',
    keepsOpen: true,
    comesBack: true,
    means: 'A step could not look at its subject because of a defect in the program.',
  },

  // ---- jobs ----
  JOB_FAILED: {
    acts: 'operator',
    keepsOpen: true,
    comesBack: true,
    means: 'The job of the step did not succeed; its log says why.',
  },
  JOB_CANCELLED: {
    acts: 'reviewer',
    keepsOpen: true,
    comesBack: true,
    means: 'A person cancelled the job; it runs again when somebody retries it.',
  },
  JOB_STALLED: { acts: 'nobody', means: 'The program that worked on the job stopped in the middle.' },
  JOB_SUPERSEDED: { acts: 'nobody', means: 'The text changed, and a newer job took the place of this one.' },
  GOES_ROUND: {
    acts: 'developer',
    means: 'It came up again each time that it landed, so the run stopped.',
  },
  JOB_WAITS: { acts: 'nobody', means: 'The job waits for another one, or for its next try.' },

  // ---- open enhancements without a place, and how enhancements end ----
  ASKING_AGAIN: { acts: 'nobody', means: 'The text changed, and the step is being asked again.' },
  OVERLAPS: { acts: 'reviewer', means: 'It overlaps another open enhancement; decide about that one first.' },
  NOT_NEEDED: { acts: 'nobody', means: 'The text no longer needs it.' },
  SUBJECT_AWAY: {
    acts: 'nobody',
    means: 'The file it is about went away a moment ago, and may come back under another name.',
  },
  SUBJECT_GONE: { acts: 'nobody', means: 'The file it is about is gone.' },
  PARTS_TAKEN: {
    acts: 'nobody',
    means: 'A reviewer left out some of its parts; the rest became a new enhancement.',
  },
  ASKED_ANOTHER: { acts: 'nobody', means: 'A reviewer asked for another answer, which took its place.' },
  NEW_MODEL: {
    acts: 'nobody',
    means: 'The settings name another language model, and its answer took its place.',
  },
  NEW_STEP: { acts: 'nobody', means: 'A newer version of the step gave another answer.' },
  NEW_SURROUNDINGS: {
    acts: 'nobody',
    means: 'Settings, prompt or neighbours changed, and with them the answer.',
  },
  NEW_ANSWER: { acts: 'nobody', means: 'The text changed, and a newer answer of the step took its place.' },
  ACCEPT: { acts: 'nobody', means: 'A reviewer accepted it.' },
  REJECT: { acts: 'nobody', means: 'A reviewer rejected it.' },
  REVERT: { acts: 'nobody', means: 'A reviewer took it back after it had landed.' },

  ...SYNC_GATE_REASONS,
  ...SYNC_REASONS,

  // ---- refused decisions ----
  MOVED_ON: { acts: 'reviewer', means: 'It changed, or was decided, after the reviewer looked at it.' },
  NOT_LANDED: { acts: 'nobody', means: 'It has not landed, so there is nothing to take back.' },
  LATER_LANDINGS: { acts: 'reviewer', means: 'Later changes may stand on it; take those back first.' },
  EDITED_SINCE: {
    acts: 'author',
    means: 'A person edited these words after the landing; change them by hand.',
  },
  SAME_ALREADY: { acts: 'nobody', means: 'The file is already as it was at that moment.' },
  NOT_IN_GIT: {
    acts: 'author',
    means: 'Git does not keep the present file, so it is not replaced; move it away.',
  },
  NO_PLAIN_FILE: { acts: 'author', means: 'It is, or was, a link or a folder; put it back by hand.' },
  MEDIA_NOT_KEPT: {
    acts: 'author',
    means: 'The settings of this show keep no media, so this one is not put back.',
  },
  NAME_TAKEN: {
    acts: 'author',
    means: 'A file is in the way whose name some machines can not tell from this one; rename it first.',
  },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type ReasonCode = keyof typeof REASONS;

/** null for the code of a Fault, or of another version of the program. */
export function reasonFacts(code: string): ReasonFacts | null {
  return Object.hasOwn(REASONS, code) ? REASONS[code as ReasonCode] : null;
}
