// Text from files on its way to a terminal: no control character or escape sequence gets through, and its width is
// known before it stands in a column.

/** Whole sequences first, so that no half of one stays behind as letters: colours and cursor … */
const CODES = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/g;
/** … and texts for the terminal itself (window titles, links), which end by a sign of their own or with the line. */
const STRINGS = /(?:\x1b[PX^_\]]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?/g;
/** Controls; what turns the direction of text around; lone halves of characters. */
const CONTROLS =
  /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** One line: whatever would break or move it is a space or gone. */
export function line(text: string): string {
  return text
    .replace(CODES, '')
    .replace(STRINGS, '')
    .replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(CONTROLS, '');
}

/** Several lines: line ends, tabs and what `keep` names stay. Letters stay too: a reviewer must see all of them. */
export function lines(text: string, keep = ''): string {
  return text.replace(CODES, '').replace(CONTROLS, (sign) => (`\n\t${keep}`.includes(sign) ? sign : ''));
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /^(?:\p{Emoji_Presentation}|.\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}])/u;
const WIDTHLESS = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Cells on a terminal. */
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

/** Not wider than `cells`; what is cut off is marked. */
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

/** In lines of at most `cells`, broken at spaces; a longer word is cut in pieces. */
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
