// A cue with what completing it needs to know, and one small change to it.
import { type Cue, cueType, type Span } from '../../../domain/cue.ts';
import type { MediaMatch } from '../../../domain/media/shelf.ts';
import type { SegmentDocument } from '../../document.ts';
import type { Offer, RepairContext } from '../offer.ts';
import { guessType, type TypeGuess } from './guess-type.ts';
import { mediaFor } from './media-match.ts';

export interface ReadCue {
  readonly doc: SegmentDocument;
  readonly context: RepairContext;
  readonly cue: Cue;
  /** Its own, else the guessed one; null where nobody can tell. */
  readonly type: string | null;
  readonly guess: TypeGuess | null;
  /** Which file its slug means; null where it needs none, or names one that can be played. */
  readonly match: MediaMatch | null;
  /** The AssetID that it is to be given; null where it has one or needs none. */
  readonly newId: string | null;
}

/** Begin and End stand, and nothing in between is loose. */
export interface WholeCue extends ReadCue {
  readonly cue: Cue & { readonly end: Span };
}

export interface Piece {
  readonly span: Span;
  readonly added: string;
}

/** One thing that is completed or corrected in a cue. */
export interface Completion extends Pick<Offer, 'title' | 'why' | 'applicability'> {
  /** What it is about: the name of a field (`duration`), or a word of its own. */
  readonly what: string;
  readonly pieces: readonly Piece[];
  readonly confidence?: number;
}

/** Null for cues whose end nobody knows, and for types that only people know. */
export function readCue(
  doc: SegmentDocument,
  context: RepairContext,
  cue: Cue,
  newId: string | null,
): ReadCue | null {
  if (cue.end === null && !cue.closable) return null;
  if (cue.type !== null && cueType(cue.type) === null) return null;
  const guess = guessType(cue);
  const type = cue.type ?? guess?.type ?? null;
  return { doc, context, cue, type, guess, match: mediaFor(cue, type, context), newId };
}

export function isWhole(read: ReadCue): read is WholeCue {
  return read.cue.end !== null && read.cue.loose.length === 0;
}
