// Renames a rundown file after its slug and updates every link to it in the episode. Edits only links that cannot mean
// any other file.
import type { FileChange } from '../domain/change.ts';
import { type Edit, editAt } from '../domain/edit.ts';
import { nameOf, type TreePath, treePath } from '../domain/ids.ts';
import { isInside } from './code.ts';
import type { InfoDocument, SegmentDocument } from './document.ts';

const LONGEST_SLUG = 40;
/** Items of these types have no type in their file name. */
const PLAIN_TYPES: ReadonlySet<string> = new Set(['segment', 'unknown', '']);

/** `010-ad-biltong.md`; null if the item has no order from 0 to 999 to start the name with. */
export function nameAfterSlug({ order, type }: SegmentDocument, slug: string): string | null {
  if (order === null || !Number.isInteger(order) || order < 0 || order > 999) return null;
  const kind = (type ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '');
  const short = slug.slice(0, LONGEST_SLUG).replace(/-+$/, '');
  const parts = [String(order).padStart(3, '0'), PLAIN_TYPES.has(kind) ? '' : kind, short];
  return short === '' ? null : `${parts.filter((part) => part !== '').join('-')}.md`;
}

export interface Renaming {
  readonly to: TreePath;
  /** Edits inside the renamed file; they belong to the same change as its other edits. */
  readonly ownEdits: readonly Edit[];
  readonly otherFiles: readonly FileChange[];
}

/** Null if the file already has this name, or another item does. */
export function renamed(
  doc: SegmentDocument,
  name: string,
  siblings: readonly SegmentDocument[],
  info: InfoDocument | null,
): Renaming | null {
  const folder = doc.path.slice(0, doc.path.length - nameOf(doc.path).length);
  const to = treePath(folder + name);
  const taken = siblings.some(({ path }) => path.toLowerCase() === to.toLowerCase());
  if (taken || to === doc.path) return null;
  const [old, now] = [stemOf(nameOf(doc.path)), stemOf(name)];
  const others = [...siblings.filter(({ path }) => path !== doc.path), ...(info ? [info] : [])];
  return {
    to,
    ownEdits: linkEdits(doc, old, now),
    otherFiles: others.flatMap((other): FileChange[] => {
      const edits = linkEdits(other, old, now);
      return edits.length === 0 ? [] : [{ kind: 'edit', path: other.path, edits }];
    }),
  };
}

function stemOf(name: string): string {
  return name.replace(/\.md$/i, '');
}

/** Renames the target in `[[10 Old]]`, `![[rundown/10 Old#part|alias]]` and `[text](10%20Old.md)`. In file order. */
function linkEdits(doc: SegmentDocument | InfoDocument, old: string, now: string): readonly Edit[] {
  const code = doc.kind === 'segment' ? doc.code : [];
  const edits: Edit[] = [];
  for (const { start, end, written } of linkTargets(doc.text)) {
    if (isInside(code, start)) continue;
    const target = written === 'wiki' ? doc.text.slice(start, end) : decoded(doc.text.slice(start, end));
    if (stemOf(target).toLowerCase() !== old.toLowerCase()) continue;
    const name = target === stemOf(target) ? now : `${now}.md`;
    edits.push(editAt(doc.text, start, end, name, `link:${old}#${edits.length + 1}`));
  }
  return edits;
}

interface Target {
  readonly start: number;
  readonly end: number;
  readonly written: 'wiki' | 'address';
}

// Only this rundown's own folder may precede the name: `0102/rundown/10 Old` belongs to another episode.
const WIKI = /\[\[(?:(?:\.\.?\/)?rundown\/|\.\/)?([^[\]|#/\n]{1,200})(?=[\]|#])/g;
const ADDRESS = /\]\((?:(?:\.\.?\/)?rundown\/|\.\/)?([^()<>\s/]{1,300}\.md)(?=[)#])/gi;
const ANGLED = /\]\(<(?:(?:\.\.?\/)?rundown\/|\.\/)?([^()<>\n/]{1,300}\.md)(?=[>#])/gi;

function linkTargets(text: string): readonly Target[] {
  const found = (pattern: RegExp, written: Target['written']) =>
    [...text.matchAll(pattern)].map((match): Target => {
      const end = match.index + match[0].length;
      return { start: end - (match[1]?.length ?? 0), end, written };
    });
  const all = [...found(WIKI, 'wiki'), ...found(ADDRESS, 'address'), ...found(ANGLED, 'address')];
  return all.sort((a, b) => a.start - b.start);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    // A lone `%` is not valid encoding, so the address is compared as written.
    if (error instanceof URIError) return address;
    throw error;
  }
}
