// print and vmix on a real show: what lands in the folder, what vMix shows, and what is said when neither can be.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { findBrowser } from '../../src/tools/print/browser.ts';
import { itWith } from '../needs.ts';
import { startVmix } from '../tools/vmix/server.ts';
import { testWorld } from './screens.ts';

const BROWSER = {
  name: 'chromium',
  probe: [findBrowser(process.env, process.platform) ?? 'chromium', '--version'],
  install: 'sudo apt-get install chromium',
} as const;

const SEGMENT = `---
id: '10110'
slug: kettle
type: segment
order: 10
status: production
title: The Committee & the Kettle
---

The committee met on Tuesday.

<!-- Begin Cue -->
[Type: IMG]
[AssetID: IMGQC08JGQ4K6THKY]
[Slug: kettle]
[MediaURL: ../assets/images/the kettle.png]
<!-- End Cue -->

<!-- Begin Cue -->
[Type: SOT]
[AssetID: SOT1JATZIYL6EJZSD]
[Slug: whistle]
[Duration: 00:00:10:00]
<!-- End Cue -->
`;

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function aShow(settings = '') {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'show-build-test-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [tree, cwd] = [join(root, 'show & tell'), join(root, 'cwd')];
  const episode = join(tree, 'episodes/0101');
  for (const folder of [cwd, join(episode, 'rundown'), join(episode, 'assets/images')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(tree, 'show-build.yaml'),
    `show: Kettles\nmerge: { settle: 0s, everything: review }\n${settings}`,
  );
  writeFileSync(
    join(episode, 'info.md'),
    "---\ntype: sunday_show\nepisode_number: '0101'\ntitle: The Long Boil\nstatus: production\n---\n",
  );
  writeFileSync(join(episode, 'rundown/10 Kettle.md'), SEGMENT);
  writeFileSync(join(episode, 'assets/images/the kettle.png'), Buffer.from(PIXEL, 'base64'));
  const env = { PATH: process.env.PATH };
  const run = async (argv: readonly string[], more: Partial<Parameters<typeof testWorld>[0]> = {}) => {
    const world = testWorld({ nowMs: Date.now, cwd, env, ...more });
    const code = await runCommand([...argv, '--tree', tree, '--state', join(root, 'state')], verbs, world);
    return { code, out: world.out.text(), err: world.err.text() };
  };
  expect(await run(['run'])).toMatchObject({ code: 0 });
  return { tree, cwd, run };
}

describe('vmix', () => {
  async function aVmix() {
    const { vmix, ended } = await startVmix({
      titles: ['TITLES'],
      lists: { LISTRAW: ['V:\\last week.mp4'] },
    });
    onTestFinished(ended);
    const settings = `vmix:
  url: ${vmix.url}
  input: TITLES
  titles: { Head.Text: "{show}: {title}", Item1.Text: "{item.1.title}", Still.Source: "{media.1.file}" }
  list: LISTRAW
  drive: 'V:\\show'
`;
    return { vmix, settings };
  }

  it('shows the episode, and says what is missing', async () => {
    const { vmix, settings } = await aVmix();
    const { run } = await aShow(settings);
    const { code, out, err } = await run(['vmix', '101']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`vMix was told 5 things at ${vmix.url}.`);
    expect(out).toContain('020 SOT whistle: MISSING, the cue has no MediaURL');
    const still = 'V:\\show\\episodes\\0101\\assets\\images\\the kettle.png';
    expect(vmix.titles.get('TITLES')).toEqual(
      new Map([
        ['Head.Text', 'Kettles: The Long Boil'],
        ['Item1.Text', 'The Committee & the Kettle'],
        ['Still.Source', still],
      ]),
    );
    expect(vmix.lists.get('LISTRAW')).toEqual([still]);
  });

  it('only says what it would tell after --dry-run, to people and to programs', async () => {
    const { vmix, settings } = await aVmix();
    const { run } = await aShow(settings);
    expect((await run(['vmix', '0101', '--dry-run'])).out).toMatch(/^vMix would be told 5 things/);
    const told = JSON.parse((await run(['vmix', '0101', '--dry-run', '--json'])).out);
    expect(told).toMatchObject({
      url: vmix.url,
      told: false,
      calls: expect.arrayContaining([
        { function: 'SetText', input: 'TITLES', field: 'Head.Text', value: 'Kettles: The Long Boil' },
      ]),
    });
    expect(vmix.asked).toEqual([]);
  });

  it.each([
    ['is off', '', 'vMix is off'],
    ['has nothing to show', 'vmix: { url: "http://127.0.0.1:1" }\n', 'Nothing is to be shown'],
    [
      'is not there',
      'vmix: { url: "http://127.0.0.1:1", input: TITLES }\n',
      'does not answer at http://127.0.0.1:1',
    ],
  ])('says in one line that it %s', async (_, settings, sentence) => {
    const { run } = await aShow(settings);
    const { code, err } = await run(['vmix', '0101']);
    expect(code).toBe(1);
    expect(err).toMatch(/^show-build: [^\n]+\n$/);
    expect(err).toContain(sentence);
  });

  it('says that an input is not there, and that an episode is not', async () => {
    const { settings } = await aVmix();
    const { run } = await aShow(settings.replace('list: LISTRAW', 'list: LIST9'));
    expect(await run(['vmix', '0101'])).toMatchObject({ code: 1, err: expect.stringContaining('“LIST9”') });
    expect(await run(['vmix', '0199'])).toMatchObject({ code: 2 });
    expect(await run(['vmix'])).toMatchObject({ code: 2 });
  });
});

describe('print', () => {
  function pages(path: string) {
    return readFileSync(path, 'latin1').match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;
  }

  itWith(BROWSER)('puts the script where one stands, with its pictures, and never over another', async () => {
    const { cwd, tree, run } = await aShow();
    const first = await run(['print', '101']);
    expect(first).toEqual({ code: 0, out: `${join(cwd, 'script-host-0101.pdf')}\n`, err: '' });
    expect(await run(['print', '0101'])).toMatchObject({
      code: 0,
      out: `${join(cwd, 'script-host-0101-2.pdf')}\n`,
    });
    const named = ['print', '0101', '--script', 'director', '--out', 'kettle.pdf'];
    expect(await run(named)).toMatchObject({ code: 0 });
    expect(readdirSync(cwd).sort()).toEqual(['kettle.pdf', 'script-host-0101-2.pdf', 'script-host-0101.pdf']);
    for (const name of readdirSync(cwd)) expect(pages(join(cwd, name))).toBeGreaterThan(0);
    expect(readFileSync(join(cwd, 'script-host-0101.pdf'), 'latin1')).toMatch(/\/Width 1\s/);
    expect(existsSync(join(tree, 'episodes/0101/exports'))).toBe(false);
    expect(await run(named)).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
  });

  it('says what to install, and which scripts there are', async () => {
    const { cwd, run } = await aShow();
    const bare = await run(['print', '0101'], { env: { PATH: '/nowhere' } });
    expect(bare).toMatchObject({ code: 1, err: expect.stringContaining('install one of them') });
    expect(await run(['print', '0101', '--script', 'screen'])).toMatchObject({
      code: 2,
      err: 'show-build: There is no script "screen"; there are host, teleprompter, director.\n',
    });
    expect(await run(['print', 'tomorrow'])).toMatchObject({ code: 2 });
    expect(readdirSync(cwd)).toEqual([]);
  });
});
