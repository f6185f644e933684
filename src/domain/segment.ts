// Rundown items: which files and types count, their order, and their reading time.

/** Types without a script of their own to read; a length set by a person is kept. */
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

/** True for a break between two blocks. */
export function isBreak(type: string | null): boolean {
  return type !== null && type.trim().toLowerCase() === 'break';
}

const ADVERTS: ReadonlySet<string> = new Set(['ad', 'advert', 'advertisement', 'commercial', 'promo', 'cta']);

/** Paid or own advertising, which some shows count among their breaks. */
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

/** Decides by the file name alone: notes, compiled scripts and conflict copies are in the same folder but are not
 *  items. */
export function isItemName(name: string): boolean {
  return /\.md$/i.test(name) && !NOT_AN_ITEM.some((pattern) => pattern.test(name));
}

/** `order` as a decimal number: `10`, `010`, `1.5`; null for anything else. */
export function readOrder(text: string | null): number | null {
  return text !== null && /^-?\d{1,9}(?:\.\d{1,6})?$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** Sorts by `order`, missing ones last; ties by path, so that the same files always come in the same order. */
export function byOrder(
  a: { readonly order: number | null; readonly path: string },
  b: { readonly order: number | null; readonly path: string },
): number {
  const difference = (a.order ?? Number.MAX_VALUE) - (b.order ?? Number.MAX_VALUE);
  return difference === 0 ? (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) : Math.sign(difference);
}

/** Counts words with a letter or digit; a lone dash is not read out. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Reading time of that many words, in milliseconds. */
export function speechMs(words: number, wordsPerMinute: number): number {
  return Math.round((words * 60_000) / wordsPerMinute);
}
