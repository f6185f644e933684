// The thread that renders Markdown for renderer.ts: parsed, sanitised, with no address that leaves the show. The
// functions here are passed to it as source text, so they must not use imports or anything else outside this list.

export interface PageThreadData {
  /** Addresses of the libraries, in the order of `Libraries`. */
  readonly libraries: readonly string[];
  /** URL prefix under which a browser fetches the show's media. */
  readonly media: string;
  /** Deepest nesting that is rendered. */
  readonly deepest: number;
}

export interface PageCall {
  readonly path: string;
  readonly markdown: string;
}

/** `html` null: too deeply nested, or more than the thread has room for. */
export type PageAnswer = 'ready' | { readonly html: string | null } | { readonly error: string };

type Libraries = readonly [
  typeof import('remark'),
  typeof import('remark-gfm'),
  typeof import('remark-rehype'),
  typeof import('rehype-raw'),
  typeof import('rehype-sanitize'),
  typeof import('rehype-stringify'),
];

interface Node {
  readonly type: string;
  readonly tagName?: string;
  readonly children?: readonly Node[];
  readonly properties?: Record<string, unknown>;
}

/** Expects a `PageThreadData`, posts 'ready', and replies to each `PageCall` with a `PageAnswer`. `load` is `import`,
 *  which tools that run TypeScript would rewrite here. */
async function renderInThread(load: (library: string) => Promise<unknown>): Promise<void> {
  const { parentPort, workerData } = require('node:worker_threads') as typeof import('node:worker_threads');
  const { libraries, media, deepest } = workerData as PageThreadData;
  const loaded = (await Promise.all(libraries.map(load))) as unknown as Libraries;
  const [{ remark }, gfm, toHtml, raw, sanitize, stringify] = loaded;
  const attributes = sanitize.defaultSchema.attributes ?? {};
  const withClass = (tag: string) => [...(attributes[tag] ?? []), 'className'];
  // GitHub's rules, plus the classes that mark speakers in a script.
  const schema = {
    ...sanitize.defaultSchema,
    attributes: { ...attributes, p: withClass('p'), span: withClass('span'), div: withClass('div') },
  };
  const answerTo = ({ path, markdown }: PageCall): PageAnswer => {
    try {
      const processor = remark()
        .use(gfm.default)
        // Before each recursion over the tree, which would take long, and then overflow the stack.
        .use(() => (tree: Node) => requireShallow(tree, deepest))
        .use(toHtml.default, { allowDangerousHtml: true })
        .use(raw.default)
        .use(() => (tree: Node) => requireShallow(tree, deepest))
        .use(sanitize.default, schema)
        .use(() => (tree: Node) => ownAddresses(tree, path, media))
        .use(stringify.default);
      return { html: String(processor.processSync(markdown)) };
    } catch (error) {
      return error instanceof RangeError ? { html: null } : { error: String(error) };
    }
  };
  parentPort?.on('message', (call: PageCall) => parentPort?.postMessage(answerTo(call)));
  parentPort?.postMessage('ready');
}

function requireShallow(tree: Node, deepest: number): void {
  // Iterative, so that deep nesting cannot overflow the stack.
  const left: (readonly [Node, number])[] = [[tree, 0]];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    const [node, depth] = one;
    if (depth > deepest) throw new RangeError('too deeply nested');
    for (const child of node.children ?? []) left.push([child, depth + 1]);
  }
}

/** Limits pictures to the show's own media and links to absolute addresses, so a page loads nothing from elsewhere. */
function ownAddresses(tree: Node, path: string, media: string): void {
  const left: Node[] = [tree];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.tagName === 'img') keepOwn(node, path, media);
    if (node.tagName === 'a') keepAbsolute(node);
    for (const child of node.children ?? []) left.push(child);
  }
}

function keepOwn({ properties = {} }: Node, path: string, media: string): void {
  const { src } = properties;
  const own = typeof src === 'string' ? mediaAddress(path, src, media) : null;
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
function mediaAddress(path: string, src: string, media: string): string | null {
  const [place = ''] = src.split(/[?#]/, 1);
  const named = decoded(place.replaceAll('\\', '/'));
  if (named === null || named === '' || /^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(named)) return null;
  const parts = path.split('/').slice(0, -1);
  for (const part of named.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return `${media}${parts.map(encodeURIComponent).join('/')}`;
}

function decoded(address: string): string | null {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

const PARTS = [renderInThread, requireShallow, ownAddresses, keepOwn, keepAbsolute, mediaAddress, decoded];

/** The thread's program. */
export function pageThreadText(): string {
  return `${PARTS.map(String).join('\n')}\nrenderInThread((library) => import(library));`;
}
