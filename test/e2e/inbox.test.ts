// The inbox by keyboard, in the system's Chromium: what needs a person comes first, keys act on what is selected, and the
// last thing done can be taken back.
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { when } from '../when.ts';
import { axeFindings, CHROMIUM, inBrowser } from './browser.ts';
import { type RunningDesk, runDesk, THREE } from './desk.ts';

const REVIEWED = 'show: Trial\nmerge: { settle: 0s, idle: 0s, everything: review }\n';
const ONE = { [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT };
const SCRIPT_MS = 240_000;
const MOST_KEYS = 2;

/** The title of the change beside the list, once it is another one; '' where nothing is left to decide. */
async function nextTitle(page: Page, last: string): Promise<string> {
  const shown = await page.waitForFunction((was) => {
    if (document.querySelector('.inbox-nothing') !== null) return { title: '' };
    const title = document.querySelector('.pane .review-title')?.textContent ?? '';
    return title === '' || title === was ? null : { title };
  }, last);
  return (await shown.jsonValue())?.title ?? '';
}

async function stateOf({ service }: RunningDesk, ...ids: readonly string[]) {
  const rows = await service().desk.list({ ids, all: true });
  return [...new Set(rows.map(({ state }) => state))];
}

function comesTo(desk: RunningDesk, state: string, ids: readonly string[]) {
  return when(desk.service(), async () =>
    (await stateOf(desk, ...ids)).every((each) => each === state) ? true : null,
  );
}

/** The changes that need a person, as the list shows them. */
async function worked({ service }: RunningDesk) {
  const { rows } = await service().desk.inbox({ waitsFor: 'person', limit: 1000 });
  return rows.filter(({ summary }) => !summary);
}

describe('the inbox', { timeout: SCRIPT_MS * 2 }, () => {
  const browser = inBrowser();
  const story = itWith(CHROMIUM);

  story('needs me first', async () => {
    const desk = await runDesk();
    const { work } = await desk.service().desk.inbox({});
    const { total } = await desk.service().desk.inbox({ waitsFor: 'no-person' });
    expect([work > 10, total > 10]).toEqual([true, true]);
    const { page, complaints } = await browser.open(desk.url);
    await page.getByRole('button', { name: `Open ${work}`, exact: true }).waitFor();
    const fold = page.getByRole('button', { name: `${total} need nothing from you` });
    await fold.waitFor();
    expect(await page.locator('.inbox-others .inbox-row').count()).toBe(0);
    expect(await page.locator('.nav-link .count').first().innerText()).toBe(String(work));
    const rows = await page.locator('[data-entry]').count();
    for (let at = 0; at < rows; at++) await page.keyboard.press('j');
    expect(await fold.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.keyboard.press('o');
    await page.locator('.inbox-others .inbox-row').first().waitFor();
    const episode = page.locator('.inbox-episode:has(.inbox-summary)').first();
    expect(await episode.locator('.inbox-title').last().innerText()).toBe('Made from the whole episode');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('k');
    const chosen = page.locator('[data-chosen=true] [data-entry]');
    expect(await chosen.evaluate((each) => each.closest('.inbox-others'))).toBeNull();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('.inbox-others .inbox-row').first().waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  story('first run on my own show', async () => {
    const desk = await runDesk();
    const { work } = await desk.service().desk.inbox({});
    const { total } = await desk.service().desk.inbox({ waitsFor: 'no-person' });
    const { page, complaints } = await browser.open(desk.url);
    const found = page.getByRole('region', { name: 'What was found' });
    const lines = found.getByRole('listitem');
    await lines.nth(2).waitFor();
    expect((await lines.allInnerTexts()).map((text) => text.split('.')[0])).toEqual([
      `${work} wait for you`,
      `${total} are safe`,
      expect.stringMatching(/^\d+ only a person can mend$/),
    ]);
    expect(await axeFindings(page)).toEqual([]);
    await found.getByRole('link', { name: 'Let them land by themselves' }).click();
    await page.getByRole('button', { name: 'Switch it on' }).waitFor();
    await page.goBack();
    await found.getByRole('link', { name: /^See \d episodes$/ }).click();
    await page.getByRole('heading', { name: 'Episodes' }).waitFor();
    await page.goBack();
    await page.locator('.pane .review-title').waitFor();
    await page.keyboard.press('a');
    await found.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  story('accept four of many by key', async () => {
    const desk = await runDesk();
    const before = await worked(desk);
    const { page, complaints } = await browser.open(desk.url);
    await page.locator('.pane .review-title').waitFor();
    for (let i = 0; i < 4; i++) for (const key of ['x', 'j']) await page.keyboard.press(key);
    await page.getByText('4 selected').waitFor();
    await page.keyboard.press('a');
    await page.getByText('4 landed').waitFor();
    const after = await worked(desk);
    const gone = before.filter(({ id }) => !after.some((row) => row.id === id)).map(({ id }) => id);
    expect(gone.length).toBeGreaterThanOrEqual(4);
    const rows = await desk.service().desk.list({ ids: gone, all: true });
    expect(rows.filter(({ state }) => state === 'landed')).toHaveLength(4);
    await page.keyboard.press('u');
    await page.getByText('4 taken back').waitFor();
    const back = await desk.service().desk.list({ ids: gone, all: true });
    expect(back.filter(({ state }) => state === 'reverted')).toHaveLength(4);
    await page.keyboard.press('x');
    await page.keyboard.press('A');
    await page.getByRole('dialog', { name: 'Accept 1 change' }).waitFor();
    expect(complaints).toEqual([]);
  });

  story('undo while the notice shows', async () => {
    const desk = await runDesk({ files: { ...ONE, [SEGMENT_PATH]: THREE }, settings: REVIEWED });
    const [first] = await worked(desk);
    const { page, complaints } = await browser.open(desk.url);
    await page.locator('.pane .review-title').waitFor();
    await page.keyboard.press('a');
    const notice = page.locator('.toast', { hasText: 'Landed' }).first();
    await notice.waitFor();
    await page.keyboard.press('u');
    await page
      .getByText(/taken back/i)
      .first()
      .waitFor();
    await comesTo(desk, 'reverted', [first?.id ?? '']);
    expect(complaints).toEqual([]);
  });

  story(
    'takes an acceptance back that waits under a hold, and the notice stays while it is pointed at',
    async () => {
      const desk = await runDesk({ files: ONE, settings: REVIEWED });
      await desk.service().desk.hold('0101', null, 'rehearsal', null);
      const [first] = await worked(desk);
      const { page, complaints } = await browser.open('about:blank');
      await page.clock.install({ time: Date.now() });
      await page.goto(`${desk.url}/enhancements/${first?.id}`);
      await page.getByRole('button', { name: 'Accept', exact: true }).click();
      const notice = page.locator('.toast', { hasText: 'Accepted' });
      await notice.hover();
      await page.clock.runFor(60_000);
      expect(await notice.count()).toBe(1);
      expect(await stateOf(desk, first?.id ?? '')).toEqual(['accepted']);
      await page.mouse.move(1, 1);
      await page.clock.runFor(60_000);
      expect(await notice.count()).toBe(0);
      await page.keyboard.press('u');
      await page.getByText(/^Taken back: /).waitFor();
      expect(await stateOf(desk, first?.id ?? '')).toEqual(['proposed']);
      expect(complaints).toEqual([]);
    },
  );

  story(
    'decides all that needs a person in the sample by keyboard alone, with two keys each at most',
    async () => {
      const desk = await runDesk();
      const count = (await worked(desk)).length;
      expect(count).toBeGreaterThanOrEqual(30);
      const { page, complaints } = await browser.open(desk.url);
      await page.locator('.pane .review-title').waitFor();
      const begunMs = Date.now();
      let [keys, decisions, title] = [0, 0, ''];
      const press = async (key: string) => {
        keys++;
        await page.keyboard.press(key);
      };
      while ((await worked(desk)).length > 0) {
        // As a person does: the next one once it is there.
        title = await nextTitle(page, title);
        if (title === '') {
          await desk.service().settled();
          continue;
        }
        const isRejected = decisions % 6 === 5;
        for (const key of isRejected ? ['r', 'Enter'] : ['a']) await press(key);
        decisions++;
      }
      expect(keys).toBeLessThanOrEqual(decisions * MOST_KEYS);
      expect(decisions).toBeLessThanOrEqual(count * MOST_KEYS);
      expect(Date.now() - begunMs).toBeLessThan(SCRIPT_MS);
      await page.getByText('Nothing waits for you').waitFor();
      expect(complaints).toEqual([]);
    },
  );
});
