// Makes a slug by rules for one item among the others of its episode: items with similar titles get slugs that differ,
// or none.

import type { TreePath } from '../ids.ts';
import { grouped } from '../media/grouped.ts';
import { onceAmong } from '../once-among.ts';
import { oneLine } from '../one-line.ts';
import { sanitiseSlug } from '../slug.ts';
import { wordsOf } from './english.ts';
import { slugByRules, slugNeed, titleFromName } from './slug-choice.ts';
import { beginning, visible } from './visible.ts';

interface Named {
  readonly path: TreePath;
  readonly title: string | null;
  readonly slug: string | null;
  readonly spokenText: string;
  once<T>(name: string, from: readonly unknown[], compute: () => T): T;
}

const TITLE_CHARACTERS = 200;
const MOST_CHARACTERS = 4000;

export function titleOf({ title, path }: Named): string {
  return oneLine(title ?? titleFromName(path), TITLE_CHARACTERS);
}

export function scriptOf({ spokenText }: Named): string {
  return visible(beginning(spokenText, MOST_CHARACTERS));
}

/** Titles of the other items for which the rules would find the same slug. They don't depend on slugs that landed, so
 *  an accepted slug changes no other. */
export function titlesAlike(item: Named, items: readonly Named[], mostWords: number): readonly string[] {
  const own = slugFromTitle(item, mostWords);
  if (own === null) return [];
  const bySlug = () => grouped(items, (each) => slugFromTitle(each, mostWords));
  const alike = onceAmong(items, `by slug of ${mostWords}`, bySlug).get(own) ?? [];
  return alike.filter((each) => each.path !== item.path).map(titleOf);
}

/** `items`: all of the episode. */
export function hasSlug(slug: string, items: readonly Named[], more: readonly (Named | null)[]): boolean {
  const own = (each: Named | null) => sanitiseSlug(each?.slug ?? '');
  const slugs = onceAmong(items, 'slugs', () => new Set(items.map(own)));
  return slugs.has(slug) || more.some((each) => own(each) === slug);
}

/** `items`: all of the episode. */
export function slugAmong(item: Named, items: readonly Named[], mostWords: number): string | null {
  const from = (words: string) => slugByRules(words, scriptOf(item), mostWords);
  const present = item.slug ?? '';
  // A long slug says what the item is about; the name of its file need not.
  if (item.title === null && slugNeed(present) === 'too-long') return from(present);
  const slug = slugFromTitle(item, mostWords);
  if (slug === null) return from(present);
  const others = titlesAlike(item, items, mostWords);
  if (others.length === 0) return slug;
  const words = apart(slug.split('-'), wordsOf(titleOf(item)), others.map(wordsOf));
  return words === null || words.length > mostWords ? null : words.join('-');
}

function slugFromTitle(item: Named, mostWords: number): string | null {
  return item.once('slug-by-rules', [mostWords], () => slugByRules(titleOf(item), scriptOf(item), mostWords));
}

const SMALL = /^(?:an?|the|and|or|of|in|on|at|to|for|with|by)$/;

/** The slug's words and the title's first word at whose place all other titles have another: the 2 of “Part 2 of 2”.
 *  Null if there is no such word. */
function apart(
  slug: readonly string[],
  title: readonly string[],
  others: readonly (readonly string[])[],
): readonly string[] | null {
  const tells = (word: string, i: number): boolean =>
    !slug.includes(word) && !SMALL.test(word) && others.every((other) => other[i] !== word);
  const at = title.findIndex(tells);
  if (at === -1) return null;
  return title.filter((word, i) => i === at || (slug.includes(word) && title.indexOf(word) === i));
}
