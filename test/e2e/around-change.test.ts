// What stands around a change in the desk: the picture or clip that a cue means, really loaded, and the way to the note in
// Obsidian. In the system's Chromium.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { defineStep } from '../../src/step.ts';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { axeFindings, CHROMIUM, inBrowser, kept, overflowOf } from './browser.ts';
import { type RunningDesk, runDesk } from './desk.ts';

const fixture = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url)));
const CLIP = 'episodes/0101/assets/video/first clip #1.webm';
const PICTURE = 'episodes/0101/assets/graphics/third-picture.png';

const REVIEWED = `show: Trial
people: { josh: { name: Josh, email: josh@example.org } }
merge: { settle: 0s, idle: 0s, everything: review }
obsidian: { vault: Käse & Co, folder: Our Show }
`;
const SHOW = {
  [INFO_PATH]: INFO,
  [SEGMENT_PATH]: SEGMENT.replace('first-clip.mp4', '../assets/video/first clip #1.webm'),
  [CLIP]: fixture('clip.webm'),
  [PICTURE]: fixture('sample-show/episodes/0101/assets/graphics/glove-week.png'),
};

const NOTE =
  'obsidian://open?vault=K%C3%A4se%20%26%20Co&file=Our%20Show%2Fepisodes%2F0101%2Frundown%2F10%20The%20Glove';

async function idOf(desk: RunningDesk, words: string): Promise<string> {
  const row = (await desk.service().desk.list({})).find(({ title }) => title.includes(words));
  if (row === undefined) throw new Error(`nothing is open about ${words}`);
  return row.id;
}

/** Waits until it has its size, as a picture or film that has loaded. */
function loaded(page: Page, selector: string): Promise<unknown> {
  return page.waitForFunction((chosen) => {
    const shown = document.querySelector(chosen);
    if (shown instanceof HTMLVideoElement) return shown.readyState >= 1 && shown.videoWidth > 0;
    return shown instanceof HTMLImageElement && shown.complete && shown.naturalWidth > 0;
  }, selector);
}

const NAMED = 'third-picture.png';

/** Names another file in the third cue. */
const renaming = defineStep<'segment', never>({
  id: 'renaming',
  title: 'Name another file',
  version: 1,
  subjects: ['segment'],
  after: [],
  tools: [],
  inspect: ({ document: { text } }) =>
    text.includes(NAMED)
      ? { state: 'needed', input: text, diagnostics: [] }
      : { state: 'fulfilled', diagnostics: [] },
  run: async ({ document: { text }, path }) => {
    const start = text.indexOf(NAMED);
    const edit = { start, end: start + NAMED.length, removed: NAMED, added: '../assets/video/third.avi' };
    const files = [{ kind: 'edit' as const, path, edits: [{ ...edit, field: 'cue:3/mediaurl' }] }];
    const change = { title: 'Another picture', why: 'It is tried.', applicability: 'unsafe' as const, files };
    return { facts: null, changes: [change] };
  },
});

async function sound(page: Page, complaints: readonly string[]): Promise<void> {
  expect([...complaints, ...(await axeFindings(page)), ...(await overflowOf(page))]).toEqual([]);
}

describe('around a change', { timeout: 120_000 }, () => {
  const browser = inBrowser();
  const story = itWith(CHROMIUM);

  story('the clip and the picture that a cue means can be seen, or why there is none', async () => {
    const desk = await runDesk({ files: SHOW, settings: REVIEWED });
    const { page, complaints } = await browser.open(
      `${desk.url}/enhancements/${await idOf(desk, 'first-clip')}`,
    );
    await loaded(page, '.cue-media video');
    await sound(page, complaints);
    await kept(page, 'cue-clip');
    await page.goto(`${desk.url}/enhancements/${await idOf(desk, 'third-picture')}`);
    await loaded(page, '.cue-media img');
    expect(await page.locator('.cue-media img').getAttribute('alt')).toBe('Picture of GFX third-picture');
    await sound(page, complaints);
    await kept(page, 'cue-picture');
    await page.goto(`${desk.url}/enhancements/${await idOf(desk, 'second-clip')}`);
    await page.getByText('There is no file “second-clip.mp4”.', { exact: true }).waitFor();
    expect(await page.locator('.cue-media :is(img, video)').count()).toBe(0);
    await sound(page, complaints);
    await kept(page, 'cue-missing');
  });

  story(
    'before and after where the change means another file, and a link to what a browser can’t show',
    async () => {
      const film = 'episodes/0101/assets/video/third.avi';
      const files = { ...SHOW, [film]: 'no film' };
      const desk = await runDesk({ files, settings: REVIEWED, open: { steps: [renaming] } });
      const { page, complaints } = await browser.open(
        `${desk.url}/enhancements/${await idOf(desk, 'Another picture')}`,
      );
      await loaded(page, '.cue-media img');
      const sides = page.locator('.cue-side');
      expect(await sides.nth(0).innerText()).toMatch(/^Before\s+third-picture\.png$/);
      expect(await sides.nth(1).innerText()).toMatch(
        /^After\s+This browser can’t show it: download it\.\s+third\.avi$/,
      );
      await sound(page, complaints);
      await kept(page, 'cue-differs');
      await page.getByText('Side by side', { exact: true }).click();
      await page.locator('.text-diff').waitFor();
      await loaded(page, '.card-cue .cue-media img');
      await sound(page, complaints);
      await kept(page, 'cue-side-by-side');
    },
  );

  story('a link opens the note in Obsidian under the heading above the change, or the line', async () => {
    const desk = await runDesk({ files: SHOW, settings: REVIEWED });
    const link = (page: Page) => page.getByRole('link', { name: 'Open in Obsidian' });
    const id = await idOf(desk, 'second-clip');
    const { page, complaints } = await browser.open(`${desk.url}/enhancements/${id}`);
    expect(await link(page).getAttribute('href')).toBe(`${NOTE}%23Script`);
    await page.goto(`${desk.url}/`);
    await page.getByText('3 small fixes in The Glove').waitFor();
    expect(await link(page).getAttribute('href')).toBe(NOTE);
    await sound(page, complaints);
    await kept(page, 'obsidian-bundle');
    const file = `${desk.url}/history/file?path=${encodeURIComponent(SEGMENT_PATH)}`;
    await page.goto(`${file}&line=26`);
    // At the head of the page, and at the line.
    await link(page).nth(1).waitFor();
    for (const one of await link(page).all()) expect(await one.getAttribute('href')).toBe(`${NOTE}%23Script`);
    await sound(page, complaints);
    await kept(page, 'obsidian-line');
    await page.goto(file);
    await link(page).waitFor();
    expect(await link(page).getAttribute('href')).toBe(NOTE);
    await sound(page, complaints);
    await kept(page, 'obsidian-file');
    await page.goto(`${desk.url}/enhancements/${await idOf(desk, 'script')}`);
    await page.getByText('script-host.md').first().waitFor();
    expect(await link(page).count()).toBe(0);
  });
});
