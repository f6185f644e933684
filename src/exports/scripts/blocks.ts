// The items of a show in order, with the places where its blocks begin and end.
import type { Block } from '../../markdown/rundown.ts';
import type { Page, PageItem } from './page.ts';

export type Stretch =
  | { readonly kind: 'block'; readonly block: Block; readonly items: readonly PageItem[] }
  /** Breaks between two blocks, and items left out there. */
  | { readonly kind: 'between'; readonly items: readonly PageItem[] };

/** What is left out stands in the block that it lies in. */
export function stretchesOf({ items, rundown }: Page): readonly Stretch[] {
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
      // Left out before the first item of a block: it would have stood there.
      if (block === null) last?.items.push(...waiting);
      const own = block === null && last !== undefined ? [item] : [...waiting, item];
      stretches.push({ letter: block, items: own });
      waiting = [];
    }
  }
  const last = stretches.at(-1);
  if (last === undefined) return waiting.length === 0 ? [] : [{ kind: 'between', items: waiting }];
  last.items.push(...waiting);
  return stretches.map(({ letter, items: own }): Stretch => {
    const block = blocks.get(letter ?? '');
    return block === undefined ? { kind: 'between', items: own } : { kind: 'block', block, items: own };
  });
}
