// Splits the items of a show, in order, into blocks and the stretches between them.
import type { RundownBlock } from '../../markdown/rundown.ts';
import type { PageItem, ScriptPage } from './page.ts';

export type RundownStretch =
  | { readonly kind: 'block'; readonly block: RundownBlock; readonly items: readonly PageItem[] }
  /** Breaks between two blocks, and items left out there. */
  | { readonly kind: 'between'; readonly items: readonly PageItem[] };

/** Items left out are shown in the block that surrounds them. */
export function stretchesOf({ items, rundown }: ScriptPage): readonly RundownStretch[] {
  const blocks = new Map(rundown.blocks.map((block) => [block.letter, block]));
  const stretches: { readonly letter: string | null; readonly items: PageItem[] }[] = [];
  let waiting: PageItem[] = [];
  for (const item of items) {
    const { onAir, block } = item.entry;
    const last = stretches.at(-1);
    if (!onAir) waiting.push(item);
    else if (last !== undefined && last.letter === block) {
      last.items.push(...waiting, item);
      waiting = [];
    } else {
      // Items left out right before a block go into it, as its would-be openers; before a break, into the last stretch.
      if (block === null) last?.items.push(...waiting);
      const own = block === null && last !== undefined ? [item] : [...waiting, item];
      stretches.push({ letter: block, items: own });
      waiting = [];
    }
  }
  const last = stretches.at(-1);
  if (last === undefined) return waiting.length === 0 ? [] : [{ kind: 'between', items: waiting }];
  last.items.push(...waiting);
  return stretches.map(({ letter, items: own }): RundownStretch => {
    const block = blocks.get(letter ?? '');
    return block === undefined ? { kind: 'between', items: own } : { kind: 'block', block, items: own };
  });
}
