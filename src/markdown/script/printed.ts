// Recognises a line that was copied from a printed script back into an item: it looks like a cue and plays nothing.
import { TYPE_WORDS } from '../repair/shorthand/types.ts';

const TYPES = `(?:${TYPE_WORDS}|AD ?LIB|BREAK|NOTE|CG)`;
const TIME = '\\d{1,2}(?::\\d{2}){1,2}';

const PRINTED: readonly RegExp[] = [
  // ▶ SOT: shoot-maga
  new RegExp(`^[▶►▸‣⏵]\\uFE0F?\\s{0,3}${TYPES}\\b`, 'i'),
  // [[ GFX / 010 glove-week ]], [[ RIF ]], [[ DIRECTOR: NOTE — Fade. ]], [[HOST:NOTE--text]]
  new RegExp(`^\\[\\[\\s?${TYPES}\\s?(?:/[^[\\]]*)?\\]\\]`),
  /^\[\[\s?(?:[A-Z][A-Z0-9 .'-]{0,40}:\s?)?NOTE\s?(?:—|--)/,
  // [SOT 1:15 … “in his lies”], [GFX glove-week 0:15]
  new RegExp(`^\\[${TYPES} (?:[^[\\]]{0,80} )?${TIME}(?: …[^[\\]]*)?\\]$`),
  /^★ ★ ★ START BLOCK \S/,
  /^— — — END BLOCK \S/,
  /^BLOCK [A-Z]{1,2} · \S/,
  /· starts \d{2}:\d{2}:\d{2} · runs \d{2}:\d{2}:\d{2}\??$/,
  /^(?:NOT A CUE YET|CUE WITHOUT AN END|EDIT OPEN|MISSING|NOT IN THE SHOW|IN THE CUE, BUT IN NO FIELD): \S/,
];

/** `line`: without marks of lists and quotes. */
export function printedLine(line: string): boolean {
  const said = line.replace(/^[*_]{1,3}\s?/, '');
  return PRINTED.some((pattern) => pattern.test(said));
}
