// Makes the pictures of the README from the sample show: the inbox, and one change.   npm run build && node test/pictures.mjs
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask, openBrowser, quiet, SAMPLE, serve } from './bench/served.mjs';

const PICTURES = fileURLToPath(new URL('../web/client/pictures', import.meta.url));
const INBOX = { width: 1360, height: 800 };
const CHANGE = { width: 900, height: 620 };

const dir = mkdtempSync(join(tmpdir(), 'show-build-pictures-'));
const closers = [() => rmSync(dir, { recursive: true, force: true })];
try {
  cpSync(SAMPLE, join(dir, 'tree'), { recursive: true });
  const url = await serve(join(dir, 'tree'), join(dir, 'state'), closers);
  await quiet(url);
  const browser = await openBrowser(closers);
  await picture(browser, url, 'inbox', INBOX);
  await picture(browser, `${url}/enhancements/${await aRepair(url)}`, 'change', CHANGE);
} finally {
  for (const close of closers.reverse()) await close();
}

async function picture(browser, url, name, viewport) {
  const page = await browser.newPage({ viewport, deviceScaleFactor: 1 });
  await page.goto(url);
  await page.locator('.review-title').waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await page.close();
}

/** The change with the most to see: a cue that is mended in several fields. */
async function aRepair(url) {
  const { rows } = await ask(url, '/inbox?episode=101');
  const repairs = rows.filter(
    ({ title, applicability }) => applicability === 'unsafe' && /SOT|cue/i.test(title),
  );
  return (repairs[0] ?? rows[0]).id;
}
