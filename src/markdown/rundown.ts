// The episode as it will run: which items go on air, in which block, when each starts and how long it takes.
// Times are milliseconds from the top of the show.
import type { InfoDocument, SegmentDocument } from './document.ts';
import type { Rates } from './runtime.ts';

export interface RundownOptions extends Rates {
  readonly blocksEndedBy: 'break' | 'adverts';
}

export interface RundownEntry {
  readonly document: SegmentDocument;
  /** Only items in production go on air. */
  readonly onAir: boolean;
  /** Why it is left out, as one sentence; null where it is on air. */
  readonly whyNot: string | null;
  /** `A`, `B`, …; null for what is left out and for the breaks between blocks. */
  readonly block: string | null;
  /** It stands between two blocks. */
  readonly isBreak: boolean;
  /** Speech and cues, as counted. */
  readonly countedMs: number;
  /** As a person wrote it into `duration`; null where it says nothing clear. */
  readonly statedMs: number | null;
  /** What the show's times are made of: stated, else counted. 0 for what is left out. */
  readonly durationMs: number;
  /** Front time: when it starts. Null for what is left out. */
  readonly startMs: number | null;
  /** Back time: how long the show still runs when it starts. Null for what is left out. */
  readonly backMs: number | null;
}

export interface Block {
  readonly letter: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly entries: readonly RundownEntry[];
}

export interface Rundown {
  readonly info: InfoDocument | null;
  /** All items in order, left-out ones too. */
  readonly entries: readonly RundownEntry[];
  readonly blocks: readonly Block[];
  readonly totalMs: number;
  /** As planned in `info.md`'s `duration`; null where it says nothing, or zero. */
  readonly plannedMs: number | null;
  /** Total less planned: above zero is over, below is under. Null without a plan. */
  readonly overMs: number | null;
}
