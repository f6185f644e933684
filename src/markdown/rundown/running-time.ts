// Computes how long the show currently runs: the items in production. If there are none, it adds up all items, without
// blocks and start times because they have no order on air yet.
import { countedItems } from '../../domain/episode.ts';
import type { Json } from '../../domain/json.ts';
import type { SegmentDocument } from '../document.ts';
import { type RundownOptions, rundownOf } from '../rundown.ts';
import { type LengthSource, lengthOf } from './length.ts';

export interface RunningTime {
  readonly totalMs: number;
  readonly items: number;
  /** False if nothing is in production yet and all items were counted. */
  readonly productionOnly: boolean;
  /** Breaks with no stated length, counted with the usual one. */
  readonly assumedBreaks: number;
  readonly facts: Json;
}

export function runningTime(segments: readonly SegmentDocument[], options: RundownOptions): RunningTime {
  const { items, productionOnly } = countedItems(segments);
  return productionOnly ? onAir(items, options) : everything(items, options);
}

function onAir(items: readonly SegmentDocument[], options: RundownOptions): RunningTime {
  const { entries, blocks, totalMs } = rundownOf(items, null, options);
  const facts = {
    totalMs,
    productionOnly: true,
    blocks: blocks.map(({ letter, startMs, durationMs }) => ({ letter, startMs, durationMs })),
    // In order and without names, so that renaming an item changes nothing here.
    items: entries.map(({ block, startMs, backMs, durationMs, lengthFrom }) => {
      return { block, startMs, backMs, durationMs, from: lengthFrom };
    }),
  };
  const assumedBreaks = assumed(entries.map(({ lengthFrom }) => lengthFrom));
  return { totalMs, items: items.length, productionOnly: true, assumedBreaks, facts };
}

function everything(items: readonly SegmentDocument[], options: RundownOptions): RunningTime {
  const lengths = items.map((item) => lengthOf(item, options));
  const totalMs = lengths.reduce((sum, { ms }) => sum + ms, 0);
  const facts = {
    totalMs,
    productionOnly: false,
    blocks: [],
    items: lengths.map(({ ms, from }) => ({ durationMs: ms, from })),
  };
  const assumedBreaks = assumed(lengths.map(({ from }) => from));
  return { totalMs, items: items.length, productionOnly: false, assumedBreaks, facts };
}

function assumed(sources: readonly LengthSource[]): number {
  return sources.filter((source) => source === 'assumed').length;
}
