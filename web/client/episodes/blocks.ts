// Groups an episode's items into the blocks they run in. Pure.
import type { CheckReport } from '../../../src/desk.ts';

type Item = CheckReport['items'][number];

export interface BlockView {
  /** null: a break or another item between blocks. */
  readonly letter: string | null;
  readonly startMs: number;
  readonly durationMs: number;
  readonly items: readonly Item[];
}

/** Groups successive on-air items of the same block. */
export function blocksOf(items: readonly Item[]): readonly BlockView[] {
  const blocks: { letter: string | null; startMs: number; durationMs: number; items: Item[] }[] = [];
  for (const item of items) {
    if (!item.onAir) continue;
    const last = blocks.at(-1);
    if (last && last.letter === item.block) {
      last.items.push(item);
      last.durationMs += item.durationMs;
    } else {
      const { block: letter, startMs, durationMs } = item;
      blocks.push({ letter, startMs: startMs ?? 0, durationMs, items: [item] });
    }
  }
  return blocks;
}
