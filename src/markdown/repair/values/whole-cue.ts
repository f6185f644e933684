// A cue with the context needed to complete it, and the type of one completion.
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
  /** Its own type, else the guessed one; null if neither is known. */
  readonly type: string | null;
  readonly guess: TypeGuess | null;
  /** The file its slug means; null if it needs none or already names one that can be played. */
  readonly match: MediaMatch | null;
  /** The AssetID it will be given; null if it has one or needs none. */
  readonly newId: string | null;
}

/** A cue with both markers and no loose text inside. */
export interface WholeCue extends ReadCue {
  readonly cue: Cue & { readonly end: Span };
}

export interface CuePiece {
  readonly span: Span;
  readonly added: string;
}

/** One completed or corrected thing in a cue. */
export interface Completion extends Pick<Offer, 'title' | 'why' | 'applicability'> {
  /** The name of a field (`duration`), or another unique word. */
  readonly what: string;
  readonly pieces: readonly CuePiece[];
  readonly confidence?: number;
}

/** Null for cues without a clear end and for cues of unknown type. */
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
  return { doc, context, cue, type, guess, match: mediaFor(doc, cue, type, context), newId };
}

export function isWhole(read: ReadCue): read is WholeCue {
  return read.cue.end !== null && read.cue.loose.length === 0;
}
