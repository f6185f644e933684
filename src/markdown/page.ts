// A text of the show as a page that a browser may be trusted with: Markdown rendered and sanitised, everything else
// escaped. Compiled HTML is handed out as it is; whoever serves it must forbid scripts.
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import { scanHead } from './head.ts';

/** What a person's browser fetches media of the show from. */
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

/** What GitHub lets pass, and the classes by which a script tells speakers apart. */
const SCHEMA = {
  ...defaultSchema,
  attributes: {
    ...attributes,
    p: [...(attributes['p'] ?? []), 'className'],
    span: [...(attributes['span'] ?? []), 'className'],
    div: [...(attributes['div'] ?? []), 'className'],
  },
};

/** The head is data for programs, and no part of the page. */
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
    // Nested deeper than any parser goes: nobody writes so, and it can still be read as what it is.
    if (error instanceof RangeError) return `<pre>${escaped(body)}</pre>`;
    throw error;
  }
}

/** `[[../info|info]]`, as Obsidian has it: on a page its words are enough. */
const NOTE_LINK = /\[\[[^\][|\\\n]*\\?\|([^\][\n]*)\]\]/g;

interface Node {
  readonly type: string;
  readonly tagName?: string;
  readonly children?: readonly Node[];
  readonly properties?: Record<string, unknown>;
}

/** Pictures only of the show's own media, links only to where they say; nothing is fetched from elsewhere. */
function ownAddresses(path: string): (tree: Node) => void {
  return (tree) => {
    // A deep nesting must not use up the stack.
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

/** From where the file lies; null for anything that is elsewhere, or above the show. */
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
