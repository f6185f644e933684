// One side of a file in an enhancement as a page to read: Markdown made safe, a compiled script as it is.
import { Fault } from '../../../src/errors.ts';
import type { Pages } from '../../../src/markdown/page.ts';
import type { Show } from '../../show/show.ts';
import { reviewOf } from './view.ts';

/** Rejects with NO_PAGE (usage) if that side has no text at the path. */
export async function pageOf(
  { show, pages }: { readonly show: Show; readonly pages: Pages },
  id: string,
  path: string,
  side: 'before' | 'after',
): Promise<string> {
  const { files } = await reviewOf(show, id);
  const file = files.find((one) => one.path === path || one.pathAfter === path);
  const text = file?.[side] ?? null;
  if (file === undefined || text === null)
    throw new Fault(
      'usage',
      'NO_PAGE',
      `${id} has no text at ${path} ${side} the change; look at the other side`,
    );
  return pages.html(side === 'before' ? file.path : file.pathAfter, text);
}
