// Every page as it meets the eye: light and dark, desktop and phone, with the sample show. Nothing complains, nothing sticks
// out, and axe finds nothing. With SHOW_BUILD_PICTURES=folder each is kept as a picture there.
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { itWith } from '../needs.ts';
import { axeFindings, CHROMIUM, inBrowser, type Looks, overflowOf } from './browser.ts';
import { type RunningDesk, runDesk } from './desk.ts';

const LOOKS: readonly (readonly [string, Looks])[] = [
  ['light-desktop', {}],
  ['dark-desktop', { dark: true }],
  ['light-phone', { phone: true }],
  ['dark-phone', { dark: true, phone: true }],
];

const KETTLE = 'episodes/0101/rundown/20 The Committee for the Kettle.md';

/** Name → address; some are found out first. */
async function pagesOf({ service }: RunningDesk): Promise<readonly (readonly [string, string])[]> {
  const { desk } = service();
  const rows = await desk.list({ episode: '0101' });
  const [first] = rows;
  const slug = rows.find(({ step }) => step === 'slug-enhancement');
  const script = rows.find(({ step }) => step === 'script-compilation');
  await desk.accept({ ids: [first?.id ?? ''] }, null);
  const [landing] = await desk.history({ kind: 'landing', limit: 1 });
  return [
    ['inbox', '/'],
    ['review-slug', `/enhancements/${slug?.id}`],
    ['review-script', `/enhancements/${script?.id}`],
    ['review-landed', `/enhancements/${first?.id}`],
    ['episodes', '/episodes'],
    ['episode', '/episodes/0101'],
    ['history', '/history'],
    ['commit', `/history/${landing?.commit}`],
    ['compare', '/history/compare'],
    ['file', `/history/file?path=${encodeURIComponent(KETTLE)}`],
    ['jobs', '/jobs'],
    ['numbers', '/jobs?view=numbers'],
    ['flow', '/flow'],
    ['search', '/search?cue=SOT'],
    ['sql', '/search?view=sql'],
    ['nothing', '/nowhere'],
  ];
}

describe('every page is sound to the eye and to the ear', () => {
  const browser = inBrowser();
  const pictures = process.env.SHOW_BUILD_PICTURES;

  for (const [look, looks] of LOOKS)
    itWith(CHROMIUM)(look, async () => {
      const desk = await runDesk();
      const { page, complaints } = await browser.open(desk.url, looks);
      const wrong: string[] = [];
      for (const [name, path] of await pagesOf(desk)) {
        await page.goto(desk.url + path);
        await page.locator('h1').first().waitFor();
        await page.waitForLoadState('networkidle');
        if (pictures) await page.screenshot({ path: join(pictures, `${name}-${look}.png`) });
        const found = [...complaints.splice(0), ...(await overflowOf(page)), ...(await axeFindings(page))];
        wrong.push(...found.map((what) => `${name}: ${what}`));
      }
      expect(wrong).toEqual([]);
    });
});
