// The common result of all repairs of a segment (one change at one place), and the context they need.
import type { Applicability } from '../../domain/change.ts';
import type { Span } from '../../domain/cue.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import type { Edit } from '../../domain/edit.ts';
import type { MediaShelf } from '../../domain/media/shelf.ts';
import type { SegmentDocument } from '../document.ts';

export interface RepairContext {
  readonly fps: number;
  readonly quoteWordsPerMinute: number;
  readonly quoteMinimumMs: number;
  readonly media: MediaShelf;
  /** All rundown items of the episode, including this one. */
  readonly siblings: readonly SegmentDocument[];
}

/** One change that a reviewer accepts or rejects as a whole. */
export interface Offer {
  /** Unique among the offers for this file: `cue:CUEMEOMVCAIQ2MDV7/assetid`, `token:{SOT/foo}`. */
  readonly field: string;
  /** The block or paragraph it is about; a decision is valid until this text changes. Contains or touches all edits. */
  readonly span: Span;
  /** In file order; every edit carries `field`. */
  readonly edits: readonly Edit[];
  /** One line of 5 to 120 characters. */
  readonly title: string;
  /** One to three sentences for a producer, on one line: the change and its reason. */
  readonly why: string;
  readonly applicability: Applicability;
  /** 0..1 if the repair had to choose, for example a media file; null otherwise. */
  readonly confidence: number | null;
  /** Words outside cues that are removed because they were markup and not speech: `IN`, `OUT`, `to`. Lower case. */
  readonly drops: readonly string[];
}

export interface Offers {
  readonly offers: readonly Offer[];
  /** Problems left to a person. */
  readonly diagnostics: readonly Diagnostic[];
}
