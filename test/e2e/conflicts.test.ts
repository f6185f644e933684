// The page of the conflict copies: two files with ten copies are found there, merged by the keyboard, and told in history.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH } from '../trial.ts';
import { axeFindings, CHROMIUM, inBrowser, overflowOf } from './browser.ts';
import { type RunningDesk, runDesk } from './desk.ts';

const SETTINGS = `show: Trial
people:
  josh: { name: Josh, email: josh@example.org, device: CPK7LWO }
  minna: { name: Minna, email: minna@example.org }
merge: { settle: 0s, settleRemote: 0s, idle: 0s, everything: review }
conflicts: review
`;

const FILES = ['The Glove', 'The Hat'].map((title, i) => ({
  title,
  path: `episodes/0101/rundown/${(i + 1) * 10} ${title}.md`,
  text: `---
type: segment
title: ${title}
slug: ${title.toLowerCase().replace(' ', '-')}
description: Something is found, and nobody wants it.
order: ${(i + 1) * 10}
---

## Script

It lies on the table.

We look at it for a while.

${[1, 2, 3, 4, 5].map((n) => `Part ${n} of the story.`).join('\n\n')}

That is all.
`,
}));

const LONG = { timeout: 60_000 };
const browser = inBrowser();
const pictures = process.env.SHOW_BUILD_PICTURES;

/** Each copy has a line of its own; the last ones of each file also a wording that the file went on from. */
async function tenCopies(): Promise<RunningDesk> {
  const desk = await runDesk({
    files: { [INFO_PATH]: INFO, ...Object.fromEntries(FILES.map(({ path, text }) => [path, text])) },
    settings: SETTINGS,
  });
  for (const { path, text } of FILES) {
    for (const n of [1, 2, 3, 4, 5]) {
      const copy = path.replace('.md', `.sync-conflict-20310301-08193${n}-CPK7LWO.md`);
      const words = text.replace(
        `Part ${n} of the story.`,
        `Part ${n} of the story, as told by number ${n}.`,
      );
      desk.trial.write(copy, n === 5 ? words.replace('for a while', 'for a moment') : words);
      const written = new Date(Date.now() + 2000);
      utimesSync(join(desk.trial.tree, copy), written, written);
    }
    desk.trial.write(path, text.replace('for a while', 'for a long while'));
  }
  desk.trial.write('episodes/0101/assets/table.sync-conflict-20310301-081930-CPK7LWO.png', 'no picture');
  // The copies come one by one: a merge of the first few gives way to one of all.
  await expect.poll(() => whole(desk), LONG).toBe(2 * FILES.length);
  await desk.service().settled();
  return desk;
}

const merges = (desk: RunningDesk) => desk.service().desk.list({ step: 'conflict-merge', state: 'proposed' });

/** Changes that have the line, or the wording, of the last copy. */
async function whole(desk: RunningDesk): Promise<number> {
  const open = await merges(desk);
  const diffs = await Promise.all(open.map(({ id }) => desk.service().desk.diff(id)));
  return diffs.filter((diff) => /told by number 5|for a moment/.test(diff)).length;
}

itWith(CHROMIUM)(
  'two files with ten copies are merged by the keyboard, and history tells of it',
  async () => {
    const desk = await tenCopies();
    const { page, complaints } = await browser.open(desk.url);
    await page.getByRole('link', { name: 'Conflicts' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByText('11 copies were set aside by Syncthing; 11 are open.').waitFor();
    await expect.poll(() => page.getByText('two wordings, choose').count(), LONG).toBe(2);
    await page.getByText('left to a person').waitFor();

    // One merge for each file takes in the lines of all its copies.
    for (const { path } of FILES) {
      const row = (await merges(desk)).find((one) => one.paths[0] === path && one.applicability === 'safe');
      await page.goto(`${desk.url}/enhancements/${row?.id}`);
      await page.locator('h1').first().waitFor();
      // The one of this change; the list beside it has one for all.
      await page.getByRole('button', { name: 'Accept', exact: true }).waitFor();
      if (pictures) await page.screenshot({ path: join(pictures, `conflict-merge-${path.length}.png`) });
      await page.keyboard.press('a');
      await expect.poll(() => desk.trial.read(path), LONG).toContain('told by number 5');
    }
    // The wordings: what stands is kept.
    await page.goto(`${desk.url}/conflicts`);
    for (const _ of FILES) {
      const choice = (await merges(desk)).find(({ applicability }) => applicability === 'unsafe');
      await page.locator(`a[href="/enhancements/${choice?.id}"]`).first().click();
      await page.getByText('Both versions changed this place').first().waitFor();
      if (pictures) await page.screenshot({ path: join(pictures, 'conflict-choice.png') });
      const before = (await merges(desk)).length;
      await page
        .getByRole('button', { name: /^Reject(?! all)/ })
        .first()
        .waitFor();
      await page.keyboard.press('r');
      await page.locator('input:focus').waitFor();
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await merges(desk)).length, LONG).toBeLessThan(before);
      await page.goto(`${desk.url}/conflicts`);
    }
    for (const { path, text } of FILES) {
      const told = [1, 2, 3, 4, 5].reduce(
        (whole, n) =>
          whole.replace(`Part ${n} of the story.`, `Part ${n} of the story, as told by number ${n}.`),
        text.replace('for a while', 'for a long while'),
      );
      expect(desk.trial.read(path)).toBe(told);
    }
    await page.getByText('11 copies were set aside by Syncthing; one is open.').waitFor();
    await page.goto(`${desk.url}/history?kind=landing`);
    await page
      .getByRole('link', { name: /^Merge .*conflict copies/ })
      .nth(1)
      .waitFor(LONG);
    expect(complaints).toEqual([]);
  },
  300_000,
);

itWith(CHROMIUM)(
  'light and dark, desktop and phone',
  async () => {
    const desk = await tenCopies();
    const wrong: string[] = [];
    for (const looks of [{}, { dark: true }, { phone: true }, { dark: true, phone: true }]) {
      const { page, complaints } = await browser.open(`${desk.url}/conflicts`, looks);
      await page.getByText('11 are open').waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByText('as told by number').first().waitFor();
      await page.waitForLoadState('networkidle');
      const look = Object.keys(looks).join('-') || 'light';
      if (pictures) await page.screenshot({ path: join(pictures, `conflicts-${look}.png`), fullPage: true });
      const found = [...complaints.splice(0), ...(await overflowOf(page)), ...(await axeFindings(page))];
      // Words that stand in a copy alone are found, and lead here.
      await page.goto(`${desk.url}/search?q=moment`);
      await page.getByText('2 found').waitFor();
      await expect.poll(() => page.getByText('conflict copy').count()).toBe(2);
      await page.waitForLoadState('networkidle');
      if (pictures) await page.screenshot({ path: join(pictures, `search-copies-${look}.png`) });
      found.push(...complaints.splice(0), ...(await overflowOf(page)), ...(await axeFindings(page)));
      await page.getByRole('link', { name: 'The Hat' }).click();
      await page.getByText('11 are open').waitFor();
      wrong.push(...found.map((what) => `${look}: ${what}`));
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);
