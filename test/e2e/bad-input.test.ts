// What happens to a review desk in use: two reviewers at once, a text that moves under an open page, a service that goes
// away and comes back. The page says what happened, nothing is lost, nothing lands twice.
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { MAIN } from '../../bot/names.ts';
import { auditFindings } from '../bot/invariants.ts';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { CHROMIUM, inBrowser } from './browser.ts';
import { type RunningDesk, runDesk, when } from './desk.ts';

const SETTINGS = `show: Trial
people:
  josh: { name: Josh, email: josh@example.org }
  maria: { name: Maria Lopez, email: maria@example.org }
merge: { settle: 0s, idle: 0s, everything: review }
`;

const open = ({ service }: RunningDesk) => service().desk.list({});

/** How often main says that it landed. */
function landings(trial: Trial, id: string): number {
  const said = trial.git('log', '--first-parent', '--format=%(trailers:key=Enhancement,valueonly)', 'main');
  return said.split('\n').filter((line) => line.trim() === id).length;
}

/** What differs between the folder and main; of media that people bring, main keeps a note only. */
async function strays(desk: RunningDesk): Promise<readonly string[]> {
  const { repo } = desk.opened().show;
  const main = await repo.ref(MAIN);
  if (main === null) return ['there is no main'];
  const onMain = new Map<string, string>(
    (await repo.listFiles((await repo.readCommit(main)).tree)).map(({ path, id }) => [path, id]),
  );
  const onDisk = new Map(
    Object.entries(desk.trial.bytes()).map(([path, bytes]) => [
      path,
      repo.hashBlob(Buffer.from(bytes, 'base64')) as string,
    ]),
  );
  const isText = (path: string) => onMain.has(path) || /\.(?:md|html|txt|csv|json|xml|m3u|yaml)$/.test(path);
  return [...new Set([...onMain.keys(), ...onDisk.keys()])].filter(
    (path) => isText(path) && onMain.get(path) !== onDisk.get(path),
  );
}

const THREE = SEGMENT.replace(
  `[ Type : VO ]
[AssetID: VO11AAAAAAAAAAAA2]
[Slug: second-clip]
[MediaURL: second-clip.mp4]
[Duration: 1:15]`,
  `[Type:VO]
[AssetID: VO11AAAAAAAAAAAA2]
[Slug:second-clip]
[MediaURL: second-clip.mp4]
[Duration:1:15]`,
);

async function about(desk: RunningDesk, words: string) {
  const row = (await open(desk)).find(({ title }) => title.includes(words));
  if (row === undefined) throw new Error(`nothing is open about ${words}`);
  return row;
}

const acceptIn = (page: Page) => page.locator('.acts').getByRole('button', { name: /^Accept/ });

describe('two reviewers at once', () => {
  const browser = inBrowser();

  itWith(CHROMIUM)('one accepts, one rejects: one of them wins, and the other is told who did what', async () => {
    const desk = await runDesk({ settings: SETTINGS });
    const rows = (await open(desk)).filter(({ step }) => step === 'cue-block-repair').slice(0, 4);
    expect(rows).toHaveLength(4);
    const [maria, josh] = await Promise.all([browser.open(desk.url), browser.open(desk.url)]);
    await maria.page.getByLabel('You are').selectOption({ label: 'Maria Lopez' });
    await josh.page.getByLabel('You are').selectOption({ label: 'Josh' });
    for (const { id, title } of rows) {
      await Promise.all([maria, josh].map(({ page }) => page.goto(`${desk.url}/enhancements/${id}`)));
      await Promise.all([maria, josh].map(({ page }) => acceptIn(page).waitFor()));
      await josh.page.locator('.acts').getByRole('button', { name: 'Reject' }).click();
      const why = josh.page.getByPlaceholder('Why it is rejected');
      await why.fill('not this one');
      await Promise.all([acceptIn(maria.page).click(), why.press('Enter')]);
      await when(desk.service(), async () => {
        const { state } = await desk.service().desk.show(id);
        return state === 'landed' || state === 'rejected' ? state : null;
      });
      const { state } = await desk.service().desk.show(id);
      const [loser, said] =
        state === 'landed'
          ? [josh, /Maria Lopez accepted it|it has landed .*, by Maria Lopez/]
          : [maria, /Josh rejected it/];
      const toast = loser.page.locator('.toast-bad').filter({ hasText: title });
      await toast.getByText(said).waitFor();
      await toast.getByRole('button', { name: 'Show' }).click();
      await loser.page.getByRole('alert').getByText(said).waitFor();
      await loser.page.locator('.review-head .badge').getByText(state).waitFor();
      expect(landings(desk.trial, id)).toBe(state === 'landed' ? 1 : 0);
    }
    await desk.service().settled();
    expect(await auditFindings(desk.opened())).toEqual([]);
    expect(await strays(desk)).toEqual([]);
    expect([...maria.complaints, ...josh.complaints]).toEqual([]);
  });

  itWith(CHROMIUM)('both accept: it lands once', async () => {
    const desk = await runDesk({ files: { [INFO_PATH]: INFO, [SEGMENT_PATH]: THREE }, settings: SETTINGS });
    const { id } = await about(desk, 'second-clip');
    const both = await Promise.all([1, 2].map(() => browser.open(`${desk.url}/enhancements/${id}`)));
    await Promise.all(both.map(({ page }) => acceptIn(page).waitFor()));
    await Promise.all(both.map(({ page }) => acceptIn(page).click()));
    await Promise.all(both.map(({ page }) => page.locator('.toast').first().waitFor()));
    await desk.service().settled();
    expect(landings(desk.trial, id)).toBe(1);
    expect(both.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});

describe('the text moves while the page is open', () => {
  const browser = inBrowser();

  itWith(CHROMIUM)('says so before anyone clicks, refuses what was seen before, and keeps what was typed', async () => {
    const desk = await runDesk({ files: { [INFO_PATH]: INFO, [SEGMENT_PATH]: THREE }, settings: SETTINGS });
    const { id } = await about(desk, 'second-clip');
    const { page, complaints } = await browser.open(`${desk.url}/enhancements/${id}`);
    const seen = (await desk.service().desk.review(id)).revision;
    await page.getByRole('button', { name: /^Edit .*Slug/ }).click();
    const editor = page.locator('.pane textarea');
    await editor.fill('a-clip-in-my-own-words');
    desk.trial.write(SEGMENT_PATH, THREE.replace('[Duration:1:15]', '[Duration:1:20]'));
    await page.getByText(/text changed|older text|took its place|newer/i).first().waitFor();
    console.error(await page.locator('.pane').innerText());
    console.error(await page.locator('.inbox').first().innerText());
    await page.getByText('a-clip-in-my-own-words').first().waitFor();
    console.error(seen);
    expect(complaints).toEqual([]);
  });
});

describe('the service ends in the middle of twenty verdicts', () => {
  it.each([1, 7, 20])('at the %i. of them: each has landed or is open, none twice', async (nth) => {
    const desk = await runDesk({ settings: SETTINGS });
    const ids = (await open(desk)).slice(0, 20).map(({ id }) => id);
    expect(ids).toHaveLength(20);
    const { decisions } = desk.opened().show;
    const add = decisions.add;
    let said = 0;
    let restarted: Promise<void> | null = null;
    const spy = vi.spyOn(decisions, 'add').mockImplementation(async (decision) => {
      said += 1;
      if (said === nth) restarted = desk.restart();
      return add(decision);
    });
    onTestFinished(() => void spy.mockRestore());
    const answer = await fetch(`${desk.url}/api/v1/enhancements/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ selection: { ids } }),
    }).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(Error);
    await restarted;
    await desk.service().settled();
    const rows = (await desk.service().desk.list({ all: true })).filter(({ id }) => ids.includes(id));
    expect(rows.map(({ state }) => state).filter((state) => state === 'landed')).toHaveLength(said);
    for (const { id, state } of rows) {
      expect(['landed', 'proposed', 'accepted']).toContain(state);
      expect(landings(desk.trial, id), id).toBe(state === 'landed' ? 1 : 0);
    }
    expect(await auditFindings(desk.opened())).toEqual([]);
    expect(await strays(desk)).toEqual([]);
  });
});
