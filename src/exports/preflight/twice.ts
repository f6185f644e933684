// Items on air that look like each other's copies.
import type { SegmentDocument } from '../../markdown/document.ts';
import { type Finding, finding, headFinding } from './finding.ts';

/** As much as must be alike; short scripts may well be. */
const CHARACTERS = 100;

/** In show order: told of the later one. */
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
