// Severity, message and instruction for each problem with cues that only a person can fix.
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
    'Put the rest of the cue in order, and it will be given one.',
  ],
  CUE_INVALID_ASSETID: [
    'note',
    'This is no AssetID that a cue can be known by',
    'Wait until the cue has its own, or copy that one here.',
  ],
  CUE_MISSING_SLUG: ['warning', 'This cue has no slug', 'Name it in two to four words: [Slug: two-words].'],
  CUE_MISSING_MEDIA: ['warning', 'This cue names no media file', 'Add [MediaURL: …] with the file’s name.'],
  GFX_MISSING_MEDIA: [
    'warning',
    'This graphic names no file, and says nothing that could be drawn',
    'Add [MediaURL: …] with the file’s name, or [GfxType: …] with its text.',
  ],
  CUE_MEDIA_NOT_FOUND: [
    'warning',
    'This episode has no such file',
    'Put the file into the episode, or correct MediaURL.',
  ],
  CUE_MEDIA_UNCLEAR: [
    'warning',
    'No file of the episode certainly belongs to this cue; closest by name',
    'Write the right one into MediaURL.',
  ],
  SOT_MISSING_DURATION: [
    'warning',
    'This clip has no duration; 30 seconds are counted',
    'Add [Duration: 00:00:30:00].',
  ],
  FSQ_MISSING_QUOTE: ['error', 'This full-screen quote has no words', 'Add [Quote: "…"].'],
  FSQ_MISSING_ATTRIBUTION: ['note', 'This quote does not say whose words it shows', 'Add [Attribution: …].'],
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
  CUE_TRIM_UNCLEAR: [
    'warning',
    'This is no place in a film',
    'Write it as hours, minutes and seconds: 00:29:14.',
  ],
  CUE_TRIM_CONTRADICTS: ['warning', 'The clip would end before it begins', 'Correct TrimStart or TrimEnd.'],
  CUE_TRIM_LONG: [
    'warning',
    'The clip would run for more than an hour',
    'Write TrimStart and TrimEnd as hours, minutes and seconds: 00:29:14.',
  ],
  CUE_SLUG_NUMBER: [
    'note',
    'The slug starts with a number that a file of this cue bears too',
    'Rename the file and the slug together, or leave both.',
  ],
  CUE_DUPLICATE_ASSETID: [
    'warning',
    'Another cue has the same AssetID, but is not the same',
    'Give one of them a new AssetID.',
  ],
  CUE_DUPLICATE: [
    'warning',
    'This cue stands here a second time',
    'Remove one of the two. If it is to be played twice, give one of them a new AssetID.',
  ],
  CUE_IN_TWO_SEGMENTS: [
    'warning',
    'The same cue stands in another item too',
    'Leave it in the item where it is played, or give one of the two a new AssetID.',
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
  CUE_BLOCK_WHITESPACE: [
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
  UNWELCOME_HTML: [
    'warning',
    'This HTML runs something or changes the page, and has no place in a script',
    'Remove it; paragraphs, bold, italics and links may stay.',
  ],
  SHOW_IN_ONE_FILE: [
    'warning',
    'This file holds more than one block of the show',
    'Make a file of each item, so that they can be ordered, timed and numbered.',
  ],
  REV_UNRESOLVED: ['note', 'A suggested edit is still open here', 'Accept or reject it.'],
} as const satisfies Readonly<Record<string, Words>>;

export type CueCode = keyof typeof CUE_WORDS;
