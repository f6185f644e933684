// What people type, as words: for asking the full-text index, and for marking in a text what was found. Nothing that
// anybody types is a query language, and nothing is an error.

export type Excerpt = readonly { readonly text: string; readonly hit: boolean }[];

/** Nobody looks for more; thousands of them would keep the index busy. */
const MOST_WORDS = 16;
const LONGEST_WORD = 64;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Runs of letters and digits, each once. */
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

/** All the words, or words that begin so, in any of these columns; null where there are no words. */
export function matchOf(columns: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  return `{${columns}} : (${words.map((word) => `"${word}"${isWhole(word) ? '' : '*'}`).join(' AND ')})`;
}

/** A single Latin letter begins half of all words; a single Chinese one is a word. */
function isWhole(word: string): boolean {
  return /^[\x20-\x7e]$/.test(word);
}

/** The words side by side, as a name is written; the last may go on. */
export function phraseOf(columns: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  return `{${columns}} : "${words.join(' ')}" *`;
}

export function allOf(parts: readonly (string | null)[]): string | null {
  const given = parts.filter((part) => part !== null);
  return given.length === 0 ? null : given.join(' AND ');
}

/** As the index compares: without case and accents. */
function folded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Words that are looked for, to be marked in a text. */
export interface Wanted {
  readonly count: number;
  /** Which of them a word of a text is; null where it is none. */
  which(word: string): number | null;
}

export function wantedOf(words: readonly string[]): Wanted {
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

export const NOTHING_WANTED: Wanted = { count: 0, which: () => null };

/** How many of the words stand in a title. */
export function hitsIn(text: string | null, { which }: Wanted): number {
  const found = (text?.match(WORD) ?? []).map(which);
  return new Set(found.filter((each) => each !== null)).size;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly hit: number | null;
}

/** Words shown around a hit. */
const WINDOW = 24;
const LEAD = 5;
/** A text of so few is shown whole. */
const FEW_WORDS = 40;
const LONGEST_EXCERPT = 400;
/** A longer text is somebody's dump; where in it a word stands takes too long to tell. */
const LOOKED_AT = 200_000;

export interface Found {
  readonly excerpt: Excerpt;
  /** Where in the text the first shown hit stands; null where there is none. */
  readonly at: number | null;
}

/** The stretch of a text with the most different hits. Line ends are shown as blanks. */
export function excerptOf(text: string, wanted: Wanted): Found {
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

/** The hit after which, within a window, stand the most of the words. */
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

/** A part of a name, marked where it stands first; whatever the case and accents. */
export function partMarked(text: string, part: string): Excerpt {
  const at = text.toLowerCase().indexOf(part.toLowerCase());
  // Letters whose small form is longer would move what follows; they are shown, and not marked.
  if (part === '' || at === -1 || text.toLowerCase().length !== text.length) return [{ text, hit: false }];
  const end = at + part.length;
  return tidied([
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, end), hit: true },
    { text: text.slice(end), hit: false },
  ]);
}
