// Tells a number that is a place in the media list from one that belongs to a name, by the episode's files: a film
// called `40 thieves` keeps its number. Changes no slug.
import { nameOf } from '../ids.ts';
import { leadingNumber, sanitiseSlug, withoutPlace } from '../slug.ts';
import { pathInEpisode } from './candidates.ts';
import type { MediaFile } from './file.ts';
import { stemOf } from './names.ts';

export interface PlacedName {
  /** As written: `010`. */
  readonly place: string;
  readonly name: string;
}

/** Folders of numbered copies, where a number is a place by definition. */
const LISTS = /^(?:rundown|exports|vmix|assets\/rundown)\//;

/** The place and the name without it; null if the number belongs to the name, or there is none. `stated`: the cue's
 *  Enumerator. */
export function placedName(
  slug: string,
  stated: string | null,
  files: readonly MediaFile[],
): PlacedName | null {
  const numbered = leadingNumber(slug);
  if (numbered === null) return null;
  const { number, rest } = numbered;
  const begins = new RegExp(`^0*${Number(number)}(?!\\d)`);
  const alike = files.filter(({ path }) => begins.test(nameOf(path)));
  const whole = sanitiseSlug(slug);
  const isListed = (file: MediaFile): boolean => LISTS.test(pathInEpisode(file) ?? '');
  if (alike.some((file) => !isListed(file) && slugOf(file) === whole)) return null;
  // A list may add a running counter and the type: `060_06_GFX-foo`.
  const listed = new RegExp(`^\\d+-(?:\\d+-)?(?:[a-z]{2,5}-)?${sanitiseSlug(rest)}$`);
  const inList = alike.some((file) => isListed(file) && listed.test(slugOf(file)));
  const name = withoutPlace(slug, inList ? number : stated);
  return name === null ? null : { place: number, name };
}

function slugOf({ path }: MediaFile): string {
  return sanitiseSlug(stemOf(nameOf(path)));
}
