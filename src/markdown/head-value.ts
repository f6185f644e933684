// Returns the value of a head entry as text, keeping its spelling: numbers, dates and `yes` are not converted.
import { isMap, isScalar, parseDocument } from 'yaml';
import type { HeadEntry } from './head.ts';

const LONGEST_FOLDED = 16 * 1024;

/** Null if there is no value, or it is `null` or `~`. */
export function headValue(text: string, entry: HeadEntry): string | null {
  const raw = text.slice(entry.valueSpan.start, entry.valueSpan.end);
  if (entry.form === 'empty') return null;
  if (entry.form === 'plain') return /^(?:~|null|Null|NULL)$/.test(raw) ? null : raw;
  if (entry.form === 'quoted' && raw.startsWith("'")) return raw.slice(1, -1).replaceAll("''", "'");
  if (entry.form === 'quoted' && !raw.includes('\\')) return raw.slice(1, -1);
  // Lists and maps are returned as spelled: they are never edited, and parsing deep ones could be slow.
  if (entry.form === 'nested' && !/^["'\w]/.test(raw)) return raw;
  return folded(text.slice(entry.span.start, entry.span.end)) ?? raw;
}

/** Resolves text that spans several lines or contains escapes. */
function folded(source: string): string | null {
  if (source.length > LONGEST_FOLDED) return null;
  const { contents, errors } = parseDocument(source, {
    version: '1.2',
    prettyErrors: false,
    logLevel: 'silent',
  });
  const value = errors.length === 0 && isMap(contents) ? contents.items[0]?.value : null;
  return isScalar(value) && typeof value.value === 'string' ? value.value : null;
}
