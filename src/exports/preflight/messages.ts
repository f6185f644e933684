// Messages and severities of preflight, by code: an error keeps the episode off the air, a warning is worth a look
// before Sunday, a note is housekeeping.
//
// An error is a fault that would be heard, seen or missed on air and that only a person can fix: no media, no End, an
// open suggestion, a token in place of a clip, two items with one order, an impossible date. Values that the bot fills
// in by itself (ids, lengths, item slugs) are notes. Three codes of the old checker are left out on purpose, since they
// contradict each other: TITLE_CASE wants capitals, TITLE_NOT_LOWERCASE and FILENAME_NOT_LOWERCASE forbid them.
import type { Severity } from '../../domain/diagnostic.ts';

type Words = readonly [severity: Severity, message: string, todo: string];

export const PREFLIGHT_WORDS = {
  // ---- the episode ----
  EPISODE_MISSING_INFO: [
    'error',
    'The episode has no info.md',
    'Copy info.md from the last episode and fill in number, air date, title and status.',
  ],
  EPISODE_NOT_PRODUCTION_READY: [
    'error',
    'The episode is not in production',
    'Set status to production in info.md when it is.',
  ],
  NOTHING_ON_AIR: [
    'error',
    'Nothing is on air: no item of the rundown is in production',
    'Set status to production in each item that is to run.',
  ],
  MISSING_AIRDATE: [
    'error',
    'The episode has no air date',
    'Write the day it airs into airdate: 2031-03-02.',
  ],
  INVALID_AIRDATE_FORMAT: [
    'error',
    'The air date can’t be read',
    'Write it as year, month and day: 2031-03-02.',
  ],
  SUNDAY_SHOW_NOT_SUNDAY: [
    'error',
    'This is a Sunday show, but its air date is no Sunday',
    'Correct airdate, or the type if it airs on another day.',
  ],
  EPISODE_MISSING_TYPE: ['warning', 'The episode has no type', 'Write type: sunday_show, or what it is.'],
  EPISODE_NUMBER_MISMATCH: [
    'warning',
    'The episode number is not that of its folder',
    'Correct episode_number, or move the folder.',
  ],
  EPISODE_MISSING_TITLE: ['warning', 'The episode has no title', 'Write one into title in info.md.'],
  EPISODE_MISSING_SLUG: ['note', 'The episode has no slug', 'Name it in two to four words.'],
  EPISODE_MISSING_DESCRIPTION: [
    'note',
    'The episode has no description',
    'Write two sentences, or accept one.',
  ],
  EPISODE_MISSING_ASSETID: ['note', 'The episode has no AssetID', 'Leave it to the editor to give it one.'],
  EPISODE_INVALID_ASSETID: [
    'note',
    'The episode’s AssetID is none: letters, digits, - and _ make one, 64 of them at most',
    'Leave it to the editor to give it a new one.',
  ],
  EPISODE_MISSING_DURATION: [
    'note',
    'No length is planned, so nobody can say whether the show runs over',
    'Write the planned length into duration in info.md: 01:00:00:00.',
  ],
  // ---- an item ----
  CONFLICT_COPY: [
    'error',
    'Syncthing has kept another version of this file beside it',
    'Open both, take over what is missing here, then delete the copy.',
  ],
  CONFLICT_COPY_ELSEWHERE: [
    'note',
    'Conflict copies lie beside files that do not go on air',
    'Look into them when there is time, and delete what is not needed.',
  ],
  NAME_TWINS: [
    'error',
    'On a Mac or on Windows this is the same file as another one, and one of them would be lost there',
    'Rename one of the two, or take over what is missing and delete it.',
  ],
  DUPLICATE_ORDER: [
    'error',
    'Another item on air has the same order',
    'Give each a number of its own: which one is first?',
  ],
  MISSING_ORDER: [
    'error',
    'This item has no order that is a number, so it would run last',
    'Write its place in the show into order: 10, 20, 30 …',
  ],
  ORDER_MISMATCH: [
    'warning',
    'The file’s name bears another number than its order, which decides',
    'Check the order, and rename the file if you sort by name.',
  ],
  MISSING_FILENAME_ORDER: [
    'note',
    'The file’s name bears no number, so it sorts elsewhere than it runs',
    'Put the order before the name, or leave it.',
  ],
  MISSING_REQUIRED_FIELD: [
    'error',
    'A value is missing that this type of item must have',
    'Write it in the head.',
  ],
  EMPTY_CONTENT: [
    'error',
    'This item is in production but holds nothing to say and nothing to play',
    'Write its script, or take it out of production.',
  ],
  MINIMAL_CONTENT: [
    'warning',
    'This item says next to nothing: fewer than 50 characters',
    'Check that the script is all there.',
  ],
  DUPLICATE_CONTENT: [
    'warning',
    'Another item on air begins with the same words',
    'Take one of them out of production, if it is a copy.',
  ],
  DUPLICATE_SLUG: [
    'warning',
    'Another item on air has the same slug, and files are named for it',
    'Give one of them another slug.',
  ],
  AIRDATE_MISMATCH: ['warning', 'The item’s air date is not the episode’s', 'Correct it, or empty it.'],
  MISSING_TITLE: [
    'warning',
    'This item has no title, so the scripts call it by its file’s name',
    'Write one into title.',
  ],
  MISSING_SLUG: ['note', 'This item has no slug', 'Name it in two to four words, or accept one.'],
  MISSING_DESCRIPTION: ['note', 'This item has no description', 'Write two sentences, or accept one.'],
  MISSING_DURATION: [
    'note',
    'No length stands in this item; what was counted is used',
    'Leave it to be filled in, or write your own.',
  ],
  ZERO_DURATION: [
    'note',
    'The length of this item is zero; what was counted is used',
    'Leave it to be filled in, or write your own.',
  ],
  MISSING_SEGMENT_ASSETID: ['note', 'This item has no AssetID', 'Leave it to the editor to give it one.'],
  INVALID_SEGMENT_ASSETID: [
    'note',
    'This item’s AssetID is none: letters, digits, - and _ make one, 64 of them at most',
    'Leave it to the editor to give it a new one.',
  ],
  DUPLICATE_SEGMENT_ASSETID: [
    'warning',
    'Another item has the same AssetID',
    'Leave it in the older one, and empty it in the copy.',
  ],
  SYSTEM_MESSAGE: ['note', 'A program has left a message in the head', 'Empty it once it is read.'],
  // ---- a cue ----
  FSQ_MISSING_MEDIA: [
    'error',
    'The picture of this quote is missing',
    'Make it, and name its file in [MediaURL: …].',
  ],
  GFX_MISSING_MEDIA: [
    'error',
    'The picture of this graphic is missing',
    'Put the file into the episode’s assets, and name it in [MediaURL: …].',
  ],
  CUE_MISSING_MEDIA: [
    'error',
    'The media of this cue is missing',
    'Put the file into the episode’s assets, and name it in [MediaURL: …].',
  ],
  LIBRARY_MEDIA_NOT_NAMED: [
    'warning',
    'This cue names no file, so the control room must have it at hand',
    'Name its file in [MediaURL: …], or tell the director.',
  ],
  CUE_TOKEN: ['error', 'This stands for a cue but is none yet', 'Make a cue of it, or remove it.'],
} as const satisfies Readonly<Record<string, Words>>;

export type PreflightCode = keyof typeof PREFLIGHT_WORDS;

/**
 * Show-day severities for diagnostics of other checks, whose own severities are meant for the time of writing. `off`
 * leaves a diagnostic out, mostly because preflight reports the problem itself. Codes not listed keep their severity.
 */
export const WEIGHED: ReadonlyMap<string, Severity | 'off'> = new Map<string, Severity | 'off'>([
  // The host would read out both versions, or neither.
  ['REV_UNRESOLVED', 'error'],
  // Nothing would play at these places.
  ['CUE_TOKEN', 'error'],
  ['CUE_TOKEN_NO_SLUG', 'error'],
  ['CUE_TOKEN_UNCLOSED', 'error'],
  ['CUE_TOKEN_UNKNOWN', 'error'],
  ['CUE_TOKEN_TIME_UNCLEAR', 'error'],
  ['FSQ_QUOTE_UNCLEAR', 'error'],
  ['VIDEO_LINES_UNCLEAR', 'error'],
  ['VIDEO_SOURCE_MISSING', 'error'],
  ['VIDEO_SOURCE_UNCLEAR', 'error'],
  ['CUE_LOOSE_FIELDS', 'error'],
  ['PRINT_PASTED', 'error'],
  ['CUE_FENCED', 'error'],
  ['CUE_MARKER_BROKEN', 'error'],
  ['CUE_FIELD_UNCLOSED', 'error'],
  ['CUE_TRIM_CONTRADICTS', 'error'],
  // Required fields of a cue. A missing AssetID is only a note, because only programs need it.
  ['CUE_MISSING_SLUG', 'error'],
  ['SOT_MISSING_DURATION', 'error'],
  ['CUE_MISSING_ASSETID', 'note'],
  ['FSQ_MISSING_ATTRIBUTION', 'warning'],
  // Missing media is reported from the media list, with the reason; a token blocks with or without its media.
  ['CUE_MISSING_MEDIA', 'off'],
  ['GFX_MISSING_MEDIA', 'off'],
  ['CUE_MEDIA_NOT_FOUND', 'off'],
  ['CUE_MEDIA_UNUSABLE', 'off'],
  ['CUE_MEDIA_MISSING', 'off'],
  ['MARKDOWN_TOO_LARGE', 'off'],
]);
