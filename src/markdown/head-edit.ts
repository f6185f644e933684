// Sets one value of the head and touches nothing else: it replaces the value, or adds one line. Returns no edit if the
// head is not sound.
import { type Edit, editAt } from '../domain/edit.ts';
import type { HeadEntry, InfoDocument, SegmentDocument } from './document.ts';

/** Null if the head is absent, unclosed or malformed, or if the value is a list, a map, or a plain or quoted text over
 *  several lines. A block scalar (`|`, `>`) is replaced as a whole. */
export function setHeadValue(
  doc: SegmentDocument | InfoDocument,
  key: string,
  value: string,
  field: string,
): Edit | null {
  if (doc.head.state !== 'present') return null;
  const entry = doc.head.entries.find((each) => each.name === key.toLowerCase());
  return entry === undefined ? inserted(doc, key, value, field) : replaced(doc, entry, value, field);
}

function replaced(
  doc: SegmentDocument | InfoDocument,
  entry: HeadEntry,
  value: string,
  field: string,
): Edit | null {
  if (entry.form === 'nested') return null;
  const { start, end } = entry.valueSpan;
  const blank = doc.text.charAt(start - 1) === ':' ? ' ' : '';
  return editAt(doc.text, start, end, blank + spelled(value), field);
}

/** A new line goes after the first of these keys that exists; keys not listed here go last. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  slug: ['id', 'assetid', 'asset_id', 'title'],
  description: ['subtitle', 'title', 'slug'],
  duration: ['order', 'description', 'slug', 'type'],
  total_runtime: ['duration', 'description'],
};

function inserted(
  doc: SegmentDocument | InfoDocument,
  key: string,
  value: string,
  field: string,
): Edit | null {
  const names = NEIGHBOURS[key.toLowerCase()] ?? [];
  const found = names.map((name) => doc.head.entries.find((entry) => entry.name === name));
  const at = found.find((entry) => entry !== undefined)?.span.end ?? doc.head.closeAt;
  if (at === null || at === undefined) return null;
  return editAt(doc.text, at, at, `${key}: ${spelled(value)}${doc.eol}`, field);
}

const PLAIN = /^[\p{L}\p{N}_./][^\p{C}\u2028\u2029]*$/u;
/** Words and numbers that some YAML parsers do not read as text. */
const OTHER_THAN_TEXT =
  /^(?:null|true|false|yes|no|on|off|y|n|[\d._+-]+(?:e[+-]?\d+)?|0[xob][\da-f]+|\.(?:inf|nan))$/i;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/;
/** YAML 1.1 reads `1:15` as 75. With a leading zero it is text to every parser. */
const SEXAGESIMAL = /^[1-9]\d*(?::[0-5]?\d)+(?:\.\d*)?$/;

/** The value as YAML, quoted if it would otherwise be read as something other than this text. */
function spelled(value: string): string {
  const plain =
    PLAIN.test(value) &&
    value === value.trim() &&
    !/:(?:\s|$)|\s#/.test(value) &&
    !OTHER_THAN_TEXT.test(value) &&
    !DATE.test(value) &&
    !SEXAGESIMAL.test(value);
  // JSON's double-quoted strings are valid YAML, including the escapes for line breaks and control characters.
  return plain ? value : JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
