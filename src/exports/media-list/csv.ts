// Formats the media list as CSV per RFC 4180: a header row, CRLF, quotes only where needed.
import { MEDIA_COLUMNS, type MediaListRow } from './rows.ts';

export function mediaCsv(rows: readonly MediaListRow[]): string {
  const lines = [MEDIA_COLUMNS, ...rows.map((row) => MEDIA_COLUMNS.map((column) => row[column]))];
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets run text that starts like this as a formula. A leading space prevents that and is invisible in a title
 *  on air; an apostrophe would show. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? ` ${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
