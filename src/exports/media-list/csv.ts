// Comma-separated as RFC 4180 has it: a header row, CRLF, quotes where they are needed.
import { MEDIA_COLUMNS, type MediaRow } from './rows.ts';

export function mediaCsv(rows: readonly MediaRow[]): string {
  const lines = [MEDIA_COLUMNS, ...rows.map((row) => MEDIA_COLUMNS.map((column) => row[column]))];
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets run what begins like this as a formula. A blank in front stops that and is not seen in a title on air;
 *  an apostrophe would be. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? ` ${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
