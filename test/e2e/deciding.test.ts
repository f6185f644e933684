// Stories of deciding in the desk: what stands there is seen before a person says yes, in the system's Chromium.
import { describe, expect } from 'vitest';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { when } from '../when.ts';
import { axeFindings, CHROMIUM, inBrowser, kept } from './browser.ts';
import { type RunningDesk, runDesk } from './desk.ts';

const REVIEWED = `show: Trial
people:
  josh: { name: Josh, email: josh@example.org }
  maria: { name: Maria Lopez, email: maria@example.org }
merge: { settle: 0s, idle: 0s, everything: review }
`;
const ONE = { [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT };

const open = ({ service }: RunningDesk) => service().desk.list({});

async function about(desk: RunningDesk, words: string) {
  const row = (await open(desk)).find(({ title }) => title.includes(words));
  if (row === undefined) throw new Error(`nothing is open about ${words}`);
  return row;
}

/** Josh saves, and the desk has seen it. */
async function saves(desk: RunningDesk, text: string): Promise<void> {
  const taken = when(desk.service(), async (event) => (event?.kind === 'snapshot' ? true : null));
  desk.trial.write(SEGMENT_PATH, text);
  await taken;
  await desk.service().settled();
}

describe('deciding', () => {
  const browser = inBrowser();
  const story = itWith(CHROMIUM);

  story('he edits what I word: theirs and mine, and mine go on top', async () => {
    const bare = SEGMENT.replace(/^slug: glove$/m, 'slug:');
    const desk = await runDesk({ files: { ...ONE, [SEGMENT_PATH]: bare }, settings: REVIEWED });
    const row = (await open(desk)).find(({ step }) => step === 'slug-enhancement');
    const { page, complaints } = await browser.open(`${desk.url}/enhancements/${row?.id}`);
    await page.getByLabel('You are').selectOption({ label: 'Maria Lopez' });
    await page.getByRole('checkbox', { name: /^Take/ }).first().waitFor();
    await page.getByLabel('You are').blur();
    // Rules made it, and no model is set up: nobody would hear a remark.
    expect(await page.getByRole('button', { name: 'Ask again' }).count()).toBe(0);
    await page.keyboard.press('e');
    await page.locator('.pane textarea').first().fill('everybodys-glove');
    const typed = bare
      .replace(/^slug:$/m, 'slug: joshs-glove')
      .replace('That is all.', 'That is all, folks.');
    desk.trial.write(SEGMENT_PATH, typed);
    const beside = page.getByRole('region', { name: 'Your words and theirs' });
    await beside.getByText('slug: changed while you wrote').waitFor();
    await beside.getByText('joshs-glove', { exact: true }).waitFor();
    await beside.getByText('everybodys-glove', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await kept(page, 'mine-and-theirs');
    await beside.getByRole('button', { name: 'Put mine on top' }).click();
    await beside.waitFor({ state: 'detached' });
    expect(desk.trial.read(SEGMENT_PATH)).toBe(typed.replace('joshs-glove', 'everybodys-glove'));
    const [newest] = await desk.service().desk.history({ limit: 1 });
    expect(newest).toMatchObject({ kind: 'edit', author: 'Maria Lopez' });
    expect(complaints).toEqual([]);
  });

  story('put back, seen before: what it takes out, and the difference', async () => {
    const desk = await runDesk({ files: ONE, settings: REVIEWED });
    const [first] = await desk.service().desk.history({ limit: 1 });
    await saves(desk, SEGMENT.replace('We walk past it.', 'We walk straight past it.'));
    const { id, title } = await about(desk, 'second-clip');
    await desk.service().desk.accept({ ids: [id] }, 'maria');
    await saves(desk, desk.trial.read(SEGMENT_PATH).replace('That is all.', 'That is not all.'));
    const there = encodeURIComponent(SEGMENT_PATH);
    const { page, complaints } = await browser.open(
      `${desk.url}/history/file?path=${there}&commit=${first?.commit}`,
    );
    await page.getByRole('button', { name: 'Put back this version' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('It takes out 3 later changes').waitFor();
    const later = dialog.getByRole('region', { name: 'Later changes that it takes out' });
    expect(await later.getByRole('listitem').count()).toBe(3);
    await later.getByText(title).waitFor();
    await dialog.getByText('That is not all.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await kept(page, 'put-back');
    // Josh goes on; a yes to what was shown is none to this.
    await saves(desk, `${desk.trial.read(SEGMENT_PATH)}And more.\n`);
    await dialog.getByText('It takes out 4 later changes').waitFor();
    await dialog.getByRole('button', { name: 'Put it back' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(desk.trial.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect(complaints).toEqual([]);
  });

  story('a finding mended from its page, and all the others together', async () => {
    const short = SEGMENT.replace('And by Friday', '[SOT: the-first-thing]\n\nAnd by Friday')
      .replace('That is all.', '[VO: the-second-thing]\n\nThat is all.')
      .replace('A glove on a railing', '[IMG: the-third-thing]\n\nA glove on a railing');
    const desk = await runDesk({ files: { ...ONE, [SEGMENT_PATH]: short }, settings: REVIEWED });
    const tokens = async () => {
      const [report] = await desk.service().desk.check('0101');
      return report?.findings.filter(({ code }) => code === 'CUE_TOKEN').length;
    };
    expect(await tokens()).toBe(3);
    const { page, complaints } = await browser.open(`${desk.url}/episodes/0101`);
    const findings = page.locator('.panel', { has: page.getByText('What is to be mended') });
    await findings.getByRole('link', { name: /^Make the SOT cue/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await findings.scrollIntoViewIfNeeded();
    await kept(page, 'findings');
    await findings.getByRole('link', { name: /^Make the SOT cue/ }).click();
    await page.getByRole('heading', { name: /^Make the SOT cue/ }).waitFor();
    await page
      .getByRole('button', { name: /^Accept/ })
      .last()
      .click();
    await when(desk.service(), async () => ((await tokens()) === 2 ? true : null));
    await page.goto(`${desk.url}/episodes/0101`);
    const many = findings.getByRole('button', { name: /^Mend all that can be mended/ });
    await many.click();
    const dialog = page.getByRole('dialog');
    await kept(page, 'mend-all');
    const before = (await open(desk)).length;
    await dialog.getByRole('button', { name: /^Accept \d/ }).click();
    await dialog.getByText('landed', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    expect(await tokens()).toBe(0);
    // The others wait as before.
    expect((await open(desk)).length).toBeGreaterThan(0);
    expect((await open(desk)).length).toBeLessThan(before);
    await many.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});
