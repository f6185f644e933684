// What items, episodes and cues are called on a page: their titles and slugs, and never a placeholder.
import { nameOf } from '../../domain/ids.ts';
import { oneLine } from '../../domain/one-line.ts';
import { sanitiseSlug, withoutNumber } from '../../domain/slug.ts';
import { titleFromName } from '../../domain/slug-choice.ts';
import type { SegmentDocument } from '../../markdown/document.ts';

const MOST_CHARACTERS = 200;

/** Null for what templates put where a title is still to be found. */
export function named(title: string | null): string | null {
  const line = oneLine(title ?? '', MOST_CHARACTERS);
  return line === '' || /^(?:untitled|undecided (?:sub)?title)$/i.test(line) ? null : line;
}

/** Without a number, in the spelling that file names have; as it stands where that leaves nothing. Empty for none. */
export function shownSlug(slug: string | null): string {
  const line = oneLine(slug ?? '', MOST_CHARACTERS);
  const bare = withoutNumber(line) ?? line;
  return sanitiseSlug(bare) || bare;
}

/** An item without a title is called by its file. */
export function itemTitle({ title, path }: SegmentDocument): string {
  const fromName = oneLine(titleFromName(path), MOST_CHARACTERS);
  return named(title) ?? (fromName === '' ? nameOf(path) : fromName);
}
