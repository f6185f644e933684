// Renders a text of the show as a page that is safe to open in a browser: Markdown is rendered and sanitised,
// everything else is escaped. Compiled HTML is returned unchanged, so the server must forbid scripts on it.
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import { scanHead } from './head.ts';

/** URL prefix under which a browser fetches the show's media. */
const MEDIA = '/api/v1/media/';

export function htmlOf(path: string, text: string): string {
  if (/\.html?$/i.test(path)) return text;
  const body = /\.md$/i.test(path) ? markdownBody(path, text) : `<pre>${escaped(text)}</pre>`;
  return pageWith(path.slice(path.lastIndexOf('/') + 1), body);
}

function pageWith(title: string, body: string): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    '<link rel="stylesheet" href="/page.css">',
    '</head>',
    '<body>',
    '<main>',
    body,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

// ---- Markdown ----

const attributes = defaultSchema.attributes ?? {};

/** GitHub's sanitiser rules, plus the classes that mark speakers in a script. */
const SCHEMA = {
  ...defaultSchema,
  attributes: {
    ...attributes,
    p: [...(attributes['p'] ?? []), 'className'],
    span: [...(attributes['span'] ?? []), 'className'],
    div: [...(attributes['div'] ?? []), 'className'],
  },
};

/** The head is metadata for programs and is not rendered. */
function markdownBody(path: string, text: string): string {
  const head = scanHead(text);
  const body = head.found === 'closed' ? text.slice(head.span.end) : text;
  const processor = remark()
    .use(remarkGfm)
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize, SCHEMA)
    .use(ownAddresses, path)
    .use(rehypeStringify);
  try {
    return String(processor.processSync(body.replace(NOTE_LINK, '$1')));
  } catch (error) {
    // Too deeply nested for the parser. No person writes such text, and the source is still readable.
    if (error instanceof RangeError) return `<pre>${escaped(body)}</pre>`;
    throw error;
  }
}

/** Obsidian's `[[../info|info]]`; a page shows only the words. */
const NOTE_LINK = /\[\[[^\][|\\\n]*\\?\|([^\][\n]*)\]\]/g;

interface Node {
  readonly type: string;
  readonly tagName?: string;
  readonly children?: readonly Node[];
  readonly properties?: Record<string, unknown>;
}

/** Limits pictures to the show's own media and links to absolute addresses, so a page loads nothing from elsewhere. */
function ownAddresses(path: string): (tree: Node) => void {
  return (tree) => {
    // Iterative, so that deep nesting cannot overflow the stack.
    const left: Node[] = [tree];
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      if (node.tagName === 'img') keepOwn(node, path);
      if (node.tagName === 'a') keepAbsolute(node);
      for (const child of node.children ?? []) left.push(child);
    }
  };
}

function keepOwn({ properties = {} }: Node, path: string): void {
  const { src } = properties;
  const own = typeof src === 'string' ? mediaAddress(path, src) : null;
  delete properties['srcSet'];
  delete properties['longDesc'];
  if (own === null) delete properties['src'];
  else properties['src'] = own;
}

function keepAbsolute({ properties = {} }: Node): void {
  const { href } = properties;
  if (typeof href === 'string' && !/^(?:https?:\/\/|mailto:|#)/i.test(href)) delete properties['href'];
}

/** Resolves `src` relative to the file; null if it points to another server or above the show's folder. */
function mediaAddress(path: string, src: string): string | null {
  const [place = ''] = src.split(/[?#]/, 1);
  const named = decoded(place.replaceAll('\\', '/'));
  if (named === null || named === '' || /^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(named)) return null;
  const parts = path.split('/').slice(0, -1);
  for (const part of named.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return `${MEDIA}${parts.map(encodeURIComponent).join('/')}`;
}

function decoded(address: string): string | null {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
