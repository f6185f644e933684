// Parses a chunk of prose as Markdown into paragraphs, list entries and headings with their contents. HTML tags are
// returned one by one and interpreted by the caller. Text that the parser cannot handle is kept as text.
import { remark } from 'remark';
import { HTML_TAG } from '../html-tag.ts';
import type { Chunk } from './chunks.ts';
import type { Style } from './part.ts';

export interface MarkupTag {
  readonly kind: 'tag';
  /** Lower case. */
  readonly name: string;
  readonly closes: boolean;
  /** The whole tag, including brackets. */
  readonly source: string;
}

export type Atom =
  | { readonly kind: 'text'; readonly text: string; readonly styles: readonly Style[] }
  | MarkupTag
  | { readonly kind: 'picture'; readonly source: string; readonly caption: string };

export type Shape =
  | { readonly kind: 'paragraph'; readonly quoted: boolean }
  | { readonly kind: 'entry'; readonly depth: number; readonly marker: string }
  | { readonly kind: 'heading' }
  | { readonly kind: 'rule' };

export interface ProseBlock {
  readonly shape: Shape;
  readonly atoms: readonly Atom[];
}

interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly title?: string | null;
  readonly alt?: string | null;
  readonly children?: readonly MarkdownNode[];
  readonly position?: {
    readonly start: { readonly offset?: number };
    readonly end: { readonly offset?: number };
  };
}

// In a script, indented text is speech, hyphens below a paragraph do not make it a heading, and `[a]: b` is words.
const UNUSED = ['codeFenced', 'codeIndented', 'definition', 'htmlFlow', 'setextUnderline'];
const READER = remark()
  .data({ micromarkExtensions: [{ disable: { null: UNUSED } }] } as object)
  .freeze();

/** Deeper than people nest lists and quotes; anything below is kept as text. */
const DEEPEST = 40;

// Most paragraphs contain none of these and need no parser.
const MARKUP = /[\\`*_<&]|\]\(|^[ \t]{0,20}(?:[-+>#]|\d{1,9}[.)])/m;

export function blocksOf(chunk: Chunk): readonly ProseBlock[] {
  const root = !chunk.isTooLong && MARKUP.test(chunk.text) ? parsed(chunk.text) : null;
  if (root === null) return plainBlocks(chunk.text);
  return blocksIn(root, chunk.text, { quoted: false, depth: -1, marker: '', nesting: 0 });
}

/** Null if the parser gives up. */
function parsed(source: string): MarkdownNode | null {
  try {
    return READER.parse(source) as MarkdownNode;
  } catch {
    return null;
  }
}

function plainBlocks(text: string): readonly ProseBlock[] {
  return text
    .split(/\n[ \t]*\n/)
    .map((paragraph) => ({ shape: { kind: 'paragraph', quoted: false }, atoms: tagged(paragraph) }));
}

// ---- blocks ----

interface Place {
  readonly quoted: boolean;
  /** -1 outside lists. */
  readonly depth: number;
  readonly marker: string;
  readonly nesting: number;
}

function blocksIn(node: MarkdownNode, source: string, place: Place): readonly ProseBlock[] {
  const { children = [] } = node;
  const inside = { ...place, nesting: place.nesting + 1 };
  if (inside.nesting > DEEPEST) return [{ shape: shapeAt(place), atoms: tagged(sourceOf(node, source)) }];
  switch (node.type) {
    case 'root':
      return children.flatMap((child) => blocksIn(child, source, inside));
    case 'blockquote':
      return children.flatMap((child) => blocksIn(child, source, { ...inside, quoted: true }));
    case 'list':
      return children.flatMap((child) => blocksIn(child, source, { ...inside, depth: place.depth + 1 }));
    case 'listItem':
      return entryBlocks(node, source, inside);
    case 'heading':
      return [{ shape: { kind: 'heading' }, atoms: atomsIn(node, source, [], 0) }];
    case 'thematicBreak':
      return [{ shape: { kind: 'rule' }, atoms: [] }];
    default:
      return [{ shape: shapeAt(place), atoms: atomsIn(node, source, [], 0) }];
  }
}

function entryBlocks(node: MarkdownNode, source: string, place: Place): readonly ProseBlock[] {
  const { children = [] } = node;
  const marker = markerOf(sourceOf(node, source));
  // A number with no paragraph after it is kept as a word.
  const bare = children[0]?.type === 'paragraph' || marker === '•' ? [] : plainBlocks(marker);
  const blocks = children.flatMap((child, i) =>
    blocksIn(child, source, { ...place, marker: i === 0 ? marker : '' }),
  );
  return [...bare, ...blocks];
}

function shapeAt({ quoted, depth, marker }: Place): Shape {
  return depth < 0 ? { kind: 'paragraph', quoted } : { kind: 'entry', depth, marker };
}

function markerOf(item: string): string {
  return /^\d{1,9}[.)]/.exec(item)?.[0] ?? '•';
}

function sourceOf({ position }: MarkdownNode, source: string): string {
  return source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
}

// ---- contents of blocks ----

const STYLES: ReadonlyMap<string, Style> = new Map([
  ['emphasis', 'italic'],
  ['strong', 'bold'],
]);

function atomsIn(
  node: MarkdownNode,
  source: string,
  styles: readonly Style[],
  nesting: number,
): readonly Atom[] {
  if (nesting > DEEPEST) return [{ kind: 'text', text: sourceOf(node, source), styles }];
  const style = STYLES.get(node.type);
  const within = style === undefined || styles.includes(style) ? styles : [...styles, style];
  const inner = () => (node.children ?? []).flatMap((child) => atomsIn(child, source, within, nesting + 1));
  if (node.type === 'break') return [{ kind: 'text', text: '\n', styles }];
  if (node.type === 'html')
    return [tagOf(node.value ?? '') ?? { kind: 'text', text: node.value ?? '', styles }];
  if (node.type === 'image') return [{ kind: 'picture', source: node.url ?? '', caption: captionOf(node) }];
  if (node.type === 'link') return [...inner(), ...oddAddress(node, source, styles)];
  return node.children === undefined ? [{ kind: 'text', text: node.value ?? '', styles }] : inner();
}

// An address has a scheme, a slash, a dot or a number sign in it: `[laughs](quietly)` is no link to a page.
const LINK = /^\[[^[\]]*\]\((?=[^()]*[:/.#])[^()\s]*(?:\([^()\s]*\)[^()\s]*)?\)$/;
const ANGLED = /^<[^<>\s]*>$/;

/** Addresses are not read out, but an unusually spelled one is kept because it may contain words. */
function oddAddress(node: MarkdownNode, source: string, styles: readonly Style[]): readonly Atom[] {
  const written = sourceOf(node, source);
  if (LINK.test(written) || ANGLED.test(written)) return [];
  const title = node.title === undefined || node.title === null ? '' : ` ${node.title}`;
  return [{ kind: 'text', text: ` (${node.url ?? ''}${title})`, styles }];
}

function tagOf(source: string): MarkupTag | null {
  const [match] = source.matchAll(HTML_TAG);
  if (match === undefined || match[0] !== source) return null;
  return { kind: 'tag', name: (match[2] ?? '').toLowerCase(), closes: match[1] === '/', source };
}

function captionOf({ alt, title }: MarkdownNode): string {
  return [alt ?? '', title ?? ''].filter((each) => each !== '').join(' — ');
}

/** Text with only its tags recognised. */
function tagged(text: string): readonly Atom[] {
  const atoms: Atom[] = [];
  let at = 0;
  for (const { 0: source, index } of text.matchAll(HTML_TAG)) {
    atoms.push({ kind: 'text', text: text.slice(at, index), styles: [] });
    const tag = tagOf(source);
    if (tag !== null) atoms.push(tag);
    at = index + source.length;
  }
  return [...atoms, { kind: 'text', text: text.slice(at), styles: [] }];
}
