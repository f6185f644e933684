// What every repair of a segment comes to: one change at one place, as a value, and what it was made with.
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
  /** All rundown items of the episode, this one among them. */
  readonly siblings: readonly SegmentDocument[];
}

/** One change that a reviewer takes or leaves as a whole. */
export interface Offer {
  /** What it is about, unlike that of any other offer for this file: `cue:CUEMEOMVCAIQ2MDV7/assetid`, `token:{SOT/foo}`. */
  readonly field: string;
  /** The block or paragraph that it is about: a decision holds as long as this text stands. Holds all edits, or touches them. */
  readonly span: Span;
  /** In order of place; every edit bears `field`. */
  readonly edits: readonly Edit[];
  /** One line of 5 to 120 characters. */
  readonly title: string;
  /** One to three sentences for a producer, on one line: what, and why. */
  readonly why: string;
  readonly applicability: Applicability;
  /** 0..1 where something was chosen, such as a media file; null where nothing was. */
  readonly confidence: number | null;
  /** Words outside of cues that go because they stood for form and not for speech: `IN`, `OUT`, `to`. Lower case. */
  readonly drops: readonly string[];
}

export interface Offers {
  readonly offers: readonly Offer[];
  /** What is left to a person. */
  readonly diagnostics: readonly Diagnostic[];
}
