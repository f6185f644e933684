// Makes the pictures of the README from the sample show: the inbox, and one change.   npm run build && node test/pictures.mjs
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, openBrowser, quiet, SAMPLE, serve } from './bench/served.mjs';

const PICTURES = fileURLToPath(new URL('../web/client/pictures', import.meta.url));
const VIEWPORT = { width: 1360, height: 760 };
/** Titles in the sample: a slug that a reviewer judges, and a cue with several fields mended. */
const IN_THE_INBOX = 'Take the number off the slug of GFX “20-glove-week”';
const ALONE = 'Repair the form of SOT “stubbs holds the lid”';

const dir = mkdtempSync(join(tmpdir(), 'show-build-pictures-'));
const closers = [() => rmSync(dir, { recursive: true, force: true })];
try {
  cpSync(SAMPLE, join(dir, 'tree'), { recursive: true });
  const url = await serve(join(dir, 'tree'), join(dir, 'state'), closers);
  await quiet(url);
  const browser = await openBrowser(closers);
  const { rows } = await ask(url, '/inbox');
  const idOf = (title) => rows.find((row) => row.title === title).id;
  await picture(browser, `${url}/enhancements/${idOf(IN_THE_INBOX)}`, 'inbox');
  await picture(browser, `${url}/enhancements/${idOf(ALONE)}`, 'change', '.pane');
} finally {
  for (const close of closers.reverse()) await close();
}

async function picture(browser, address, name, part = 'body') {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(address);
  await page.locator('.review-title').waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator(part).screenshot({ path: join(PICTURES, `${name}.png`) });
  await page.close();
}
