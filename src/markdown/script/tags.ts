// Interprets HTML tags that people and word processors left in a script. No tag itself reaches a page.
import { cleanText } from './clean-text.ts';
import type { Style } from './part.ts';

const STYLES: ReadonlyMap<string, Style> = new Map([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'struck'],
  ['strike', 'struck'],
  ['del', 'struck'],
  ['mark', 'highlight'],
]);

const BY_CSS: readonly (readonly [RegExp, Style])[] = [
  [/font-weight\s*:\s*(?:bold|[6-9]00)/i, 'bold'],
  [/font-style\s*:\s*italic/i, 'italic'],
  [/text-decoration[a-z-]*\s*:[^;]*underline/i, 'underline'],
  [/text-decoration[a-z-]*\s*:[^;]*line-through/i, 'struck'],
];

/** The styles that a tag applies to its contents. */
export function stylesOf(name: string, source: string): readonly Style[] {
  const own = STYLES.get(name);
  if (own !== undefined) return [own];
  const css = attribute(source, 'style') ?? '';
  return BY_CSS.filter(([pattern]) => pattern.test(css)).map(([, style]) => style);
}

const PARTING = new Set(
  'div h1 h2 h3 h4 h5 h6 ul ol tr table tbody thead blockquote hr section article'.split(' '),
);
const INERT = new Set('a td th sup sub small big label code pre abbr cite q wbr'.split(' '));

/** parts: ends a paragraph · styles: styles its contents · inert: ignored · unknown: a person's words, like
 *  `<laughs>` */
export function kindOfTag(name: string): 'parts' | 'styles' | 'inert' | 'unknown' {
  if (PARTING.has(name)) return 'parts';
  if (STYLES.has(name) || name === 'span' || name === 'font') return 'styles';
  return INERT.has(name) ? 'inert' : 'unknown';
}

const ATTRIBUTE = /([a-z][a-z0-9-]{0,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/gi;

/** The value of an attribute; null if the tag does not have it. */
export function attribute(source: string, name: string): string | null {
  for (const match of source.matchAll(ATTRIBUTE)) {
    if (match[1]?.toLowerCase() === name) return cleanText(match[2] ?? match[3] ?? match[4] ?? '').trim();
  }
  return null;
}
