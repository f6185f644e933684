// Makes text from files safe for a terminal: no control character or escape sequence gets through. Also measures,
// shortens and wraps text by its width in cells.

/** Colour and cursor sequences. Removed whole, before single controls, so no part stays behind as letters. */
const CODES = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/g;
/** Strings for the terminal itself (window titles, links), which end with a terminator or the line. */
const STRINGS = /(?:\x1b[PX^_\]]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?/g;
/** Control characters, marks that change text direction, and lone surrogates. */
const CONTROLS =
  /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** Returns one line: breaks and tabs become spaces, other controls are removed. */
export function line(text: string): string {
  return text
    .replace(CODES, '')
    .replace(STRINGS, '')
    .replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(CONTROLS, '');
}

/**
 * Returns several lines: keeps line ends, tabs and the characters in `keep`. Unlike `line`, keeps the letters in
 * terminal strings, because a reviewer must see all of them.
 */
export function lines(text: string, keep = ''): string {
  return text.replace(CODES, '').replace(CONTROLS, (sign) => (`\n\t${keep}`.includes(sign) ? sign : ''));
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /^(?:\p{Emoji_Presentation}|.\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}])/u;
const WIDTHLESS = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Width in terminal cells. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let cells = 0;
  for (const { segment } of GRAPHEMES.segment(text)) cells += widthOf(segment);
  return cells;
}

function widthOf(grapheme: string): number {
  if (WIDTHLESS.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** At most `cells` wide; a cut is marked with an ellipsis. */
export function shorten(text: string, cells: number): string {
  if (width(text) <= cells) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of GRAPHEMES.segment(text)) {
    used += widthOf(segment);
    if (used > cells) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

export function pad(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - width(text)));
}

/** Breaks at spaces into lines of at most `cells`; a longer word is cut into pieces. */
export function wrap(text: string, cells: number): readonly string[] {
  const result: string[] = [];
  let current = '';
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (width(longer) <= cells) {
      current = longer;
      continue;
    }
    if (current !== '') result.push(current);
    const pieces = piecesOf(word, cells);
    result.push(...pieces.slice(0, -1));
    current = pieces.at(-1) ?? '';
  }
  return current === '' && result.length > 0 ? result : [...result, current];
}

function piecesOf(word: string, cells: number): readonly string[] {
  if (width(word) <= cells) return [word];
  const pieces: string[] = [];
  let current = '';
  for (const { segment } of GRAPHEMES.segment(word)) {
    if (current !== '' && width(current + segment) > cells) {
      pieces.push(current);
      current = '';
    }
    current += segment;
  }
  return [...pieces, current];
}
