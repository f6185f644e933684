// What is said of cues that only a person can put right, one line for each code.
import type { Severity } from '../../domain/diagnostic.ts';

type Words = readonly [severity: Severity, message: string, todo: string];

export const CUE_WORDS = {
  CUE_MISSING_TYPE: [
    'error',
    'This cue has no type',
    'Write [Type: SOT], or whichever type it is, as its first field.',
  ],
  CUE_UNKNOWN_TYPE: [
    'note',
    'This type of cue is not known here; the cue stays as it is',
    'Check the spelling of the type.',
  ],
  CUE_MISSING_ASSETID: [
    'note',
    'This cue has no AssetID',
    'Leave it to the editor to give it one, or copy the cue’s own id here.',
  ],
  CUE_MISSING_SLUG: ['warning', 'This cue has no slug', 'Name it in two to four words: [Slug: two-words].'],
  CUE_MISSING_MEDIA: ['warning', 'This cue names no media file', 'Add [MediaURL: …] with the file’s name.'],
  SOT_MISSING_DURATION: [
    'warning',
    'This clip has no duration; 30 seconds are counted',
    'Add [Duration: 00:00:30:00].',
  ],
  FSQ_MISSING_QUOTE: ['error', 'This full-screen quote has no words', 'Add [Quote: "…"].'],
  NOTE_MISSING_TEXT: ['note', 'This note is empty', 'Write [Note Text: …], or remove the note.'],
  CUE_DURATION_UNCLEAR: [
    'warning',
    'This duration can be read in more than one way, or in none',
    'Write it as hours, minutes, seconds and frames: 00:01:15:00.',
  ],
  CUE_DURATION_HUNDREDTHS: [
    'note',
    'The last part of this duration is more than there are frames in a second; it is read as hundredths',
    'Write the frames as the last part.',
  ],
  CUE_SLUG_NUMBER: [
    'note',
    'The slug starts with a number that a file of this cue bears too',
    'Rename the file and the slug together, or leave both.',
  ],
  CUE_DUPLICATE_ASSETID: [
    'warning',
    'Another cue in this file has the same AssetID',
    'Give one of them a new AssetID.',
  ],
  CUE_DUPLICATE_FIELD: ['warning', 'A field stands twice in this cue', 'Keep the one that is right.'],
  CUE_MEDIA_UNUSABLE: [
    'warning',
    'The media of this cue exists only in somebody’s browser, or was never finished',
    'Put the file’s name into MediaURL.',
  ],
  CUE_LOOSE_TEXT: [
    'warning',
    'There is text inside this cue that belongs to no field',
    'Move it out of the cue, or put it into a field.',
  ],
  CUE_FIELD_UNCLOSED: [
    'warning',
    'A field of this cue has no closing bracket',
    'Put ] where the field ends.',
  ],
  CUE_MARKER_IN_LINE: [
    'warning',
    'This cue begins or ends in the middle of a line',
    'Put its Begin and End on lines of their own.',
  ],
  CUE_TOKEN: ['warning', 'This stands for a cue but is none yet', 'Make a cue of it, or remove it.'],
  CUE_FENCED: [
    'warning',
    'This block is marked as code, so it is not a cue',
    'Remove the fence, and put Begin and End around the fields.',
  ],
  CUE_LOOSE_MEDIA: [
    'note',
    'This media stands outside of any cue and goes nowhere',
    'Move it into its cue, or remove it.',
  ],
  CUE_REPAIR_WITHHELD: [
    'warning',
    'Cues in this file need repair, but it would change what the text around them means',
    'Put each cue’s Begin and End on lines of their own, outside of code and lists.',
  ],
  TEXT_UNDEFINED: [
    'error',
    'A program has written “undefined” here',
    'Remove it, and check the words around it.',
  ],
  REV_UNRESOLVED: ['note', 'A suggested edit is still open here', 'Accept or reject it.'],
} as const satisfies Readonly<Record<string, Words>>;

export type CueCode = keyof typeof CUE_WORDS;
