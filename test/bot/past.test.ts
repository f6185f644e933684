// Stories of the history page on a real show: who wrote which line, what happened when, and what differs.
import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { land } from '../../bot/land/land.ts';
import { INFO, INFO_PATH, makeTrial, movableClock, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OTHER_PATH = 'episodes/0102/rundown/10 Kettles.md';
const PEOPLE = `show: Trial
people:
  josh: { name: Josh, email: josh@example.org }
  maria: { name: Maria Pottle, email: maria@example.org }
merge: { settle: 0s, idle: 0s }
`;
/** The only person there is: whoever edits is he. */
const JOSH =
  'show: Trial\npeople: { josh: { name: Josh, email: josh@example.org } }\nmerge: { settle: 0s, idle: 0s }\n';

const twoEpisodes = () =>
  makeTrial({
    [INFO_PATH]: INFO,
    [SEGMENT_PATH]: SEGMENT,
    'episodes/0102/info.md': INFO.replace('0101', '0102'),
    [OTHER_PATH]: SEGMENT.replaceAll('AAAA', 'BBBB'),
    'show-build.yaml': JOSH,
  });

const head = (one: Trial) => one.git('rev-parse', 'main');

/** Josh writes, the bot lands two, Maria takes one back, Josh edits. */
async function fullDay(one: Trial) {
  const { clock, move } = movableClock(0);
  const opened = await open(one, { clock });
  const { desk } = opened;
  await desk.pass({}, quiet);
  const first = head(one);
  move(DAY_MS);
  const rows = await desk.list({ episode: '0101' });
  const sot = about(rows, 'first-clip');
  const vo = about(rows, 'second-clip');
  await desk.accept({ ids: [sot.id] }, 'josh');
  one.write('show-build.yaml', PEOPLE);
  await opened.show.reloadSettings();
  await desk.accept({ ids: [vo.id] }, 'maria');
  await desk.revert({ ids: [sot.id] }, 'maria');
  one.write('show-build.yaml', JOSH);
  await opened.show.reloadSettings();
  move(2 * DAY_MS);
  one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('We pat it.', 'We pat it, gently.'));
  await desk.pass({}, quiet);
  return { ...opened, sot, vo, first, nowMs: clock.nowMs() };
}

const lineWith = <T extends { readonly text: string }>(lines: readonly T[], words: string): T => {
  const found = lines.find(({ text }) => text.includes(words));
  if (!found) throw new Error(`no line with ${words}`);
  return found;
};

describe('holds, pauses and automatic landing', () => {
  it('stand in the history between the edits, on whatever page they fall', async () => {
    const one = trial(twoEpisodes);
    const { clock, move } = movableClock(DAY_MS);
    const { desk } = await open(one, { clock });
    await desk.pass({}, quiet);
    move(DAY_MS + HOUR_MS);
    await desk.hold('0101', null, 'rehearsal', 'josh');
    move(DAY_MS + 2 * HOUR_MS);
    one.write(SEGMENT_PATH, `${SEGMENT}One more.\n`);
    await desk.pass({}, quiet);
    move(DAY_MS + 3 * HOUR_MS);
    await desk.release('0101', null);
    await desk.pause('cue-block-repair', null, null);
    await desk.resume('cue-block-repair', null);
    await desk.auto(true, null);

    const all = await desk.history({});
    const titles = all.map(({ title }) => title);
    expect(titles.slice(0, 4)).toEqual([
      'Switched automatic landing on',
      'Resumed cue-block-repair',
      'Paused cue-block-repair',
      'Released 0101',
    ]);
    expect(titles.slice(4)).toEqual([
      expect.stringContaining('edited'),
      'Held 0101: rehearsal',
      titles.at(-1),
    ]);
    expect(all[5]).toMatchObject({ kind: 'switch', author: 'Josh', episodes: ['0101'], enhancement: null });

    for (const limit of [1, 2, 3]) {
      const pages: (typeof all)[number][] = [];
      for (let before: string | undefined; ; before = pages.at(-1)?.commit) {
        const page = await desk.history({ limit, ...(before === undefined ? {} : { before }) });
        if (page.length === 0) break;
        pages.push(...page);
      }
      expect(pages).toEqual(all);
    }
    const found = async (filter: Parameters<typeof desk.history>[0]) =>
      (await desk.history(filter)).map(({ title }) => title);
    expect(await found({ kind: 'switch', episode: '0101' })).toEqual([
      'Released 0101',
      'Held 0101: rehearsal',
    ]);
    expect(await found({ step: 'cue-block-repair' })).toEqual(titles.slice(1, 3));
    expect(await found({ kind: 'edit', limit: 1 })).toEqual([titles[4]]);
    expect(await found({ path: SEGMENT_PATH, kind: 'switch' })).toEqual([]);
    const { entry, files } = await desk.commit(all[5]?.commit ?? '');
    expect({ entry, files }).toEqual({ entry: all[5], files: [] });
  });
});

describe('the history of a show', () => {
  it('tells who did what, newest first, by episode, step, person, kind and verdict', async () => {
    const one = trial(twoEpisodes);
    const { desk, sot, vo, nowMs } = await fullDay(one);
    const all = await desk.history({});
    expect(all.map(({ kind, by }) => [kind, by])).toEqual([
      ['edit', null],
      ['revert', 'Maria Pottle'],
      ['landing', 'Maria Pottle'],
      ['landing', 'Josh'],
      ['edit', null],
    ]);
    const [, taken, second, first] = all;
    expect(first).toMatchObject({
      enhancement: sot.id,
      step: 'cue-block-repair',
      episodes: ['0101'],
      reverted: true,
      title: sot.title,
    });
    expect(second).toMatchObject({ enhancement: vo.id, reverted: false });
    expect(taken).toMatchObject({ enhancement: sot.id, title: `Took back: ${sot.title}`, reverted: false });

    const commits = async (filter: Parameters<typeof desk.history>[0]) =>
      (await desk.history(filter)).map(({ commit }) => all.findIndex((each) => each.commit === commit));
    expect(await commits({ episode: '0101' })).toEqual([0, 1, 2, 3, 4]);
    expect(await commits({ episode: '102' })).toEqual([4]);
    expect(await commits({ episode: '0999' })).toEqual([]);
    expect(await commits({ step: 'cue-block-repair' })).toEqual([1, 2, 3]);
    expect(await commits({ who: 'MARIA' })).toEqual([1, 2]);
    expect(await commits({ who: 'josh', kind: 'landing' })).toEqual([3]);
    expect(await commits({ kind: 'edit', limit: 1 })).toEqual([0]);
    expect(await commits({ verdict: 'reverted' })).toEqual([3]);
    expect(await commits({ verdict: 'person' })).toEqual([2, 3]);
    expect(await commits({ verdict: 'policy' })).toEqual([]);
    expect(await commits({ path: SEGMENT_PATH })).toEqual([0, 1, 2, 3, 4]);
    expect(await commits({ path: 'episodes/0102/rundown' })).toEqual([4]);
    expect(await commits({ path: 'show-build.yaml' })).toEqual([4]);
    expect(await commits({ sinceMs: nowMs - HOUR_MS })).toEqual([0]);
    expect(await commits({ untilMs: nowMs - 1.5 * DAY_MS })).toEqual([4]);
    expect(await commits({ before: taken?.commit ?? '', limit: 2 })).toEqual([2, 3]);
    expect(await commits({ before: taken?.commit.slice(0, 12) ?? '', episode: '0101' })).toEqual([2, 3, 4]);
  });

  it('says which landings the policy made', async () => {
    const one = trial();
    const { desk, show } = await open(one);
    await desk.pass({}, quiet);
    const row = about(await desk.list({}), 'first-clip');
    await desk.auto(true, null);
    await show.exclusively(() => land(show, row.episode as never, [row.id as never], 'policy'));
    expect(await desk.history({ verdict: 'policy' })).toMatchObject([{ enhancement: row.id, by: 'policy' }]);
    expect(await desk.history({ verdict: 'person' })).toEqual([]);
    expect(await desk.history({ who: 'policy' })).toHaveLength(1);
  });

  it('refuses what names no commit and no file of the show', async () => {
    const { desk } = await open(trial());
    await desk.pass({}, quiet);
    for (const name of ['ffffffffff', 'main', '--all', 'abc', '', 'HEAD~1'])
      await expect(desk.commit(name)).rejects.toMatchObject({ kind: 'usage', code: 'NO_COMMIT' });
    await expect(desk.history({ before: 'ffffffff' })).rejects.toMatchObject({ code: 'NO_COMMIT' });
    for (const path of [
      '../x.md',
      '/etc/passwd',
      'episodes/../.git/config',
      'episodes/.git/x',
      '.git',
      'tools/x.md',
      '',
    ])
      for (const ask of [
        () => desk.fileAt(path, null),
        () => desk.blame(path, null),
        () => desk.history({ path }),
      ])
        await expect(ask()).rejects.toMatchObject({ kind: 'usage', code: 'PATH_REFUSED' });
    await expect(desk.fileAt('episodes/0101/none.md', null)).rejects.toMatchObject({ code: 'NO_FILE' });
    await expect(desk.blame('episodes/0101/none.md', null)).rejects.toMatchObject({ code: 'NO_FILE' });
  });
});

describe('one commit', () => {
  it('shows both texts, and what can be taken back from there', async () => {
    const one = trial(twoEpisodes);
    const { desk, sot, vo, first } = await fullDay(one);
    const [, taken, second, landed] = await desk.history({});
    const detail = await desk.commit(second?.commit.slice(0, 12) ?? '');
    expect(detail.entry).toEqual(second);
    expect(detail.message).toContain(`Enhancement: ${vo.id}`);
    expect(detail.files).toEqual([
      {
        path: SEGMENT_PATH,
        pathBefore: null,
        kind: 'changed',
        before: expect.stringContaining('[ Type : VO ]'),
        after: expect.stringContaining('[Type: VO]'),
        hunks: null,
      },
    ]);
    expect(detail.revertable).toBe(vo.id);
    expect((await desk.commit(landed?.commit ?? '')).revertable).toBe(null);
    expect((await desk.commit(taken?.commit ?? '')).revertable).toBe(null);
    // The bot's own commit, which blame names.
    const own = await desk.commit(one.git('rev-parse', `${second?.commit}^2`));
    expect(own).toMatchObject({
      revertable: vo.id,
      entry: {
        kind: 'other',
        step: 'cue-block-repair',
        enhancement: vo.id,
        title: vo.title,
        episodes: ['0101'],
      },
    });
    const whole = await desk.commit(first);
    expect(whole.files.map(({ kind }) => kind)).toEqual(Array(5).fill('added'));
    expect(whole).toMatchObject({ more: 0, entry: { episodes: [] } });
    expect(sot.id).not.toBe(vo.id);
  });

  it('brings the hunks of a long text along, whatever its lines and its last one end with', async () => {
    const one = trial();
    const { desk } = await open(one);
    const before = `${SEGMENT}\n${Array.from({ length: 600 }, (_, i) => `Line ${i}.\r\n`).join('')}`;
    const after = `${before.replace('Line 7.', '@@ -1 +1 @@').replace('Line 400.\r', 'Line four\u2028hundred.')}The end`;
    one.write(SEGMENT_PATH, before);
    await desk.pass({}, quiet);
    one.write(SEGMENT_PATH, after);
    await desk.pass({}, quiet);
    const [file] = (await desk.commit(head(one))).files;
    expect(file).toMatchObject({ before, after });
    expect(file?.hunks?.match(/^@@ /gm)).toHaveLength(3);
    expect(applyPatch(before, `--- a\n+++ b\n${file?.hunks}`, { autoConvertLineEndings: false })).toBe(after);
  });

  it('finds a file that has another name, and one that was taken away', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const renamed = SEGMENT_PATH.replace('10 The', '15 A');
    one.write(renamed, SEGMENT);
    one.remove(SEGMENT_PATH);
    one.remove(INFO_PATH);
    await desk.pass({}, quiet);
    expect((await desk.commit(head(one))).files).toEqual([
      { path: INFO_PATH, pathBefore: null, kind: 'removed', before: INFO, after: null, hunks: null },
      {
        path: renamed,
        pathBefore: SEGMENT_PATH,
        kind: 'moved',
        before: SEGMENT,
        after: SEGMENT,
        hunks: null,
      },
    ]);
    expect(await desk.compare(one.git('rev-parse', 'main^'), head(one), renamed)).toMatchObject([
      { kind: 'moved', pathBefore: SEGMENT_PATH },
    ]);
  });
});

describe('between two moments', () => {
  it('compares yesterday with now', async () => {
    const one = trial(twoEpisodes);
    const { desk, first, nowMs } = await fullDay(one);
    const yesterday = new Date(nowMs - 1.5 * DAY_MS).toISOString();
    const changed = await desk.compare(yesterday, String(nowMs), null);
    expect(changed.map(({ path, kind }) => [path, kind])).toEqual([[SEGMENT_PATH, 'changed']]);
    expect(changed[0]?.before).toBe(SEGMENT);
    expect(changed[0]?.after).toBe(one.read(SEGMENT_PATH));
    expect(await desk.compare(first, head(one).slice(0, 10), 'episodes/0102')).toEqual([]);
    expect(await desk.compare(first, head(one), 'episodes/0101')).toEqual(changed);
    await expect(desk.compare('2001-01-01', head(one), null)).rejects.toMatchObject({ code: 'NO_MOMENT' });
    await expect(desk.compare('yesterday', head(one), null)).rejects.toMatchObject({ code: 'NO_COMMIT' });
  });
});

describe('line by line', () => {
  it('says who wrote which line', async () => {
    const one = trial(twoEpisodes);
    const { desk, vo, first } = await fullDay(one);
    const lines = await desk.blame(SEGMENT_PATH, null);
    expect(lines.map(({ text }) => text).join('\n')).toBe(one.read(SEGMENT_PATH).trimEnd());
    expect(lines.map(({ line }) => line)).toEqual(lines.map((_line, i) => i + 1));
    const josh = { by: { kind: 'person', name: 'Josh' }, step: null, model: null, enhancement: null };
    expect(lineWith(lines, 'A glove on a railing')).toMatchObject({ ...josh, commit: first });
    expect(lineWith(lines, 'We pat it, gently.')).toMatchObject({ ...josh, commit: head(one) });
    expect(lineWith(lines, '[Type: VO]')).toMatchObject({
      by: { kind: 'bot', name: 'Show-Build' },
      step: 'cue-block-repair',
      enhancement: vo.id,
    });
    // Taken back: it is Josh's again, as he wrote it.
    expect(lineWith(lines, '[Type:SOT]')).toMatchObject({ ...josh, commit: first });
    // As it stood before.
    const then = await desk.blame(SEGMENT_PATH, first);
    expect(new Set(then.map(({ commit }) => commit))).toEqual(new Set([first]));
  });

  it('names the model, and keeps lines their author’s under another file name', async () => {
    const one = trial();
    const { desk } = await open(one);
    one.write(SEGMENT_PATH, SEGMENT.replace('slug: glove', 'slug:'));
    await desk.pass({}, quiet);
    const row = (await desk.list({ step: 'slug-enhancement' }))[0];
    await desk.accept({ ids: [row?.id ?? ''] }, null);
    const before = lineWith(await desk.blame(SEGMENT_PATH, null), 'slug: ');
    expect(before).toMatchObject({ by: { kind: 'bot' }, step: 'slug-enhancement', model: 'rules' });
    const renamed = SEGMENT_PATH.replace('10 The', '15 A');
    one.write(renamed, one.read(SEGMENT_PATH));
    one.remove(SEGMENT_PATH);
    await desk.pass({}, quiet);
    expect(lineWith(await desk.blame(renamed, null), 'slug: ')).toEqual(before);
    // Under its old name it is gone, and can still be asked about.
    await expect(desk.blame(SEGMENT_PATH, null)).rejects.toMatchObject({ code: 'NO_FILE' });
    expect(lineWith(await desk.blame(SEGMENT_PATH, one.git('rev-parse', 'main^')), 'slug: ')).toEqual(before);
  });

  it('takes a script of 5,000 lines with hostile ones among them', async () => {
    const hostile = ['\tauthor Mallory', 'deadbeef'.repeat(5), 'author Mallory', '', '\r', '-S/etc/passwd'];
    const lines = Array.from({ length: 5000 }, (_line, i) => hostile[i % 100] ?? `Line ${i}.`);
    const one = trial();
    one.write('episodes/0101/rundown/20 Long.md', `${lines.join('\n')}\n`);
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const told = await desk.blame('episodes/0101/rundown/20 Long.md', null);
    expect(told.map(({ text }) => text)).toEqual(lines);
    expect(new Set(told.map(({ by }) => by.name))).toEqual(new Set(['Josh']));
  });

  it('names the commits that Git’s own blame names, however many others there are', async () => {
    const one = trial(twoEpisodes);
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    for (const [i, words] of ['first-clip', 'second-clip', 'third-picture'].entries()) {
      const row = about(await desk.list({ episode: '0101' }), words);
      one.write(
        SEGMENT_PATH,
        `Line ${i} above.\n${one.read(SEGMENT_PATH)}Line ${i}.\n`.replace(/^(Line.*\n)(---)/, '$2'),
      );
      one.write(OTHER_PATH, `${one.read(OTHER_PATH)}Noise ${i}.\n`);
      await desk.pass({}, quiet);
      expect(await desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
    }
    for (const commit of ['main', 'main^', 'main^2', 'main~3']) {
      const id = one.git('rev-parse', commit);
      const told = (await desk.blame(SEGMENT_PATH, id)).map((each) => each.commit);
      const stock = one.git('blame', '-l', '-s', '--root', id, '--', SEGMENT_PATH).split('\n');
      expect(told).toEqual(stock.map((line) => line.slice(0, 40)));
      expect(new Set(told).size).toBeGreaterThan(1);
    }
  });

  it('tells a reviewer’s own words in a landing from the bot’s', async () => {
    const one = trial();
    one.write(SEGMENT_PATH, SEGMENT.replace('slug: glove', 'slug:'));
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const [row] = await desk.list({ step: 'slug-enhancement' });
    const { files } = await desk.review(row?.id ?? '');
    const [part] = files.flatMap(({ parts }) => parts);
    const verdict = {
      reject: [],
      edit: { [part?.key ?? '']: part?.after.replace(/[^\s:]+$/, 'mitten') ?? '' },
    };
    expect(await desk.decideParts(row?.id ?? '', verdict, null, 'josh')).toMatchObject({ result: 'landed' });
    expect(lineWith(await desk.blame(SEGMENT_PATH, null), 'slug: ')).toMatchObject({
      text: 'slug: mitten',
      by: { kind: 'person', name: 'Josh' },
    });
  });

  it('has no lines where there is no text', async () => {
    const one = trial();
    one.write('episodes/0101/odd.bin', Buffer.from([0, 1, 2, 255]));
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    await expect(desk.blame('episodes/0101/odd.bin', null)).rejects.toMatchObject({ code: 'NO_TEXT' });
    expect(await desk.fileAt('episodes/0101/odd.bin', null)).toMatchObject({ text: null, bytes: 4 });
    expect(await desk.fileAt(SEGMENT_PATH, head(one))).toEqual({
      path: SEGMENT_PATH,
      commit: head(one),
      text: SEGMENT,
      bytes: Buffer.byteLength(SEGMENT),
    });
  });
});
