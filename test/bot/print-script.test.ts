// A script's page on its way to the printer: what is added to it, and what it can reach.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { printable, printScript } from '../../bot/desk/print-script.ts';
import { findBrowser } from '../../src/tools/print/browser.ts';
import { itWith } from '../needs.ts';

const BROWSER = {
  name: 'chromium',
  probe: [findBrowser(process.env, process.platform) ?? 'chromium', '--version'],
  install: 'sudo apt-get install chromium',
} as const;

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('the page', () => {
  it.each([
    ['<!DOCTYPE html><html><head lang="en"><title>x</title>', '<!DOCTYPE html><html><head lang="en">'],
    ['<!doctype html>\n<p>x', '<!doctype html>'],
    ['<header>x', ''],
    ['', ''],
  ])('%j is told its place right after %j', (html, before) => {
    const page = printable(html, '/show & "tell"/exports');
    expect(
      page.startsWith(
        `${before}<meta charset="utf-8"><base href="file:///show%20&amp;%20%22tell%22/exports/">`,
      ),
    ).toBe(true);
    expect(page.endsWith(html.slice(before.length))).toBe(true);
  });
});

describe('printed', () => {
  async function printed(body: string) {
    const root = mkdtempSync(join(tmpdir(), 'show-build-test-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const tree = join(root, 'show');
    mkdirSync(join(tree, 'episodes/0101/assets'), { recursive: true });
    writeFileSync(join(tree, 'episodes/0101/assets/a b.png'), Buffer.from(PIXEL, 'base64'));
    writeFileSync(
      join(root, 'elsewhere.html'),
      `<img src="data:image/png;base64,${PIXEL}" width="200" height="200">`,
    );
    const outPath = join(root, 'x.pdf');
    const html = `<!doctype html><html><head></head><body>${body.replaceAll('ROOT', root)}</body></html>`;
    await printScript({ html, tree, episode: '0101', outPath, signal: new AbortController().signal });
    // No picture but ours is one pixel wide, not even the sign for one that is missing.
    return /\/Width 1\s/.test(readFileSync(outPath, 'latin1')) ? 'picture' : 'none';
  }

  itWith(BROWSER)('shows the episode’s pictures', async () => {
    expect(await printed('<img src="../assets/a%20b.png" width="200" height="200">')).toBe('picture');
    expect(await printed('<img src="../assets/none.png" width="200" height="200">')).toBe('none');
  });

  itWith(BROWSER)('holds nothing of another page, whatever the script asks for', async () => {
    expect(await printed('<iframe src="file://ROOT/elsewhere.html" width="600" height="300"></iframe>')).toBe(
      'none',
    );
    expect(await printed('<embed src="file://ROOT/elsewhere.html" width="600" height="300">')).toBe('none');
  });
});
