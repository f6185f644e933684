// Severity, message and instruction for each problem with shorthand that only a person can fix.
import type { Severity } from '../../../domain/diagnostic.ts';
import { CUE_WORDS } from '../cue-messages.ts';

type Words = readonly [severity: Severity, message: string, todo: string];

export const SHORTHAND_WORDS = {
  CUE_TOKEN: CUE_WORDS.CUE_TOKEN,
  CUE_TOKEN_NO_SLUG: [
    'warning',
    'This stands for a cue but does not say which one',
    'Write a few words for it before the closing bracket: {SOT/two words}.',
  ],
  CUE_TOKEN_UNKNOWN: [
    'note',
    'This looks as if it stood for a cue, but the type is not known here',
    'Check the spelling of the type, or take the braces away if it is to be read out.',
  ],
  CUE_TOKEN_UNCLOSED: [
    'warning',
    'This stands for a cue, but nobody can say where it ends',
    'Put the closing bracket after its name.',
  ],
  CUE_TOKEN_TIME_UNCLEAR: [
    'warning',
    'The length of this cue can’t be read',
    'Write it as minutes and seconds, 1:15 or :30.',
  ],
  CUE_MEDIA_MISSING: [
    'warning',
    'No media file in this episode bears the name of this cue',
    'Put the file into preshow/, or name another one in the cue.',
  ],
  CUE_MEDIA_UNCLEAR: [
    'warning',
    'No file of the episode certainly belongs to this cue; closest by name',
    'Name the right one in the cue’s MediaURL.',
  ],
  FSQ_MISSING_QUOTE: [
    'error',
    'This full-screen quote has no words',
    'Put the quote below it, and —Name below that.',
  ],
  FSQ_QUOTE_UNCLEAR: [
    'warning',
    'It is not clear where the words of this full-screen quote end, or who said them',
    'Put the quote between quotation marks, and —Name on the line below.',
  ],
  VIDEO_LINES_UNCLEAR: [
    'warning',
    'These lines for cutting a clip don’t add up to one clip',
    'Write one IN and one later OUT below one {SOT/name}, both in the same form and less than an hour apart.',
  ],
  CUE_LOOSE_FIELDS: [
    'warning',
    'These fields stand outside of any cue, so they play nothing',
    'Put <!-- Begin Cue --> before the first of them and <!-- End Cue --> after the last.',
  ],
  CREW_NOTE_LOOSE: [
    'warning',
    'This reads like a note to the crew, but stands in the script',
    'Write it as [Note: …], or leave it if it is to be read out.',
  ],
  PRINT_PASTED: [
    'warning',
    'This comes from a printed script, so it plays nothing',
    'Put the cue itself here, from the item or from its history.',
  ],
  VIDEO_SOURCE_MISSING: [
    'warning',
    'The film that this clip is cut from is not in this episode',
    'Put the film into preshow/, under the name that stands here.',
  ],
  VIDEO_SOURCE_UNCLEAR: [
    'warning',
    'No film of the episode is certainly the source of this clip; closest by name',
    'Write FROM: and the file’s own name below OUT.',
  ],
} as const satisfies Readonly<Record<string, Words>>;

export type ShorthandCode = keyof typeof SHORTHAND_WORDS;

/** A problem left to a person, and its place. */
export interface Complaint {
  readonly code: ShorthandCode;
  /** Offset in the text. */
  readonly at: number;
  /** Appended to the message in quotes. */
  readonly about: string;
}
