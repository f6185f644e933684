// Slug format, and which slugs count as a person's own and are kept.

/** Reduces text to lowercase letters, digits and hyphens: accents are dropped, `_` and blanks become hyphens. */
export function sanitiseSlug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
    .replace(/[^a-z0-9-]+/g, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Words separated by blanks, `-` or `_`. */
export function slugWords(slug: string): readonly string[] {
  return slug.split(/[\s_-]+/).filter((word) => word !== '');
}

export function wordCount(slug: string): number {
  return slugWords(slug).length;
}

/** One to four words: a person chose it, or could have. */
export function isHumanSlug(slug: string): boolean {
  const words = wordCount(slug);
  return words >= 1 && words <= 4;
}

/** Two or three leading digits are a place in the media list; one digit or a year is a word of the slug. */
const NUMBERED = /^(\d{2,3})[-_ ]+(?:\1[-_ ]+)?([^\d\s_-].*)$/s;

/** `20-foo`, `20_foo`, `110-110-foo` → `foo`; null if there is no such number, or if the rest starts with a digit. */
export function withoutNumber(slug: string): string | null {
  return NUMBERED.exec(slug)?.[2] ?? null;
}
