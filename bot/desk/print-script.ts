// Prints a script to PDF. Its page is in a temporary folder only while it is printed, and can reach the episode's
// pictures but nothing on the network.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PrintOptions, printPdf } from '../../src/tools/print/print.ts';

interface Script extends Omit<PrintOptions, 'htmlPath'> {
  readonly html: string;
  readonly tree: string;
  /** Four digits. */
  readonly episode: string;
}

/** Rejects as `printPdf` does. */
export async function printScript({ html, tree, episode, ...options }: Script): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'show-build-script-'));
  try {
    const htmlPath = join(folder, 'script.html');
    await writeFile(htmlPath, printable(html, join(tree, 'episodes', episode, 'exports')));
    await printPdf({ ...options, htmlPath });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Allows only pictures, styles and fonts, and only from this machine: a script is plain text, whatever it contains. */
const POLICY =
  "default-src 'none'; img-src file: data:; style-src file: data: 'unsafe-inline'; font-src file: data:";

/** The same page, with relative addresses resolved against `folder`. */
export function printable(html: string, folder: string): string {
  const base = pathToFileURL(`${folder}/`).href.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  // Declare the charset again: after a long path, the page's own declaration would come too late.
  const added = `<meta charset="utf-8"><base href="${base}"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  // Insert at the start of the head, before anything it applies to, but never before the doctype.
  const place = /<head\b[^>]*>/i.exec(html) ?? /^\s*<!doctype\b[^>]*>/i.exec(html);
  const at = place === null ? 0 : place.index + place[0].length;
  return html.slice(0, at) + added + html.slice(at);
}
