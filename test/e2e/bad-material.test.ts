// Material that no page likes: an enhancement with thousands of hunks, a script full of other people's markup, media that
// vanish while they are looked at. The page stays usable, runs nothing, fetches nothing from elsewhere, and says what is gone.
import { truncateSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AnyStep } from '../../src/step.ts';
import { defineStep } from '../../src/step.ts';
import { steps } from '../../steps/index.ts';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { when } from '../when.ts';
import { CHROMIUM, inBrowser, overflowOf } from './browser.ts';
import { type RunningDesk, runDesk } from './desk.ts';

const SETTINGS = `show: Trial
people: { josh: { name: Josh, email: josh@example.org } }
merge: { settle: 0s, idle: 0s, everything: review }
`;

const HUNKS = 5_000;
const LONG = `---
slug: long
type: segment
order: 10
duration: 00:05:00:00
title: Long
description: A very long one.
---

## Script

${Array.from({ length: HUNKS }, (_, i) => `Line ${i} of a long script says teh same again.\n`).join('\n')}
`;

/** One enhancement with an edit for every slip in the script. */
const spelling: AnyStep = defineStep<'segment', never>({
  id: 'spelling',
  title: 'Mend slips of the pen',
  version: 1,
  subjects: ['segment'],
  after: [],
  tools: [],
  inspect({ document: { text } }) {
    const slips = text.match(/\bteh\b/g)?.length ?? 0;
    return slips === 0
      ? { state: 'fulfilled', diagnostics: [] }
      : { state: 'needed', input: { slips, text }, diagnostics: [] };
  },
  async run({ document: { text }, path }) {
    const edits = [...text.matchAll(/\bteh\b/g)].map(({ index }) => ({
      start: index,
      end: index + 3,
      removed: 'teh',
      added: 'the',
      field: 'script',
    }));
    const files = [{ kind: 'edit', path, edits }] as const;
    const why = 'Letters stood in the wrong order.';
    return { changes: [{ title: 'Mend the slips', why, applicability: 'unsafe', files }], facts: null };
  },
});

const ANSWERS_MS = 10_000;

describe('an enhancement with 5,000 hunks', () => {
  const browser = inBrowser();

  itWith(CHROMIUM)(
    'opens, scrolls, is accepted but for one of them, and the page answers all the while',
    async () => {
      const desk = await runDesk({
        files: { [INFO_PATH]: INFO, [SEGMENT_PATH]: LONG },
        settings: SETTINGS,
        open: { steps: [...steps.filter(({ id }) => id === 'cue-block-repair'), spelling] },
      });
      const rows = await desk.service().desk.list({ step: 'spelling' });
      expect(rows).toHaveLength(1);
      const id = rows[0]?.id ?? '';
      const { page, complaints } = await browser.open(`${desk.url}/enhancements/${id}`);
      const answers = async (what: string) => {
        // A main thread that is busy does not get to the next frame.
        const framed = page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(true))));
        const late = new Promise((_, reject) =>
          setTimeout(() => reject(new Error(`${what}: no answer`)), ANSWERS_MS).unref(),
        );
        expect(await Promise.race([framed, late])).toBe(true);
      };
      await page.getByText('5,000 parts').waitFor();
      await answers('opened');
      await page.getByRole('checkbox', { name: /^Take/ }).nth(2).uncheck();
      await answers('one left out');
      for (let i = 0; i < 5; i++) {
        await page.getByRole('button', { name: /^Show \d+ more of/ }).click();
        await answers('more');
      }
      await page.mouse.move(900, 500);
      for (let i = 0; i < 10; i++) {
        await page.mouse.wheel(0, 4_000);
        await answers('scrolled');
      }
      for (const way of ['Unified', 'Side by side', 'Parts']) {
        await page.getByRole('button', { name: way, exact: true }).click();
        await answers(way);
        if (way !== 'Parts') await page.getByText('says the same again').first().waitFor();
      }
      await page.getByRole('button', { name: 'Accept 4999 of 5000' }).click();
      await answers('accepted');
      await when(desk.service(), async () =>
        desk.trial.read(SEGMENT_PATH).includes('says the') ? true : null,
      );
      const left = desk.trial.read(SEGMENT_PATH).match(/.*\bteh\b.*/g);
      expect(left).toEqual(['Line 2 of a long script says teh same again.']);
      await page
        .locator('.toast-good')
        .getByText(/^Landed/)
        .waitFor();
      expect(complaints).toEqual([]);
    },
  );
});

const HACK = 'window.top.__hacked=window.__hacked=1';
/** Turns around what comes after it, and never turns back. */
const TURNED = '\u202esdrawkcab';
const ENDLESS = 'w'.repeat(10_000);
const quoted = JSON.stringify;

/** `evil`: where whatever is fetched, or sent, would arrive. */
function markup(evil: string): readonly string[] {
  return [
    `</title></textarea></style><script>${HACK}</script>`,
    `<img src=x onerror="${HACK};alert(1)">`,
    `<svg onload="${HACK}"><animate onbegin="${HACK}" attributeName=x /></svg>`,
    `<a href="javascript:${HACK}">click</a>`,
    `<iframe src="javascript:${HACK}" srcdoc="<script>${HACK}</script>"></iframe>`,
    `<iframe src="${evil}/frame"></iframe><object data="${evil}/object"></object><embed src="${evil}/embed">`,
    `<img src="${evil}/pixel.png" srcset="${evil}/set.png 1x"><link rel=stylesheet href="${evil}/a.css">`,
    `<link rel=prefetch href="${evil}/fetch"><link rel=preconnect href="${evil}">`,
    `<meta http-equiv=refresh content="0;url=${evil}/away">`,
    `<style>@import url("${evil}/b.css"); body { background: url("${evil}/c.png") }</style>`,
    `<base href="${evil}/"><form action="${evil}/form"><button>send</button></form>`,
    `<details open ontoggle="${HACK}">x</details><video src="${evil}/v.mp4" onerror="${HACK}"></video>`,
  ];
}

const HOSTILE_PATH = 'episodes/0101/rundown/20 <img src=x onerror=alert(1)> \u202e.md';

function hostile(evil: string): Readonly<Record<string, string>> {
  const all = markup(evil);
  const [script = '', picture = ''] = all;
  const inline = all.join(' ');
  const prose = [...all, `[x](javascript:${HACK}) ![y](${evil}/y.png)`, TURNED, ENDLESS];
  return {
    [INFO_PATH]: INFO.replace('title: Gloves', `title: ${quoted(`Gloves ${inline} ${TURNED}`)}`).replace(
      'description: One hour about gloves.',
      `description: ${quoted(`${inline} ${ENDLESS}`)}`,
    ),
    [SEGMENT_PATH]: SEGMENT.replace('title: The Glove', `title: ${quoted(`${inline} ${TURNED}`)}`)
      .replace('slug: glove', `slug: ${quoted(`${script} ${TURNED}`)}`)
      .replace('[Slug: first-clip]', `[Slug: ${inline} ${TURNED}]`)
      .replace('[Slug: third-picture]', `[Slug: ${ENDLESS}]`)
      .replace('That is all.', prose.join('\n\n')),
    [HOSTILE_PATH]: SEGMENT.replace('title: The Glove', `title: ${ENDLESS}`)
      .replace("id: '10001'", "id: '10002'")
      .replace('slug: glove', 'slug:')
      .replace(/^description:.*$/m, 'description:')
      .replaceAll('AAAA', 'BBBB')
      .replace('[Slug: second-clip]', `[Slug: ${picture}]`),
    // Somebody's own pages where scripts are made.
    'episodes/0101/exports/script-host.html': `<!doctype html><title>x</title><body onload="${HACK}">${inline}</body>`,
    'episodes/0101/exports/preflight.md': `# ${inline}\n\n[x](javascript:${HACK})\n\n${ENDLESS}\n`,
    'show-build.yaml': SETTINGS.replace('show: Trial', `show: ${quoted(`${script} ${TURNED}`)}`).replace(
      'name: Josh',
      `name: ${quoted(`Josh "onload='${HACK}'" ${TURNED}`)}`,
    ),
  };
}

/** Every address where something of the show is to be seen. */
async function addressesOf({ service }: RunningDesk): Promise<readonly string[]> {
  const { desk } = service();
  const rows = await desk.list({});
  const of = (step: string) => rows.filter((row) => row.step === step).map(({ id }) => id);
  const [first] = of('cue-block-repair');
  await desk.accept({ ids: [first ?? ''] }, 'josh');
  const [landing] = await desk.history({ kind: 'landing', limit: 1 });
  const commits = await desk.history({});
  const { exports } = await desk.episode('0101');
  const file = (path: string) => `path=${encodeURIComponent(path)}`;
  const api = '/api/v1';
  const pages = await Promise.all(
    [...of('script-compilation'), ...of('preflight')].map(async (id) => {
      const { files } = await desk.review(id);
      return files.flatMap(({ path, before }) =>
        (before === null ? ['after'] : ['before', 'after']).map(
          (side) => `${api}/enhancements/${id}/page?${file(path)}&side=${side}`,
        ),
      );
    }),
  );
  return [
    '/',
    '/?shows=landed',
    ...rows.map(({ id }) => `/enhancements/${id}`),
    '/episodes',
    '/episodes/0101',
    ...exports.map(({ name }) => `/episodes/0101?script=${name}`),
    '/history',
    `/history/${landing?.commit}`,
    `/history/compare?from=${commits.at(-1)?.commit}&to=${commits[0]?.commit}`,
    ...Object.keys(hostile('')).map((path) => `/history/file?${file(path)}`),
    '/jobs',
    '/flow',
    '/search?q=hacked',
    '/search?q=script',
    '/search?cue=SOT',
    '/search?cue=GFX',
    ...exports.map(({ name }) => `${api}/episodes/0101/exports/${name}/page`),
    ...pages.flat(),
  ];
}

/** Somewhere else: whoever comes there has left the desk. */
async function elsewhere(): Promise<{ readonly url: string; readonly came: string[] }> {
  const came: string[] = [];
  const server = createServer((request, response) => {
    came.push(request.url ?? '');
    response.end();
  });
  server.on('connection', () => came.push('a connection'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, came };
}

function opening(page: Page): readonly string[] {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => seen.push(`popup: ${popup.url()}`));
  return seen;
}

/** What can be pressed and is cut off, so that nobody could: beyond the edge of a box that does not scroll that way. */
function outOfReach(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main :is(a, button, input, select, summary)')].flatMap((each) => {
      const { right, width } = each.getBoundingClientRect();
      const box = each.parentElement?.closest('main, .inbox-list, .pane, .panel, .card, dialog');
      if (!box || width === 0 || right <= box.getBoundingClientRect().right + 1) return [];
      return each.closest('.table-scroll') ? [] : [`out of reach: ${each.outerHTML.slice(0, 200)}`];
    }),
  );
}

async function hackedIn(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const frame of page.frames()) {
    const isHacked = await frame.evaluate(() => '__hacked' in window);
    if (isHacked) found.push(`ran in ${frame.url()}`);
  }
  return found;
}

/** The browser's own word that it refused, or did not find, what a text of the show asked for. */
const isRefusal = (what: string) =>
  /violates the following Content Security Policy|Blocked script execution|Refused to execute the redirect|404 .*\/(?:x|favicon\.ico)$/.test(
    what,
  );

describe('a show full of other people’s markup', () => {
  const browser = inBrowser();

  for (const phone of [false, true])
    itWith(CHROMIUM)(`is shown as text and runs nothing, ${phone ? 'on a phone' : 'at a desk'}`, async () => {
      const evil = await elsewhere();
      const desk = await runDesk({ files: hostile(evil.url) });
      const { page, complaints } = await browser.open(desk.url, { phone });
      const seen = opening(page);
      const wrong: string[] = [];
      for (const path of await addressesOf(desk)) {
        await page.goto(desk.url + path);
        const isPage = !path.startsWith('/api/');
        if (isPage) await page.locator('h1').first().waitFor();
        await page.waitForFunction(() => document.querySelector('main .loading') === null);
        for (const frame of page.frames()) await frame.waitForLoadState();
        const found = [
          ...(await hackedIn(page)),
          ...(isPage ? [...(await overflowOf(page)), ...(await outOfReach(page))] : []),
          ...complaints.splice(0).filter((what) => !isRefusal(what)),
          ...(page.url() === desk.url + path ? [] : [`led to ${page.url()}`]),
          ...evil.came.splice(0).map((what) => `went elsewhere: ${what}`),
        ];
        wrong.push(...found.map((what) => `${path}: ${what}`));
      }
      expect(wrong).toEqual([]);
      expect(seen).toEqual([]);
      expect(evil.came).toEqual([]);
    });
});

const PICTURE_PATH = 'episodes/0101/assets/images/third-picture.png';
/** One dot. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FILM_BYTES = 64 << 20;

describe('media that vanish', () => {
  const browser = inBrowser();

  itWith(CHROMIUM)('a picture in a script that is being read: its words stand in its place', async () => {
    const files = { [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT.replaceAll('<<', '<').replaceAll('>>', '>') };
    const desk = await runDesk({ files, settings: SETTINGS, isSettled: false });
    desk.trial.write(PICTURE_PATH, PICTURE);
    await when(desk.service(), async () =>
      (await desk.service().desk.exported('0101', 'script-host.html')).includes('<img') ? true : null,
    );
    const { page, complaints } = await browser.open(`${desk.url}/episodes/0101?script=script-host.html`);
    const script = page.frameLocator('iframe.sheet');
    const picture = script.locator('img').first();
    await picture.waitFor();
    expect(await picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(1);
    desk.trial.remove(PICTURE_PATH);
    await picture.waitFor({ state: 'detached' });
    await script.getByText('third-picture').first().waitFor();
    await page
      .getByText(/there is no file “third-picture.png”/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });

  it('a film in the middle of a look into it: that answer breaks off, the next one says that it is gone', async () => {
    const film = 'episodes/0101/assets/film.mp4';
    const desk = await runDesk({ files: { [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT }, settings: SETTINGS });
    desk.trial.write(film, Buffer.alloc(FILM_BYTES, 7));
    const address = `${desk.url}/api/v1/media/${film}`;
    const broken = await new Promise<string>((done, fail) => {
      const asked = get(address, { headers: { range: `bytes=1000-${FILM_BYTES - 1}` } }, (answer) => {
        expect(answer.statusCode).toBe(206);
        let isCut = false;
        answer.on('data', () => {
          if (isCut) return;
          isCut = true;
          truncateSync(join(desk.trial.tree, film), 0);
          desk.trial.remove(film);
        });
        answer.on('error', (error) => done(String(error)));
        answer.on('end', () => done('whole'));
      });
      asked.on('error', fail);
      asked.setTimeout(ANSWERS_MS, () => asked.destroy(new Error('hangs')));
    });
    expect(broken).toContain('aborted');
    const gone = await fetch(address, { headers: { range: 'bytes=0-99' } });
    expect([gone.status, gone.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await gone.json()).toMatchObject({
      code: 'NO_MEDIA',
      detail: expect.stringContaining('no such file'),
    });
    expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
  });
});
