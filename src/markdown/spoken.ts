// The words that somebody says. For counting and for prompts only: nothing made here goes back into a file.
import type { Span } from '../domain/cue.ts';

/** What templates put where a script is still to be written. */
const PLACEHOLDER = /^add script content here\W*$/i;

/** `without`: cues and code, in order of place. */
export function spokenText(text: string, script: readonly Span[], without: readonly Span[]): string {
  const parts = script.flatMap((span) => cutOut(text, span, without));
  return plain(withoutComments(parts.join('\n\n')));
}

function cutOut(text: string, span: Span, without: readonly Span[]): readonly string[] {
  const parts: string[] = [];
  let at = span.start;
  for (const { start, end } of without) {
    if (end <= at || start >= span.end) continue;
    parts.push(text.slice(at, Math.max(at, start)));
    at = Math.max(at, Math.min(end, span.end));
  }
  parts.push(text.slice(at, span.end));
  return parts;
}

function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = text.indexOf('<!--'); start !== -1; start = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', start);
    if (end === -1) break;
    parts.push(text.slice(at, start));
    at = end + 3;
  }
  return parts.join('') + text.slice(at);
}

// Each pattern stops at the next bracket of its own kind, so that no input makes it read the text again and again.
const INLINE: readonly (readonly [RegExp, string])[] = [
  // A suggested edit counts as the original until somebody decides: the part before `|` stands, the addition does not.
  [/<rev\b[^<>]*>([^<>|]*)(?:\|[^<>]*)?<\/rev>/gi, '$1'],
  [/<\/?(?:p|div|br|h[1-6]|li|ul|ol|tr|table|blockquote|hr)\b[^<>]*>/gi, '\n'],
  [/<\/?[a-z][^<>]*>/gi, ''],
  [/!\[[^[\]]*\]\([^()]*(?:\([^()]*\)[^()]*)?\)/g, ''],
  [/!?\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, '$1'],
  [/\[([^[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?\)/g, '$1'],
  // Tokens that stand for a cue: {SOT/foo}, (VO/street), [SOT: interview 1:15].
  [/\{[^{}]*\}/g, ''],
  [/\((?:SOT|VOT?|NAT|FSQ|FS QUOTE|GFX|IMG|PKG|DIR|BUMP|STING|VOX|MUS|LIVE|RIF|CUE) ?\/[^(){}]*[)}]/gi, ''],
  [/\*+|`+|~~|==/g, ''],
  [/(^|[^\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '$1'],
];

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  apos: "'",
  nbsp: ' ',
};

function plain(markdown: string): string {
  const inline = INLINE.reduce((text, [pattern, by]) => text.replace(pattern, by), markdown);
  return inline
    .replace(/&(amp|lt|gt|quot|#39|apos|nbsp);/g, (all, name: string) => ENTITIES[name] ?? all)
    .split(/\r\n|\n|\r/)
    .map(spokenLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function spokenLine(line: string): string {
  const text = line.trim();
  if (/^#{1,6}(?:\s|$)/.test(text) || PLACEHOLDER.test(text)) return '';
  // A line that is all brackets tells somebody to do something: [Return with bumper music].
  if (text.startsWith('[') && text.endsWith(']')) return '';
  return text
    .replace(/^(?:>\s?|[-+•]\s+|\d{1,3}[.)]\s+)+/, '')
    .replace(/^[A-Z][A-Z0-9 .'-]{1,30}(?: ?\([^()]{1,20}\))?:\s+/, '');
}
