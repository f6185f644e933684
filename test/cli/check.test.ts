// check and new: what people see, and what becomes of a real show in a temporary folder.
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkText } from '../../bot/cli/output/check.ts';
import type { Look } from '../../bot/cli/output/list.ts';
import { paintFor, plain } from '../../bot/cli/output/paint.ts';
import { width } from '../../bot/cli/output/text.ts';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { CHECKS } from '../web/check-double.ts';
import { NASTY, NOW_MS } from '../web/desk-double.ts';
import { memoryScreen, testWorld } from './screens.ts';

const LOOK: Look = { columns: 100, paint: plain, nowMs: NOW_MS };

/** The text as it stands below, without the indentation of this file. */
function golden([text = '']: TemplateStringsArray): string {
  return `${text.replace(/^ {4}/gm, '').trim()}\n`;
}

describe('for people', () => {
  it('says the verdict first, then what blocks, then the rest', () => {
    expect(checkText(CHECKS, ['--tree', '/srv/show'], LOOK)).toBe(golden`
    0101  NOT READY  The Glove on the Railing
    Airs 2031-05-04. 1 of 2 items on air ready. Total 00:11:00:00, planned 00:10:00:00: 00:01:00:00
    over.

    blocks air  REV_UNRESOLVED
      A suggested edit is still open here: “<rev user="otto">the lid”
      episodes/0101/rundown/20 The Committee for the Kettle.md:22
      Accept or reject it.
      mended by 1a2b3c4d5e: Fix spacing and brackets of 3 cues

    warning  EPISODE_OVER
      The show runs 00:11:00:00: 00:01:00:00 over the 00:10:00:00 that are planned
      episodes/0101/info.md:9
      Shorten the show, or plan for more.

    Notes
    - This item has no AssetID: 20 The Committee for the Kettle, 25 break

    Left out
    - 60 The Drawer: its status is draft

    Mend all that can be mended: npx show-build accept 1a2b3c4d5e --tree /srv/show

    2 enhancements wait in this episode: npx show-build list --episode 0101 --tree /srv/show

    0102  READY  untitled
    No air date. 1 of 1 items on air ready. Total 00:01:00:00, no length is planned.
    `);
    expect(checkText([], [], LOOK)).toBe('No episode is open, so there is nothing to check.\n');
  });

  it('is coloured on a terminal, and fits it', () => {
    const paint = paintFor(memoryScreen({ isTty: true }), {});
    expect(checkText(CHECKS, [], { ...LOOK, paint })).toContain('\x1b[31mNOT READY\x1b[39m');
    const narrow = checkText(CHECKS.slice(0, 1), [], { ...LOOK, columns: 70 });
    expect(Math.max(...narrow.split('\n').map(width))).toBeLessThanOrEqual(85);
  });

  it('shows nothing of a file that could move the cursor', () => {
    const [report] = CHECKS;
    const findings =
      report?.findings.map((each) => ({ ...each, message: NASTY, path: NASTY, todo: NASTY })) ?? [];
    const items =
      report?.items.map((each) => ({ ...each, path: NASTY as typeof each.path, whyNot: NASTY })) ?? [];
    const hostile = CHECKS.slice(0, 1).map((each) => ({
      ...each,
      title: NASTY,
      airdate: NASTY,
      findings,
      items,
    }));
    expect(checkText(hostile, [], LOOK)).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
  });
});

const INFO = `---
episode_number: 101
type: sunday_show
airdate: 2031-03-02
title: Kettles
status: production
---
`;
const SEGMENT = `---
slug: kettle-committee
type: segment
order: 10
duration: 00:06:00:00
status: production
title: The Committee for the Kettle
---

The committee for the kettle met on Tuesday, and again on Wednesday, because on Tuesday it had not been there.
`;
const SEGMENT_PATH = 'episodes/0101/rundown/10 Kettle.md';

function aShow(more: Readonly<Record<string, string>> = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'show-build-test-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const tree = join(root, 'show');
  const files = {
    'show-build.yaml':
      'show: Kettles\npeople:\n  minna: { name: Minna, email: minna@example.org }\n  otto: { name: Otto, email: otto@example.org }\n',
    'episodes/0101/info.md': INFO,
    [SEGMENT_PATH]: SEGMENT,
    ...more,
  };
  for (const [path, text] of Object.entries(files)) put(tree, path, text);
  const state = join(root, 'state');
  const run = async (...argv: readonly string[]) => {
    const world = testWorld({ nowMs: Date.now });
    const code = await runCommand([...argv, '--tree', tree, '--state', state], verbs, world);
    return { code, out: world.out.text(), err: world.err.text() };
  };
  return { tree, run };
}

function put(tree: string, path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

const first = ({ out }: { out: string }) => JSON.parse(out)[0];

describe('check', () => {
  it('ends with 0 where all is ready, and with 1 and a sentence where anything is not', async () => {
    const { tree, run } = aShow();
    await run('run');
    expect(await run('check', '101')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^0101 {2}READY {2}Kettles\n/),
    });
    expect(first(await run('check', '--json'))).toMatchObject({ episode: '0101', ready: true, fps: 30 });

    put(tree, SEGMENT_PATH, SEGMENT.replace('Tuesday', '<rev>Tuesday|Monday</rev>'));
    await run('run');
    const checked = await run('check', '0101', '--json');
    expect(checked).toMatchObject({
      code: 1,
      err: 'show-build: Not ready for air: 0101 (1 thing to mend).\n',
    });
    expect(first(checked).findings[0]).toMatchObject({
      code: 'REV_UNRESOLVED',
      severity: 'error',
      path: SEGMENT_PATH,
      line: 10,
      blocks: true,
      todo: 'Accept or reject it.',
    });
    expect((await run('check')).out).toMatch(
      /\d+ enhancements wait in this episode: npx show-build list --episode 0101 /,
    );
  });

  it('knows media and conflict copies as they lie in the episode', async () => {
    const clip =
      '\n<!-- Begin Cue -->\n[Type: IMG]\n[AssetID: IMG23MITBFEF37C0Q]\n[Slug: kettle]\n[MediaURL: kettle.png]\n<!-- End Cue -->\n';
    const { tree, run } = aShow({
      [SEGMENT_PATH]: SEGMENT + clip,
      'episodes/0101/rundown/10 Kettle.sync-conflict-20310301-081936-CPK7LWO.md': SEGMENT,
    });
    await run('run');
    const codes = async () =>
      first(await run('check', '--json')).findings.flatMap(
        ({ blocks, code }: { blocks: boolean; code: string }) => (blocks ? [code] : []),
      );
    expect(await codes()).toEqual(['CONFLICT_COPY', 'CUE_MISSING_MEDIA']);
    put(tree, 'episodes/0101/assets/images/kettle.png', 'a picture');
    rmSync(join(tree, 'episodes/0101/rundown/10 Kettle.sync-conflict-20310301-081936-CPK7LWO.md'));
    await run('run');
    expect(await codes()).toEqual([]);
  });

  it('says what it could not look at', async () => {
    const { tree, run } = aShow();
    expect(await run('check')).toMatchObject({
      code: 1,
      err: expect.stringContaining('show-build run looks at it first'),
    });
    writeFileSync(join(tree, 'episodes/0101/rundown/20 Broken.md'), Buffer.from([0x61, 0xff, 0xfe, 0x62]));
    rmSync(join(tree, 'episodes/0101/info.md'));
    await run('run');
    const { findings } = first(await run('check', '--json'));
    expect(findings.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['TEXT_NOT_UTF8', 'EPISODE_MISSING_INFO']),
    );
    expect(await run('check', '7777')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no episode 7777'),
    });
  });
});

describe('new', () => {
  it('makes the next episode, and then the next one', async () => {
    const { tree, run } = aShow();
    await run('run');
    const made = await run('new', '--as', 'otto');
    expect(made).toEqual({
      code: 0,
      err: '',
      out: 'Made episode 0102, which airs on Sunday, 2031-03-09.\n  episodes/0102/info.md\n  episodes/0102/preshow/preshow notes.md\n',
    });
    expect(readdirSync(join(tree, 'episodes/0102')).sort()).toEqual([
      'assets',
      'captures',
      'distribute',
      'exports',
      'info.md',
      'preshow',
      'rundown',
      'vmix',
    ]);
    // A blank segment would be an item of the show.
    expect(readdirSync(join(tree, 'episodes/0102/rundown'))).toEqual([]);
    expect(readFileSync(join(tree, 'episodes/0102/info.md'), 'utf8')).toMatch(
      /^---\nid: 0\nepisode_number: 102\ntype: sunday_show\nairdate: 2031-03-09\ntitle:\n/,
    );
    expect(
      execFileSync('git', ['log', '-1', '--format=%an %s', 'main'], { cwd: tree, encoding: 'utf8' }),
    ).toMatch(/^Otto .*0102/);
    expect(JSON.parse((await run('new', '--json')).out)).toEqual({
      episode: '0103',
      airdate: '2031-03-16',
      paths: ['episodes/0103/info.md', 'episodes/0103/preshow/preshow notes.md'],
    });
    expect(await run('fsck')).toMatchObject({ code: 0 });
    expect(await run('check', '0103')).toMatchObject({
      code: 1,
      out: expect.stringContaining('NOTHING_ON_AIR'),
    });
  });

  it('copies the show’s own blueprint, and fills in what only this episode has', async () => {
    const { tree, run } = aShow({
      'tools/blueprints/episode/info.md':
        '---\nid: 0\nepisode_number: {auto-generated: highest episode + 1}\ntype: sunday_show\nairdate: {auto-calculated next Sunday}\ntitle: Sample\nhost: Minna # always\n---\n',
      'tools/blueprints/episode/preshow/preshow notes.md': '# What is in the bag?\n',
    });
    expect(await run('new')).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(tree, 'episodes/0102/info.md'), 'utf8')).toBe(
      '---\nid: 0\nepisode_number: 102\ntype: sunday_show\nairdate: 2031-03-09\ntitle:\nhost: Minna # always\n---\n',
    );
    expect(readFileSync(join(tree, 'episodes/0102/preshow/preshow notes.md'), 'utf8')).toBe(
      '# What is in the bag?\n',
    );
    put(tree, 'tools/blueprints/episode/info.md', 'No values.\n');
    expect(await run('new')).toMatchObject({
      code: 1,
      err: expect.stringContaining('tools/blueprints/episode/info.md'),
    });
  });

  it('never gives a number again, and never writes into what is there', async () => {
    const { tree, run } = aShow({ 'episodes/0107/notes.txt': 'mine\n' });
    expect(JSON.parse((await run('new', '--json')).out)).toMatchObject({ episode: '0108' });
    expect(readdirSync(join(tree, 'episodes/0107'))).toEqual(['notes.txt']);
    put(tree, 'episodes/9999/info.md', INFO);
    expect(await run('new')).toMatchObject({ code: 1, err: expect.stringContaining('9999') });
  });
});
