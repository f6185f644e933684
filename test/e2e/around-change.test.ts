// What stands around a change in the desk: the picture or clip that a cue means, really loaded, in the system's Chromium.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
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
`;
const SHOW = {
  [INFO_PATH]: INFO,
  [SEGMENT_PATH]: SEGMENT.replace('first-clip.mp4', '../assets/video/first clip #1.webm'),
  [CLIP]: fixture('clip.webm'),
  [PICTURE]: fixture('sample-show/episodes/0101/assets/graphics/glove-week.png'),
};

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
});
