// Renames a rundown file after its slug and updates every link to it in the episode. Edits only links that cannot mean
// any other file.
import type { FileChange } from '../domain/change.ts';
import { type Edit, editAt } from '../domain/edit.ts';
import { nameOf, type TreePath, treePath } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { grouped } from '../domain/media/grouped.ts';
import type { SegmentSubject } from '../step.ts';
import type { InfoDocument, SegmentDocument } from './document.ts';
import { leadsTo, linksIn, stemOf } from './note-links.ts';

const LONGEST_SLUG = 40;
/** Of a rundown in which no file begins with a number. */
const USUAL_WIDTH = 3;
/** Items of these types have no type in their file name. */
const PLAIN_TYPES: ReadonlySet<string> = new Set(['segment', 'unknown', '']);

/** `010-ad-biltong.md`, its number as wide as those of the other files; null if the item has no order from 0 to 999 to
 *  start the name with. */
export function nameAfterSlug(
  { path, order, type }: SegmentDocument,
  slug: string,
  siblings: readonly SegmentDocument[],
): string | null {
  if (order === null || !Number.isInteger(order) || order < 0 || order > 999) return null;
  const kind = (type ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '');
  const short = slug.slice(0, LONGEST_SLUG).replace(/-+$/, '');
  const number = String(order).padStart(usualWidth([path, ...siblings.map((each) => each.path)]), '0');
  const parts = [number, PLAIN_TYPES.has(kind) ? '' : kind, short];
  return short === '' ? null : `${parts.filter((part) => part !== '').join('-')}.md`;
}

/** Digits that most file names begin with, because names sort by them; of several, the most. */
function usualWidth(paths: readonly TreePath[]): number {
  const widths = grouped(
    [...new Set(paths)].flatMap((path) => /^\d+(?=[ _.-])/.exec(nameOf(path))?.[0].length ?? []),
    (width) => width,
  );
  const usual = [...widths].sort(([a, one], [b, other]) => other.length - one.length || b - a)[0];
  return usual?.[0] ?? USUAL_WIDTH;
}

export interface Renaming {
  readonly to: TreePath;
  /** Edits inside the renamed file; they belong to the same change as its other edits. */
  readonly ownEdits: readonly Edit[];
  readonly otherFiles: readonly FileChange[];
}

type Linking = SegmentDocument | InfoDocument;

/** `others`: further texts of the episode, whose links follow. Null if the file already has this name, or another does. */
export function renamed(doc: SegmentDocument, name: string, others: readonly Linking[]): Renaming | null {
  const folder = doc.path.slice(0, doc.path.length - nameOf(doc.path).length);
  const to = treePath(folder + name);
  const taken = others.some(({ path }) => path.toLowerCase() === to.toLowerCase());
  if (taken || to === doc.path) return null;
  return {
    to,
    ownEdits: linkEdits(doc, doc.path, name),
    otherFiles: others.flatMap((other): FileChange[] => {
      const edits = other.path === doc.path ? [] : linkEdits(other, doc.path, name);
      return edits.length === 0 ? [] : [{ kind: 'edit', path: other.path, edits }];
    }),
  };
}

/** Renames the target in `[[10 Old]]`, `![[rundown/10 Old#part|alias]]` and `[text](10%20Old.md)`. In file order. */
function linkEdits(doc: Linking, path: TreePath, name: string): readonly Edit[] {
  const old = stemOf(nameOf(path));
  const edits: Edit[] = [];
  for (const { start, end, steps } of linksIn(doc.text, doc.kind === 'segment' ? doc.silent : [])) {
    if (!leadsTo(steps, path)) continue;
    const target = doc.text.slice(start, end);
    const now = target === stemOf(target) ? stemOf(name) : name;
    edits.push(editAt(doc.text, start, end, now, `link:${old}#${edits.length + 1}`));
  }
  return edits;
}

// ---- of one item ----

type Item = Pick<SegmentSubject, 'document' | 'siblings' | 'notes' | 'info' | 'linkedFrom'>;

/** Names the file after its slug. Null where it can't be, and where a link elsewhere would lead nowhere afterwards. */
export function renamedAfterSlug(item: Item, slug: string): Renaming | null {
  const name = nameAfterSlug(item.document, slug, item.siblings);
  return name === null || item.linkedFrom.length > 0 ? null : renamed(item.document, name, linking(item));
}

/** Everything but the slug that decides how the file is renamed. */
export function renamingInput(item: Item): { readonly [key: string]: Json } {
  const name = nameAfterSlug(item.document, 'a-slug', item.siblings);
  const following = name === null ? null : renamed(item.document, name, linking(item));
  return { name, links: following?.otherFiles.map(({ path }) => path) ?? [], linkedFrom: item.linkedFrom };
}

function linking({ siblings, notes, info }: Item): readonly Linking[] {
  return [...siblings, ...notes, ...(info === null ? [] : [info])];
}

/** Why a file keeps its name; empty if nothing but its name speaks against another. */
export function keptNameBecause({ linkedFrom: [first, ...others] }: Item): string {
  if (first === undefined) return '';
  const more =
    others.length === 0 ? '' : ` and ${others.length} other ${others.length === 1 ? 'note' : 'notes'}`;
  return `, because links in ${first}${more} mean it by its name and belong to no change of this episode`;
}
