// Finds items on air that look like copies of each other: same slug, or same opening words.
import type { SegmentDocument } from '../../markdown/document.ts';
import { type Finding, finding, headFinding } from './finding.ts';

/** Length of the opening that is compared. Shorter scripts are skipped, since they may be alike by chance. */
const CHARACTERS = 100;

/** Expects show order; reports the later item of a pair. */
export function checkTwice(items: readonly SegmentDocument[]): readonly Finding[] {
  const slugs = new Set<string>();
  const beginnings = new Set<string>();
  return items.flatMap((item) => {
    const found: Finding[] = [];
    const slug = item.slug?.trim().toLowerCase() ?? '';
    if (slug !== '' && slugs.has(slug))
      found.push(headFinding('DUPLICATE_SLUG', item, 'slug', { about: slug }));
    slugs.add(slug);
    const beginning = item.spokenText.replace(/\s+/g, ' ').slice(0, CHARACTERS);
    const isLong = beginning.length === CHARACTERS;
    if (isLong && beginnings.has(beginning)) found.push(finding('DUPLICATE_CONTENT', item.path, null));
    if (isLong) beginnings.add(beginning);
    return found;
  });
}
