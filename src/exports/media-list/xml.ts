// Formats the media list as an XML data source for vMix: one element per entry, with a child element per column.
import type { EpisodeId } from '../../domain/ids.ts';
import { MEDIA_COLUMNS, type MediaListRow } from './rows.ts';

export function mediaXml(rows: readonly MediaListRow[], episode: EpisodeId): string {
  const media = rows.map((row) => {
    const cells = MEDIA_COLUMNS.map((column) => `<${column}>${escaped(row[column])}</${column}>`);
    return `  <media>${cells.join('')}</media>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<mediaList episode="${episode}">\n${media.join('')}</mediaList>\n`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
]);

// XML 1.0 can't represent these, not even as a character reference.
const UNSPEAKABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

function escaped(text: string): string {
  return text
    .replace(UNSPEAKABLE, '\uFFFD')
    .replace(/[&<>"'\t\n\r]/g, (character) => ENTITIES.get(character) ?? '');
}
