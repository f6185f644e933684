// Splits typed text into words, for full-text queries and for highlighting hits. Input is never treated as a query
// language, so no input is an error.

export type Excerpt = readonly { readonly text: string; readonly hit: boolean }[];

/** More than any real search has; thousands of words would overload the index. */
const MOST_WORDS = 16;
const LONGEST_WORD = 64;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** The distinct runs of letters and digits, up to `MOST_WORDS`. */
export function wordsIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [word] of text
    .slice(0, MOST_WORDS * 1024)
    .normalize('NFC')
    .matchAll(WORD)) {
    found.add([...word].slice(0, LONGEST_WORD).join(''));
    if (found.size === MOST_WORDS) break;
  }
  return [...found];
}

/** Full-text query for all the words, as prefixes, in any of these columns; null if there are no words. */
export function matchOf(columns: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  return `{${columns}} : (${words.map((word) => `"${word}"${isWhole(word) ? '' : '*'}`).join(' AND ')})`;
}

/** A single ASCII letter is matched as a whole word, because as a prefix it would match far too much. A single Chinese
 *  character is a word in itself and remains a prefix. */
function isWhole(word: string): boolean {
  return /^[\x20-\x7e]$/.test(word);
}

/** Full-text query for adjacent words, such as a name; the last one is a prefix. */
export function phraseOf(columns: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  return `{${columns}} : "${words.join(' ')}" *`;
}

export function allOf(parts: readonly (string | null)[]): string | null {
  const given = parts.filter((part) => part !== null);
  return given.length === 0 ? null : given.join(' AND ');
}

/** Removes case and accents, as the index does for comparison. */
function folded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Searched words, for highlighting in a text. */
export interface WantedWords {
  readonly count: number;
  /** Index of the searched word that this word matches, or null. */
  which(word: string): number | null;
}

export function wantedOf(words: readonly string[]): WantedWords {
  const wanted = words.map((word) => ({ text: folded(word), whole: isWhole(word) }));
  return {
    count: wanted.length,
    which(word) {
      const found = folded(word);
      const at = wanted.findIndex(({ text, whole }) => (whole ? found === text : found.startsWith(text)));
      return at === -1 ? null : at;
    },
  };
}

export const NOTHING_WANTED: WantedWords = { count: 0, which: () => null };

/** Number of distinct searched words in a text. */
export function hitsIn(text: string | null, { which }: WantedWords): number {
  const found = (text?.match(WORD) ?? []).map(which);
  return new Set(found.filter((each) => each !== null)).size;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly hit: number | null;
}

/** Words in an excerpt, `LEAD` of them before the hit. */
const WINDOW = 24;
const LEAD = 5;
/** Texts with up to this many words are shown whole. */
const FEW_WORDS = 40;
const LONGEST_EXCERPT = 400;
/** Only this much of a text is searched for hits: a longer one is no script, and searching it takes too long. */
const LOOKED_AT = 200_000;

export interface MarkedExcerpt {
  readonly excerpt: Excerpt;
  /** Offset in the text of the hit that the excerpt starts with; null if there is no hit. */
  readonly at: number | null;
}

/** The part of a text with the most distinct hits. Line breaks become blanks. */
export function excerptOf(text: string, wanted: WantedWords): MarkedExcerpt {
  const places: Place[] = [...text.slice(0, LOOKED_AT).matchAll(WORD)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    hit: wanted.which(match[0]),
  }));
  const first = bestStart(places, wanted.count);
  const isShort = places.length <= FEW_WORDS && text.length <= LONGEST_EXCERPT;
  const from = isShort ? 0 : Math.max(0, (first ?? 0) - LEAD);
  const shown = isShort ? places : places.slice(from, from + WINDOW);
  const start = from === 0 ? 0 : (shown[0]?.start ?? 0);
  const isEnd = from + shown.length >= places.length;
  const end = Math.min(isEnd ? text.length : (shown.at(-1)?.end ?? text.length), start + LONGEST_EXCERPT);
  const pieces = piecesOf(text, shown, start, end);
  return {
    excerpt: tidied([
      ...(start > 0 ? [{ text: '…', hit: false }] : []),
      ...pieces,
      ...(end < text.length ? [{ text: '…', hit: false }] : []),
    ]),
    at: first === null ? null : (places[first]?.start ?? null),
  };
}

/** Index of the hit whose window contains the most distinct searched words. */
function bestStart(places: readonly Place[], count: number): number | null {
  let best: number | null = null;
  let most = 0;
  for (let i = 0; i < places.length && most < count; i++) {
    if (places[i]?.hit == null) continue;
    const seen = new Set(places.slice(i, i + WINDOW - LEAD).map(({ hit }) => hit));
    seen.delete(null);
    if (seen.size <= most) continue;
    most = seen.size;
    best = i;
  }
  return best;
}

function piecesOf(text: string, places: readonly Place[], start: number, end: number): Excerpt {
  const pieces: { text: string; hit: boolean }[] = [];
  let at = start;
  for (const place of places) {
    if (place.hit === null || place.start < at || place.end > end) continue;
    pieces.push({ text: text.slice(at, place.start), hit: false });
    pieces.push({ text: text.slice(place.start, place.end), hit: true });
    at = place.end;
  }
  pieces.push({ text: text.slice(at, end), hit: false });
  return pieces;
}

function tidied(pieces: Excerpt): Excerpt {
  return pieces
    .filter(({ text }) => text !== '')
    .map(({ text, hit }) => ({ text: text.replace(/\s+/g, ' '), hit }));
}

/** Highlights the first occurrence of a part of a name, ignoring case. */
export function partMarked(text: string, part: string): Excerpt {
  const at = text.toLowerCase().indexOf(part.toLowerCase());
  // Some letters get longer in lower case, which would shift the offsets; such a text is shown without highlighting.
  if (part === '' || at === -1 || text.toLowerCase().length !== text.length) return [{ text, hit: false }];
  const end = at + part.length;
  return tidied([
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, end), hit: true },
    { text: text.slice(end), hit: false },
  ]);
}
