// Extracts the spoken words line by line. For counting and for prompts only: the result never goes back into a file.
import { HTML_TAG, isGlued, isMarkupTag } from './html-tag.ts';
import { strayLines } from './script/stray.ts';

/** Template text for a script that is not written yet. */
const PLACEHOLDER = /^add script content here\W*$/i;

/** `markdown`: what is read out, as written; see `content.ts`. */
export function spokenText(markdown: string): string {
  return spokenLines(markdown)
    .map((line) => line.text)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** `<p class="guest">` or `</p>`. Captures the slash and the attributes, which may contain a quoted `>`. */
export const PARAGRAPH_TAG = /<(\/?)p\b((?:[^<>"']|"[^"]{0,200}"|'[^']{0,200}')*|[^<>]*)>/gi;

// Each pattern stops at the next bracket of its own kind, so no input causes repeated rescans.
const TAGS: readonly (readonly [RegExp, string])[] = [
  // An undecided suggested edit counts as the original: the part before `|` is kept, the addition is not.
  [/<rev\b[^<>]*>([^<>|]*)(?:\|[^<>]*)?<\/rev>/gi, '$1'],
  [/<rev-add\b[^<>]*>[^<>]*<\/rev-add>/gi, ''],
  [PARAGRAPH_TAG, '\n'],
  [/<\/?(?:div|br|h[1-6]|li|ul|ol|tr|table|blockquote|hr)\b[^<>]*>/gi, '\n'],
];
const INLINE: readonly (readonly [RegExp, string])[] = [
  [/!\[[^[\]]*\]\([^()]*(?:\([^()]*\)[^()]*)?\)/g, ''],
  [/!?\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, '$1'],
  [/\[([^[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?\)/g, '$1'],
  // Tokens for cues: {SOT/foo}, (VO/street), [SOT: interview 1:15].
  [/\{[^{}]*\}/g, ''],
  [/\((?:SOT|VOT?|NAT|FSQ|FS QUOTE|GFX|IMG|PKG|DIR|BUMP|STING|VOX|MUS|LIVE|RIF|CUE) ?\/[^(){}]*[)}]/gi, ''],
  [/\*+|`+|~~|==/g, ''],
  [/(^|[^\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '$1'],
];

export interface SpokenLine {
  /** The speaker named on the line itself: `JOSH`, `GUEST`. */
  readonly label: string | null;
  /** Without the label; empty if nothing on the line is spoken. */
  readonly text: string;
}

/** Prose as plain words, without HTML, Markdown, headings, tokens and speaker names. */
export function spokenLines(markdown: string): readonly SpokenLine[] {
  const spoken = withoutStray(markdown);
  const untagged = TAGS.reduce((text, [pattern, by]) => text.replace(pattern, by), spoken).replace(
    HTML_TAG,
    (tag: string, _slash, _name, at: number, whole: string) =>
      !isMarkupTag(tag) && isGlued(whole.charAt(at - 1), whole.charAt(at + tag.length)) ? tag : '',
  );
  const inline = INLINE.reduce((text, [pattern, by]) => text.replace(pattern, by), untagged);
  return withoutEntities(inline)
    .split(/\r\n|\n|\r/)
    .map(spokenLine);
}

/** The prose without lines that are not speech. */
function withoutStray(markdown: string): string {
  const lines = markdown.split(/\r\n|\n|\r/);
  const kinds = strayLines(lines);
  return kinds.every((kind) => kind === null)
    ? markdown
    : lines.map((line, i) => (kinds[i] === null ? line : '')).join('\n');
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['mdash', '—'],
  ['ndash', '–'],
  ['hellip', '…'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
]);

const HIGHEST_CODE_POINT = 0x10ffff;

/** Decodes `&quot;` and `&#8217;`; unknown entities stay. */
export function withoutEntities(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (all, name: string) => {
    if (!name.startsWith('#')) return ENTITIES.get(name.toLowerCase()) ?? all;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= HIGHEST_CODE_POINT ? String.fromCodePoint(code) : all;
  });
}

const MARKS = /^(?:>\s?|[-+•]\s+|\d{1,3}[.)]\s+)+/;
const NAME = /^([A-Z][A-Z0-9 .'-]{1,30})(?: ?\([^()]{1,20}\))?:(?:\s+|$)/;
// Roles also count without a colon. Before more capitals the word is part of the sentence: CALLER ID.
const ROLE =
  /^(GUEST|CALLER|INTERVIEW|ANNOUNCER|NARRATOR)(?: \d{1,2}(?!\w))?(?:\s*:\s*|\s*[–—-](?:\s+|$)|\s+(?![A-Z]{2})|$)/;

const SILENT: SpokenLine = { label: null, text: '' };

function spokenLine(line: string): SpokenLine {
  const text = line.trim();
  if (/^#{1,6}(?:\s|$)/.test(text) || PLACEHOLDER.test(text)) return SILENT;
  // A line entirely in brackets is a stage direction: [Return with bumper music].
  if (text.startsWith('[') && text.endsWith(']')) return SILENT;
  const words = text.replace(MARKS, '');
  const label = NAME.exec(words) ?? ROLE.exec(words);
  return { label: label?.[1] ?? null, text: words.slice(label?.[0].length ?? 0) };
}
