// What counts as an item of the rundown, and in which order items stand.

/** Types that have no text of their own to read out: a person's length for them stays. */
const WITHOUT_SCRIPT: ReadonlySet<string> = new Set([
  'ad',
  'advert',
  'advertisement',
  'commercial',
  'promo',
  'cta',
  'break',
  'trans',
  'transition',
  'stinger',
  'sting',
  'rejoin',
]);

export function isBreakLike(type: string | null): boolean {
  return type !== null && WITHOUT_SCRIPT.has(type.trim().toLowerCase());
}

/** A break between two blocks. */
export function isBreak(type: string | null): boolean {
  return type !== null && type.trim().toLowerCase() === 'break';
}

const ADVERTS: ReadonlySet<string> = new Set(['ad', 'advert', 'advertisement', 'commercial', 'promo', 'cta']);

/** Sold or own publicity, which some shows count among their breaks. */
export function isAdvert(type: string | null): boolean {
  return type !== null && ADVERTS.has(type.trim().toLowerCase());
}

const NOT_AN_ITEM: readonly RegExp[] = [
  /^\./,
  /^compiled_/i,
  /\.sync-conflict-/i,
  /\bnot (?:a )?(?:real )?segment\b/i,
  /\bnotes only\b/i,
  /^outline\b[\s\d]*\.md$/i,
  /^obsidian refactor failure/i,
];

/** By the file's name alone: notes, compiled scripts and conflict copies lie among the items but are none. */
export function isItemName(name: string): boolean {
  return /\.md$/i.test(name) && !NOT_AN_ITEM.some((pattern) => pattern.test(name));
}

/** `order` as a decimal number: `10`, `010`, `"10"`; null where it is none. */
export function readOrder(text: string | null): number | null {
  return text !== null && /^-?\d{1,9}(?:\.\d{1,6})?$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** By `order`, a missing one last; ties by name, so that the same files always stand the same way. */
export function byOrder(
  a: { readonly order: number | null; readonly path: string },
  b: { readonly order: number | null; readonly path: string },
): number {
  const difference = (a.order ?? Number.MAX_VALUE) - (b.order ?? Number.MAX_VALUE);
  return difference === 0 ? (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) : Math.sign(difference);
}

/** Words with a letter or digit in them: a lone dash is not read out. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** How long so many words take to read. */
export function speechMs(words: number, wordsPerMinute: number): number {
  return Math.round((words * 60_000) / wordsPerMinute);
}
