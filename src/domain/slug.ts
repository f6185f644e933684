// Slug format, and which slugs count as a person's own and are kept.

/** A web address; without its signs it is no word. */
const ADDRESS =
  /\b(?:https?:\/\/|www\.)\S+|\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|edu|gov|tv|io|co|be)\/\S*/gi;

/** Reduces text to lowercase letters, digits and hyphens: accents and web addresses are dropped, `_` and blanks become
 *  hyphens. */
export function sanitiseSlug(text: string): string {
  return text
    .replace(ADDRESS, ' ')
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

export interface NumberedSlug {
  /** As written: `095`. */
  readonly number: string;
  /** The blank or hyphen between the number and the name. */
  readonly between: string;
  /** True for `110-110-foo`. */
  readonly twice: boolean;
  readonly rest: string;
}

/** One digit or a year is always a word of the slug. */
const NUMBERED = /^(\d{2,3})([-_\s]+)(\1[-_\s]+)?([^\d\s_-].*)$/s;

/** A slug's leading number of two or three digits, whatever it means; null if the rest starts with a digit. */
export function leadingNumber(slug: string): NumberedSlug | null {
  const [, number, between = '', again, rest = ''] = NUMBERED.exec(slug) ?? [];
  return number === undefined ? null : { number, between, twice: again !== undefined, rest };
}

/** No rundown has more than forty media, numbered in tens, so 911 is a word. */
export const LAST_PLACE = 400;

/** `20-foo`, `10 foo-bar`, `110-110-foo` → `foo`, `foo-bar`, `foo`; null if nothing shows that the number is a place in
 *  the media list: `24-hour-bakery`, `12 angry goats`. `place`: the place that the cue or a list states; null if none
 *  does. */
export function withoutPlace(slug: string, place: string | null = null): string | null {
  const numbered = leadingNumber(slug);
  if (numbered === null) return null;
  const { number, twice, rest } = numbered;
  const isStated = place !== null && /^\d+$/.test(place) && Number(place) === Number(number);
  if (isStated || twice || number.startsWith('0')) return rest;
  const isPlace = Number(number) <= LAST_PLACE && !startsWithCounted(rest) && hasPlaceForm(numbered);
  return isPlace ? rest : null;
}

/** Lists count in tens and write `20-foo`; a person puts `95` in front of `foo-bar`, apart from the name's words. */
function hasPlaceForm({ number, between, rest }: NumberedSlug): boolean {
  const mark = /[-_]/.exec(between)?.[0] ?? ' ';
  const within = new Set(rest.match(/[\s_-]/g)?.map((each) => (/\s/.test(each) ? ' ' : each)));
  if (within.size > 0 && !within.has(mark)) return true;
  return mark !== ' ' && Number(number) % 10 === 0;
}

// A number before one of these is a count, not a place. Only the plural of `night`, because many names begin with it.
const COUNTED: ReadonlySet<string> = new Set(
  `second minute hour day week month year nights percent dollar buck cent pound mile foot feet degree people person man
  men woman women kid child children girl boy time thing reason way fact question tip step rule million billion thousand
  lie mistake sign cop k`.split(/\s+/),
);

/** True for `hour bakery`, `days-later`: what a number may count. */
export function startsWithCounted(text: string): boolean {
  const first = /^[a-z]*/.exec(text.toLowerCase())?.[0] ?? '';
  return COUNTED.has(first) || COUNTED.has(first.replace(/s$/, ''));
}
