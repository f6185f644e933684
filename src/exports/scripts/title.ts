// Chooses the names of items, episodes and cues on a page, from titles and slugs. Never shows a placeholder.
import { nameOf } from '../../domain/ids.ts';
import { oneLine } from '../../domain/one-line.ts';
import { sanitiseSlug, withoutPlace } from '../../domain/slug.ts';
import { titleFromName } from '../../domain/wording/slug-choice.ts';
import type { SegmentDocument } from '../../markdown/document.ts';

const MOST_CHARACTERS = 200;

/** The title as one line; null if empty or a template's placeholder. */
export function named(title: string | null): string | null {
  const line = oneLine(title ?? '', MOST_CHARACTERS);
  return line === '' || /^(?:untitled|undecided (?:sub)?title)$/i.test(line) ? null : line;
}

/** The slug without the number of its place, spelled as in file names; unsanitised if that leaves nothing. Empty for no
 *  slug. */
export function shownSlug(slug: string | null, place: string | null = null): string {
  const line = oneLine(slug ?? '', MOST_CHARACTERS);
  const bare = withoutPlace(line, place) ?? line;
  return sanitiseSlug(bare) || bare;
}

/** The item's title, or a name taken from its file. */
export function itemTitle({ title, path }: SegmentDocument): string {
  const fromName = oneLine(titleFromName(path), MOST_CHARACTERS);
  return named(title) ?? (fromName === '' ? nameOf(path) : fromName);
}
