// The page of the machines: a producer sees who is away and what that machine lacks, and it changes before the eyes.
import { join } from 'node:path';
import { expect } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { fakeSync, OLD_MAC, SERVER, STUDIO, VIEW, version } from '../fake-sync.ts';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { when } from '../when.ts';
import { axeFindings, CHROMIUM, inBrowser, overflowOf } from './browser.ts';
import { runDesk } from './desk.ts';

const SETTINGS = `show: Trial
people:
  josh: { name: Josh, email: josh@example.org, device: BBBBBBB }
  minna: { name: Minna, email: minna@example.org, device: ${OLD_MAC} }
merge: { settle: 0s, settleRemote: 0s, idle: 0s, everything: review }
`;

const browser = inBrowser();
const pictures = process.env.SHOW_BUILD_PICTURES;

async function studio() {
  const fake = fakeSync();
  const desk = await runDesk({
    files: { [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT },
    settings: SETTINGS,
    sync: fake.sync,
  });
  fake.files.set(treePath(SEGMENT_PATH), version(STUDIO, { heldBy: [] }));
  fake.files.set(treePath(INFO_PATH), version(OLD_MAC, { isNewest: false }));
  fake.needs.set(OLD_MAC, { items: 12, bytes: 1_204_000, deletes: 1 });
  const before = desk.trial.git('rev-parse', 'main');
  desk.trial.write(SEGMENT_PATH, SEGMENT.replace('That is all.', 'That is all, for now.'));
  desk.trial.write(INFO_PATH, `${INFO}\nA note.\n`);
  await when(desk.service(), async () => (desk.trial.git('rev-parse', 'main') === before ? null : true));
  await desk.service().settled();
  return { desk, ...fake };
}

const AWAY = VIEW.devices.map((one) =>
  one.id === OLD_MAC ? { ...one, lastSeenMs: Date.now() - 50 * 3_600_000 } : one,
);

/** All that can be wrong at once. */
const TROUBLED = {
  ...VIEW,
  devices: AWAY.map((one) => (one.id === STUDIO ? { ...one, share: 'paused' as const } : one)),
  folder: { ...VIEW.folder, maxConflicts: 0, need: { items: 2, bytes: 9_400, deletes: 0 } },
};

itWith(CHROMIUM)(
  'who is away, who lacks what and whose edit is the newest stand there, and change by themselves',
  async () => {
    const { desk, become, files, tell } = await studio();
    const { page, complaints } = await browser.open(`${desk.url}/machines`);
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await row('Old Mac').getByText('lacks 12 files (1.2 MB), still has 1 deleted').waitFor();
    await row('Studio laptop').getByText('up to date').waitFor();
    await page.getByText('1 of 2 other machines connected').waitFor();
    await row('The episode itself').getByText('on its way here').waitFor();
    await row('The episode itself').getByText('on Old Mac').waitFor();
    expect(await row('The episode itself').innerText()).toContain('Minna');

    become(TROUBLED);
    await row('Studio laptop').getByText('has paused the folder, so nothing reaches it').waitFor();
    await row('this machine').getByText('keeps no conflict copy').waitFor();
    // Told where it belongs, not above the page too.
    expect(await page.getByText('keeps no conflict copy').count()).toBe(1);

    files.set(treePath(INFO_PATH), version(SERVER));
    tell({ kind: 'index', device: SERVER });
    await row('The episode itself').getByText('on all that are connected').waitFor();
    expect(complaints).toEqual([]);
  },
  120_000,
);

itWith(CHROMIUM)(
  'light and dark, desktop and phone',
  async () => {
    const { desk, become } = await studio();
    const why = {
      code: 'SYNCTHING_SILENT' as const,
      user: 'Syncthing at http://127.0.0.1:8384 does not answer',
      tech: '',
    };
    const wrong: string[] = [];
    for (const looks of [{}, { dark: true }, { phone: true }, { dark: true, phone: true }])
      for (const [name, view] of [
        ['well', { ...VIEW, devices: AWAY }],
        ['troubled', TROUBLED],
        ['silent', { state: 'unknown', why, sinceMs: Date.now() - 90_000, last: TROUBLED }],
      ] as const) {
        become(view);
        const { page, complaints } = await browser.open(`${desk.url}/machines`, looks);
        await page.getByText('Edited last').waitFor();
        await page.waitForLoadState('networkidle');
        const look = Object.keys(looks).join('-') || 'light';
        if (pictures)
          await page.screenshot({ path: join(pictures, `machines-${name}-${look}.png`), fullPage: true });
        const found = [...complaints.splice(0), ...(await overflowOf(page)), ...(await axeFindings(page))];
        wrong.push(...found.map((what) => `${name}, ${look}: ${what}`));
      }
    expect(wrong).toEqual([]);
  },
  120_000,
);

itWith(CHROMIUM)('without Syncthing the page says how to connect it', async () => {
  const desk = await runDesk();
  const { page } = await browser.open(`${desk.url}/machines`);
  await page.getByText('No Syncthing is followed').waitFor();
  await page.getByText('SYNCTHING_API_KEY').waitFor();
});
