// A script on its way to paper: its page stands in a temporary folder for as long as it is printed, with the episode's
// pictures in reach and everything else out of it.
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

/** Pictures, styles and fonts, and those from this machine: a script is words, whatever somebody wrote into it. */
const POLICY =
  "default-src 'none'; img-src file: data:; style-src file: data: 'unsafe-inline'; font-src file: data:";

/** The same page, with relative addresses seen from `folder`. */
export function printable(html: string, folder: string): string {
  const base = pathToFileURL(`${folder}/`).href.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  // The page's own word for it would come too late behind a long path.
  const added = `<meta charset="utf-8"><base href="${base}"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  // Right after the head begins, before anything that it should hold for; never before the doctype.
  const place = /<head\b[^>]*>/i.exec(html) ?? /^\s*<!doctype\b[^>]*>/i.exec(html);
  const at = place === null ? 0 : place.index + place[0].length;
  return html.slice(0, at) + added + html.slice(at);
}
