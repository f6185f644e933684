// The page in the system's Chromium, on the built program and the sample show: how much comes over the line for the first
// page, when its first row is there, and how soon a diff is shown after the key. Beside it the same browser with a page
// that holds the same words and nothing else.   npm run bench -- page
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, openBrowser, quiet, SAMPLE, serve } from './served.mjs';

const LINES = 2_000;
const ROUNDS = 9;
const LONG = 'episodes/0101/rundown/90 A Long One.md';

export async function measurePage(say) {
  const dir = mkdtempSync(join(tmpdir(), 'show-build-bench-'));
  const closers = [() => rmSync(dir, { recursive: true, force: true })];
  try {
    const tree = join(dir, 'tree');
    cpSync(SAMPLE, tree, { recursive: true });
    writeFileSync(join(tree, LONG), longSegment('It rained.'));
    const url = await serve(tree, join(dir, 'state'), closers);
    await quiet(url);
    writeFileSync(join(tree, LONG), longSegment('It rained all day.'));
    const commit = await longCommit(url);
    const browser = await openBrowser(closers);

    say('the first page');
    const first = await firstPage(browser, url);
    const bare = await bareFirstPage(browser, url, closers);
    say('diffs');
    const small = await shownAfterKey(browser, url);
    const long = await longDiff(browser, url, commit);
    const bareLong = await bareDiff(browser, url, commit, closers);
    return [
      ['first page, compressed', '–', '–', `${(first.bytes / 1000).toFixed(0)} kB`, '–'],
      [
        'first page, until its rows stand there (the same words as bare HTML)',
        '–',
        ms(bare),
        ms(first.ms),
        ratio(bare, first.ms),
      ],
      ['from the key to the next change, shown', '–', '–', ms(small), '–'],
      [
        `a diff of ${LINES} lines, from the click to its lines (the same as bare text)`,
        '–',
        ms(bareLong),
        ms(long),
        ratio(bareLong, long),
      ],
    ];
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

function longSegment(end) {
  const lines = Array.from(
    { length: LINES },
    (_, i) => `Line ${i + 1} tells of a town, and of its weather. ${end}`,
  );
  return `---\nid: '19090'\nslug: a-long-one\ntype: segment\norder: 90\nduration: 00:05:00:00\nstatus: draft\ntitle: A Long One\ndescription: A town and its weather, at length.\n---\n\n## Script\n\n${lines.join('\n')}\n`;
}

async function longCommit(url) {
  for (;;) {
    const [entry] = await ask(url, `/history?kind=edit&limit=1&path=${encodeURIComponent(LONG)}`);
    if (entry && (await ask(url, `/commits/${entry.commit}`)).files.length === 1) return entry.commit;
    await new Promise((later) => setTimeout(later, 200));
  }
}

async function firstPage(browser, url) {
  const times = [];
  let bytes = 0;
  for (let i = 0; i < ROUNDS; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    let received = 0;
    line.on('Network.loadingFinished', ({ encodedDataLength }) => {
      received += encodedDataLength;
    });
    await page.goto(url, { waitUntil: 'commit' });
    times.push(await page.evaluate(untilThere, '.inbox-link'));
    await page.locator('.pane .part').first().waitFor();
    bytes = received;
    await context.close();
  }
  return { ms: median(times), bytes };
}

/** In the page: milliseconds from the navigation until this is drawn. */
function untilThere(selector) {
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(selector)) requestAnimationFrame(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
}

async function bareFirstPage(browser, url, closers) {
  const { rows } = await ask(url, '/inbox');
  const items = rows.map(({ title }) => `<li class="inbox-link">${title.replace(/[<&]/g, '')}</li>`).join('');
  return timed(browser, await bareServer(`<!doctype html><ul>${items}</ul>`, closers), '.inbox-link');
}

async function bareDiff(browser, url, commit, closers) {
  const { files } = await ask(url, `/commits/${commit}`);
  const both = `${files[0].before}\n${files[0].after}`.replace(/[<&]/g, '');
  return timed(
    browser,
    await bareServer(`<!doctype html><pre class="there">${both}</pre>`, closers),
    '.there',
  );
}

async function bareServer(text, closers) {
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(text),
  );
  server.listen(0, '127.0.0.1');
  await new Promise((there) => server.once('listening', there));
  closers.push(() => server.closeAllConnections() ?? server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

async function timed(browser, url, selector) {
  const times = [];
  for (let i = 0; i < ROUNDS; i++) {
    const page = await browser.newPage();
    await page.goto(url, { waitUntil: 'commit' });
    times.push(await page.evaluate(untilThere, selector));
    await page.close();
  }
  return median(times);
}

/** `j`, until another title and its parts stand there. */
async function shownAfterKey(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
  await page.goto(url);
  await page.locator('.pane .part').first().waitFor();
  const times = [];
  for (let i = 0; i < ROUNDS * 2; i++) {
    times.push(
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            const was = document.querySelector('.pane .review-title').textContent;
            const begun = performance.now();
            document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
            const look = () => {
              const title = document.querySelector('.pane .review-title')?.textContent;
              const isThere =
                title !== undefined &&
                title !== was &&
                document.querySelector('.pane [data-part], .pane iframe, .pane li');
              if (isThere) requestAnimationFrame(() => resolve(performance.now() - begun));
              else requestAnimationFrame(look);
            };
            look();
          }),
      ),
    );
  }
  await page.close();
  return median(times);
}

/** From a click in the history to the lines of the diff, in a page that has been open for a while. */
async function longDiff(browser, url, commit) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
  const times = [];
  for (let i = 0; i < ROUNDS; i++) {
    await page.goto(`${url}/history?kind=edit`);
    await page.locator(`a[href*="${commit}"]`).first().waitFor();
    // Its code comes when the page has been quiet for a moment.
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(2_500);
    times.push(
      await page.evaluate(
        (id) =>
          new Promise((resolve) => {
            const begun = performance.now();
            document.querySelector(`a[href*="${id}"]`).click();
            const look = () => {
              const hosts = [...document.querySelectorAll('*')].filter(
                ({ shadowRoot }) => shadowRoot !== null,
              );
              const isThere = hosts.some(({ shadowRoot }) => shadowRoot.textContent.includes('It rained'));
              if (isThere) requestAnimationFrame(() => resolve(performance.now() - begun));
              else requestAnimationFrame(look);
            };
            look();
          }),
        commit,
      ),
    );
  }
  await page.close();
  return median(times);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function ms(value) {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function ratio(theirs, ours) {
  return `${(theirs / ours).toFixed(2)} ×`;
}
