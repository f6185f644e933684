// What happens to a review desk in use: two reviewers at once, a text that moves under an open page, a service that goes
// away and comes back. The page says what happened, nothing is lost, nothing lands twice.
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { MAIN } from '../../bot/record/refs.ts';
import { copyName } from '../../src/domain/conflict-copy.ts';
import { auditFindings } from '../bot/invariants.ts';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH, SEGMENT_PATH, type Trial } from '../trial.ts';
import { when } from '../when.ts';
import { CHROMIUM, inBrowser } from './browser.ts';
import { type RunningDesk, runDesk, THREE } from './desk.ts';

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
  // Conflict copies are no content of the show.
  const isText = (path: string) =>
    copyName(path) === null && (onMain.has(path) || /\.(?:md|html|txt|csv|json|xml|m3u|yaml)$/.test(path));
  return [...new Set([...onMain.keys(), ...onDisk.keys()])].filter(
    (path) => isText(path) && onMain.get(path) !== onDisk.get(path),
  );
}

async function about(desk: RunningDesk, words: string) {
  const row = (await open(desk)).find(({ title }) => title.includes(words));
  if (row === undefined) throw new Error(`nothing is open about ${words}`);
  return row;
}

const stateOf = async ({ service }: RunningDesk, id: string) => (await service().desk.show(id)).state;
const acceptIn = (page: Page) => page.locator('.acts').getByRole('button', { name: /^Accept/ });

describe('two reviewers at once', () => {
  const browser = inBrowser();

  itWith(CHROMIUM)(
    'one accepts, one rejects: one of them wins, and the other is told who did what',
    async () => {
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
        const why = josh.page.locator('.acts-ask input');
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
    },
  );

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

async function expectTyped(page: Page): Promise<void> {
  await page.getByText('a-clip-in-my-own-words').first().waitFor();
}

/** The answer to a verdict by this program, not by the page. */
async function told(desk: RunningDesk, id: string, body: object) {
  const answer = await fetch(`${desk.url}/api/v1/enhancements/${id}/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { status: number; code: string; detail: string };
}

describe('the text moves while the page is open', () => {
  const browser = inBrowser();

  itWith(CHROMIUM)(
    'says so before anyone clicks, refuses what was seen before, and keeps what was typed',
    async () => {
      const desk = await runDesk({ files: { [INFO_PATH]: INFO, [SEGMENT_PATH]: THREE }, settings: SETTINGS });
      const { id } = await about(desk, 'second-clip');
      const { page, complaints } = await browser.open(`${desk.url}/enhancements/${id}`);
      const seen = (await desk.service().desk.review(id)).revision;
      await page.getByRole('button', { name: /^Edit .*Slug/ }).click();
      const editor = page.locator('.pane textarea');
      await editor.fill('a-clip-in-my-own-words');
      desk.trial.write(SEGMENT_PATH, THREE.replace('[Duration:1:15]', '[Duration:1:20]'));
      await page.getByRole('status').getByText('The text changed').waitFor();
      await expectTyped(page);
      await page.getByRole('button', { name: 'Go there' }).click();
      await page.getByText(/took its place/).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Accept with your words' }).waitFor();
      const next = await about(desk, 'second-clip');
      expect(next.id).not.toBe(id);
      expect(new URL(page.url()).pathname).toBe(`/enhancements/${next.id}`);
      await expectTyped(page);
      const late = { status: 409, code: 'MOVED_ON', detail: 'its text changed; look at it again' };
      expect(await told(desk, id, { revision: seen })).toMatchObject(late);
      await acceptIn(page).click();
      await when(desk.service(), async () =>
        desk.trial.read(SEGMENT_PATH).includes('[Duration: 00:01:20:00]') ? true : null,
      );
      expect(desk.trial.read(SEGMENT_PATH)).toContain('[Slug: a-clip-in-my-own-words]');
      expect(complaints).toEqual([]);
    },
  );

  itWith(CHROMIUM)('a page that has not heard of it yet is refused in place, and shows it then', async () => {
    const desk = await runDesk({ files: { [INFO_PATH]: INFO, [SEGMENT_PATH]: THREE }, settings: SETTINGS });
    const { id } = await about(desk, 'second-clip');
    const { page, complaints } = await browser.open(`${desk.url}/enhancements/${id}`);
    await acceptIn(page).waitFor();
    const asked = `**/api/v1/enhancements/${id}/review`;
    const old = await desk.service().desk.review(id);
    await page.route(asked, (route) => route.fulfill({ json: old }));
    desk.trial.write(SEGMENT_PATH, THREE.replace('[Duration:1:15]', '[Duration:1:20]'));
    await when(desk.service(), async () => ((await stateOf(desk, id)) === 'superseded' ? true : null));
    await acceptIn(page).click();
    const toast = page.locator('.toast-bad').filter({ hasText: 'its text changed; look at it again' });
    await page.unroute(asked);
    await toast.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('alert').getByText('its text changed; look at it again').waitFor();
    await page.getByRole('button', { name: 'Go there' }).waitFor();
    expect(landings(desk.trial, id)).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('the service starts again under an open page', () => {
  const browser = inBrowser();
  const lost = (page: Page) => page.getByText('Connection lost, trying again');
  const isGone = (what: string) => /ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket connection/.test(what);

  itWith(CHROMIUM)(
    'says so, loses no decision silently, comes back by itself, and shows what is',
    async () => {
      const desk = await runDesk({ files: { [INFO_PATH]: INFO, [SEGMENT_PATH]: THREE }, settings: SETTINGS });
      const { id } = await about(desk, 'second-clip');
      const other = await about(desk, 'first-clip');
      const { page, complaints } = await browser.open(`${desk.url}/enhancements/${id}`);
      await page.getByText('3 parts').waitFor();
      await page.getByRole('checkbox', { name: /Take.*Slug/ }).uncheck();
      await desk.restart(async () => {
        await lost(page).waitFor();
        await page.getByRole('button', { name: 'Accept 2 of 3' }).click();
        const toast = page.locator('.toast-bad').filter({ hasText: 'Show-Build does not answer' });
        await toast.getByRole('button', { name: 'Show' }).click();
        await page.getByRole('alert').getByText('Show-Build does not answer').waitFor();
        await page.getByRole('button', { name: 'Accept 2 of 3' }).waitFor();
        // Josh goes on meanwhile.
        desk.trial.write(SEGMENT_PATH, THREE.replace('[Type:SOT]', '[Type: SOT]'));
      });
      await lost(page).waitFor({ state: 'detached' });
      await when(desk.service(), async () => ((await stateOf(desk, other.id)) === 'proposed' ? null : true));
      await page.getByRole('link', { name: other.title }).waitFor({ state: 'detached' });
      expect(await stateOf(desk, id)).toBe('proposed');
      await page.getByRole('button', { name: 'Accept 2 of 3' }).click();
      await when(desk.service(), async () =>
        desk.trial.read(SEGMENT_PATH).includes('[Duration: 00:01:15:00]') ? true : null,
      );
      expect(desk.trial.read(SEGMENT_PATH)).toContain('[Slug:second-clip]');
      expect(complaints.filter((what) => !isGone(what))).toEqual([]);
    },
  );

  itWith(CHROMIUM)('in the middle of a decision: afterwards the page shows what came of it', async () => {
    const desk = await runDesk({ files: { [INFO_PATH]: INFO, [SEGMENT_PATH]: THREE }, settings: SETTINGS });
    const { id, title } = await about(desk, 'second-clip');
    const { page, complaints } = await browser.open(`${desk.url}/enhancements/${id}`);
    const { decisions } = desk.opened().show;
    const add = decisions.add;
    let restarted: Promise<void> | null = null;
    const spy = vi.spyOn(decisions, 'add').mockImplementation(async (decision) => {
      restarted = desk.restart();
      return add(decision);
    });
    onTestFinished(() => void spy.mockRestore());
    await acceptIn(page).click();
    const toast = page.locator('.toast-bad').filter({ hasText: title });
    await toast.getByText('Show-Build does not answer').waitFor();
    await restarted;
    await lost(page).waitFor({ state: 'detached' });
    await when(desk.service(), async () => ((await stateOf(desk, id)) === 'landed' ? true : null));
    await toast.getByRole('button', { name: 'Show' }).click();
    await page.locator('.review-head .badge').getByText('landed').waitFor();
    expect(landings(desk.trial, id)).toBe(1);
    expect(complaints.filter((what) => !isGone(what))).toEqual([]);
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
