// What a slug is, and which ones are a person's own and stay.

/** Small letters, digits and hyphens only; marks on letters are dropped, `_` and blanks become hyphens. */
export function sanitiseSlug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
    .replace(/[^a-z0-9-]+/g, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Words between blanks, `-` and `_`. */
export function slugWords(slug: string): readonly string[] {
  return slug.split(/[\s_-]+/).filter((word) => word !== '');
}

export function wordCount(slug: string): number {
  return slugWords(slug).length;
}

/** One to four words: a person chose it, or might as well have. */
export function isHumanSlug(slug: string): boolean {
  const words = wordCount(slug);
  return words >= 1 && words <= 4;
}

/** Two or three digits in front are a place in the media list; one digit or a year is a word of the slug. */
const NUMBERED = /^(\d{2,3})[-_ ]+(?:\1[-_ ]+)?([^\d\s_-].*)$/s;

/** `20-foo`, `20_foo`, `110-110-foo` → `foo`; null where there is no such number, or what follows starts with one too. */
export function withoutNumber(slug: string): string | null {
  return NUMBERED.exec(slug)?.[2] ?? null;
}
