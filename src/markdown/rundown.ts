// Computes an episode's running order: which items go on air, in which block, when each starts and how long it takes.
// Times are milliseconds from the top of the show. Writes nothing to files.
import { durationMs } from '../domain/duration.ts';
import { type BlockEnd, isOnAir, type PlaceInBlocks, placesInBlocks } from '../domain/episode.ts';
import { oneLine } from '../domain/one-line.ts';
import { byOrder } from '../domain/segment.ts';
import type { InfoDocument, SegmentDocument } from './document.ts';
import { type Length, type LengthSource, lengthOf } from './rundown/length.ts';
import type { Rates, Runtime } from './runtime.ts';

export interface RundownOptions extends Rates {
  readonly blocksEndedBy: BlockEnd;
}

export interface RundownEntry {
  readonly document: SegmentDocument;
  /** Only items in production go on air. */
  readonly onAir: boolean;
  /** Why the item is left out, as a clause; null if it is on air. */
  readonly whyNot: string | null;
  /** `A`, `B`, …; null for items left out and for breaks between blocks. */
  readonly block: string | null;
  /** It separates two blocks. */
  readonly isBreak: boolean;
  /** Words and cues in detail. */
  readonly runtime: Runtime;
  /** Speech and cues, as counted. */
  readonly countedMs: number;
  /** The person's `duration`; null if it is missing or unclear. */
  readonly statedMs: number | null;
  /** The length used for the show's times: stated, else counted, else assumed. 0 if left out. */
  readonly durationMs: number;
  readonly lengthFrom: LengthSource;
  /** Front time: when the item starts. Null if left out. */
  readonly startMs: number | null;
  /** Back time: how long the show still runs from the item's start. Null if left out. */
  readonly backMs: number | null;
}

export interface RundownBlock {
  readonly letter: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly entries: readonly RundownEntry[];
}

export interface Rundown {
  readonly info: InfoDocument | null;
  /** All items in order, including those left out. */
  readonly entries: readonly RundownEntry[];
  readonly blocks: readonly RundownBlock[];
  readonly totalMs: number;
  /** `duration` of `info.md`; null if it is missing, unclear or zero. */
  readonly plannedMs: number | null;
  /** Total minus planned: positive is over, negative is under. Null without a plan. */
  readonly overMs: number | null;
  /** Frames per second in durations. */
  readonly fps: number;
}

export function rundownOf(
  segments: readonly SegmentDocument[],
  info: InfoDocument | null,
  options: RundownOptions,
): Rundown {
  const timed = [...segments].sort(byOrder).map((document) => timedItem(document, options));
  const running = timed.filter(({ whyNot }) => whyNot === null);
  const totalMs = sum(running.map(({ ms }) => ms));
  const places = placesInBlocks(running.map(standing), options.blocksEndedBy);
  let startMs = 0;
  let at = 0;
  const entries = timed.map((item) => {
    if (item.whyNot !== null) return entryOf(item, LEFT_OUT, null, totalMs);
    const entry = entryOf(item, places[at] ?? LEFT_OUT, startMs, totalMs);
    startMs += item.ms;
    at += 1;
    return entry;
  });
  const plannedMs = durationMs(info?.duration ?? null, options.fps) || null;
  const overMs = plannedMs === null ? null : totalMs - plannedMs;
  return { info, entries, blocks: blocksOf(entries), totalMs, plannedMs, overMs, fps: options.fps };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

// ---- one item ----

interface TimedItem extends Length {
  readonly document: SegmentDocument;
  readonly whyNot: string | null;
}

function timedItem(document: SegmentDocument, rates: Rates): TimedItem {
  return { document, whyNot: whyLeftOut(document), ...lengthOf(document, rates) };
}

function whyLeftOut({ isItem, status }: SegmentDocument): string | null {
  if (!isItem) return 'it is a note or a copy, not an item';
  if (isOnAir(status)) return null;
  const said = oneLine(status ?? '', 40);
  return said === '' ? 'it has no status' : `its status is ${said}`;
}

// ---- place in the show ----

const LEFT_OUT: PlaceInBlocks = { block: null, isBreak: false };

function standing({ document, runtime }: TimedItem) {
  return { type: document.type, holdsBreak: runtime.holdsBreak };
}

function entryOf(
  { document, whyNot, runtime, statedMs, ms, from }: TimedItem,
  place: PlaceInBlocks,
  startMs: number | null,
  totalMs: number,
): RundownEntry {
  return {
    document,
    onAir: whyNot === null,
    whyNot,
    ...place,
    runtime,
    countedMs: runtime.totalMs,
    statedMs,
    durationMs: startMs === null ? 0 : ms,
    lengthFrom: from,
    startMs,
    backMs: startMs === null ? null : totalMs - startMs,
  };
}

function blocksOf(entries: readonly RundownEntry[]): readonly RundownBlock[] {
  const byLetter = new Map<string, RundownEntry[]>();
  for (const entry of entries) {
    if (entry.block === null) continue;
    const within = byLetter.get(entry.block);
    if (within === undefined) byLetter.set(entry.block, [entry]);
    else within.push(entry);
  }
  return [...byLetter].map(([letter, within]) => ({
    letter,
    startMs: within[0]?.startMs ?? 0,
    durationMs: sum(within.map((entry) => entry.durationMs)),
    entries: within,
  }));
}
