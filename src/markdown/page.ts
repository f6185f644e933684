// Makes a text of the show a page that is safe to open in a browser: Markdown is rendered and sanitised, everything else
// is escaped. Compiled HTML is returned unchanged, so the server must forbid scripts on it.
import { scanHead } from './head.ts';
import { piecesOf } from './page/pieces.ts';
import { openRenderer } from './page/renderer.ts';

export interface Pages {
  /** `path` decides the kind of text, and the folder of its pictures. */
  html(path: string, text: string): Promise<string>;
}

export interface PagesOptions {
  /** For a whole text. A script of 20 kB takes a tenth of a second. */
  readonly wholeMs?: number;
  /** For its pieces together, if the whole took too long; the rest is then shown as plain text. */
  readonly piecesMs?: number;
}

/** Renders in a thread that begins with the first page and ends when it has nothing to do. */
export function openPages({ wholeMs = 2000, piecesMs = 2000 }: PagesOptions = {}): Pages {
  const renderer = openRenderer();

  async function rendered(path: string, body: string): Promise<string> {
    const markdown = body.replace(NOTE_LINK, '$1');
    return (await renderer.html({ path, markdown }, wholeMs)) ?? (await inPieces(path, markdown));
  }

  /** Most of a text is usually harmless; the piece that is not is shown as it is written. */
  async function inPieces(path: string, markdown: string): Promise<string> {
    const pieces = piecesOf(markdown);
    const shown: string[] = [];
    await renderer.begin();
    let leftMs = piecesMs;
    for (const [i, piece] of pieces.entries()) {
      if (leftMs <= 0) return [...shown, plain(pieces.slice(i).join(''))].join('\n');
      const fromMs = performance.now();
      const html = await renderer.html({ path, markdown: piece }, leftMs);
      leftMs -= performance.now() - fromMs;
      shown.push(html ?? plain(piece));
    }
    return shown.join('\n');
  }

  return {
    async html(path, text) {
      if (/\.html?$/i.test(path)) return text;
      const body = /\.md$/i.test(path) ? await rendered(path, bodyOf(text)) : plain(text);
      return pageWith(path.slice(path.lastIndexOf('/') + 1), body);
    },
  };
}

/** The head is metadata for programs and is not rendered. */
function bodyOf(text: string): string {
  const head = scanHead(text);
  return head.found === 'closed' ? text.slice(head.span.end) : text;
}

/** Obsidian's `[[../info|info]]`; a page shows only the words. */
const NOTE_LINK = /\[\[[^\][|\\\n]*\\?\|([^\][\n]*)\]\]/g;

function plain(text: string): string {
  return `<pre>${escaped(text)}</pre>`;
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
