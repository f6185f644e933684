// A file put back as it was: by whom, beneath whom, and what of it stays when the program is killed.
import { readFileSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pastDesk } from '../../bot/desk/past.ts';
import { mediaPath } from '../../src/git/media.ts';
import {
  INFO,
  INFO_PATH,
  makeTrial,
  movableClock,
  type Opened,
  SEGMENT,
  SEGMENT_PATH,
  type Trial,
} from '../trial.ts';
import { watchEffects } from './effects.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const HOUR_MS = 3_600_000;
const PEOPLE = `show: Trial
people:
  josh: { name: Josh, email: josh@example.org }
  maria: { name: Maria Pottle, email: maria@example.org }
merge: { settle: 0s, idle: 0s }
`;
const JOSH =
  'show: Trial\npeople: { josh: { name: Josh, email: josh@example.org } }\nmerge: { settle: 0s, idle: 0s }\n';
const BROKEN = SEGMENT.replace('We walk past it. We pat it.', 'We walk');

const withSettings = (settings: string) => () =>
  makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT, 'show-build.yaml': settings });

const head = (one: Trial) => one.git('rev-parse', 'main');

const lineWith = <T extends { readonly text: string }>(lines: readonly T[], words: string): T => {
  const found = lines.find(({ text }) => text.includes(words));
  if (!found) throw new Error(`no line with ${words}`);
  return found;
};

describe('a file put back', () => {
  async function broken(one: Trial, options: Parameters<Trial['open']>[0] = {}) {
    const opened: Opened = await open(one, options);
    await opened.desk.pass({}, quiet);
    const good = head(one);
    one.write(SEGMENT_PATH, BROKEN);
    await opened.desk.pass({}, quiet);
    return { ...opened, good, bad: head(one) };
  }

  it('restores what Josh broke, and then the broken one again', async () => {
    const one = trial(withSettings(PEOPLE));
    const { desk, show, good, bad } = await broken(one);
    const outcome = await desk.restore(SEGMENT_PATH, good.slice(0, 10), 'maria');
    expect(outcome).toMatchObject({ result: 'landed', commit: head(one), reasons: [] });
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect(one.git('log', '-1', '--format=%an <%ae>|%s|%(trailers:key=Restored,valueonly)', 'main')).toMatch(
      new RegExp(
        `^Maria Pottle <maria@example.org>\\|Maria Pottle restored 0101/10 The Glove.md as of \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\|${good} "${SEGMENT_PATH}"`,
      ),
    );
    expect((await desk.history({ limit: 1 }))[0]).toMatchObject({
      kind: 'edit',
      author: 'Maria Pottle',
      episodes: ['0101'],
    });
    // The words are still of whoever wrote them.
    const line = lineWith(await desk.blame(SEGMENT_PATH, null), 'We pat it.');
    expect(line).toMatchObject({ commit: good, by: { kind: 'person' } });

    expect(await desk.restore(SEGMENT_PATH, bad, 'josh')).toMatchObject({ result: 'landed' });
    expect(one.read(SEGMENT_PATH)).toBe(BROKEN);
    expect(await desk.restore(SEGMENT_PATH, bad, 'josh')).toMatchObject({
      result: 'refused',
      commit: null,
      reasons: [{ code: 'SAME_ALREADY' }],
    });
    expect(one.git('rev-parse', 'main')).toBe(one.git('rev-parse', 'refs/show-build/published'));
    const before = head(one);
    await desk.pass({}, quiet);
    expect(head(one)).toBe(before);
    expect(show.store?.history.list({ event: 'edited' })[0]).toMatchObject({
      who: 'Josh',
      path: SEGMENT_PATH,
    });
  });

  it('is seen before: the later changes that it takes out, and the difference that it makes', async () => {
    const one = trial(withSettings(PEOPLE));
    const { desk, good, bad } = await broken(one);
    const landed = about(await desk.list({}), 'second-clip');
    await desk.accept({ ids: [landed.id] }, 'maria');
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('That is all.', 'That is not all.'));
    await desk.pass({}, quiet);
    const preview = await desk.restorePreview(SEGMENT_PATH, good);
    expect(preview.later.map(({ kind, by, author }) => [kind, by ?? author])).toEqual([
      ['edit', 'Somebody'],
      ['landing', 'Maria Pottle'],
      ['edit', 'Somebody'],
    ]);
    expect(preview).toMatchObject({
      more: 0,
      difference: { path: SEGMENT_PATH, kind: 'changed', before: one.read(SEGMENT_PATH), after: SEGMENT },
    });
    expect(preview.hunks).toMatch(/^-That is not all\.\n\+That is all\.$/m);
    expect((await desk.restorePreview(SEGMENT_PATH, head(one))).difference).toBeNull();
    expect((await desk.restorePreview(SEGMENT_PATH, bad)).later).toHaveLength(2);
    await expect(desk.restorePreview('episodes/0101/no.md', good)).rejects.toMatchObject({ code: 'NO_FILE' });

    one.write(SEGMENT_PATH, `${one.read(SEGMENT_PATH)}More that nobody saw.\n`);
    expect(await desk.restore(SEGMENT_PATH, good, 'maria', preview.seen)).toMatchObject({
      result: 'refused',
      reasons: [{ code: 'MOVED_ON', user: expect.stringContaining('has changed since you looked') }],
    });
    const { seen, later } = await desk.restorePreview(SEGMENT_PATH, good);
    expect(later).toHaveLength(4);
    expect(await desk.restore(SEGMENT_PATH, good, 'maria', seen)).toMatchObject({ result: 'landed' });
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
  });

  it('is seen before under an older name, and where it takes a file away or brings it back', async () => {
    const one = trial(withSettings(PEOPLE));
    const { desk, good } = await broken(one);
    const renamed = SEGMENT_PATH.replace('The Glove', 'A Glove');
    renameSync(join(one.tree, SEGMENT_PATH), join(one.tree, renamed));
    await desk.pass({}, quiet);
    const preview = await desk.restorePreview(renamed, good);
    expect(preview.difference).toMatchObject({ kind: 'changed', after: SEGMENT });
    expect(preview.later).toHaveLength(2);
    const note = 'episodes/0101/rundown/90 More.md';
    one.write(note, SEGMENT.replace('10001', '10002'));
    await desk.pass({}, quiet);
    const there = head(one);
    expect(await desk.restorePreview(note, good)).toMatchObject({
      difference: { kind: 'removed' },
      hunks: '',
      later: [{ kind: 'edit' }],
    });
    one.remove(note);
    await desk.pass({}, quiet);
    expect(await desk.restorePreview(note, there)).toMatchObject({
      difference: { kind: 'added' },
      seen: 'absent',
    });
  });

  it('keeps what Josh has just typed and nobody has seen', async () => {
    const one = trial();
    const { desk, good } = await broken(one);
    const typed = `${BROKEN}And a line that only the disk has.\n`;
    one.write(SEGMENT_PATH, typed);
    expect(await desk.restore(SEGMENT_PATH, good, null)).toMatchObject({ result: 'landed' });
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect(one.git('show', `main^:${SEGMENT_PATH}`)).toBe(typed.trimEnd());
  });

  it('waits while Josh is typing', async () => {
    const one = trial(withSettings(JOSH.replace('settle: 0s', 'settle: 5s')));
    const { clock, move } = movableClock(HOUR_MS);
    const { show, good } = await broken(one, { clock });
    move(2 * HOUR_MS);
    show.clocks.arrived(SEGMENT_PATH as never, show.nowMs() - 1000, 'local');
    const asked: number[] = [];
    const at: typeof clock.at = (timeMs, wake) => {
      asked.push(timeMs - show.nowMs());
      expect(one.read(SEGMENT_PATH)).toBe(BROKEN);
      move(3 * HOUR_MS);
      return clock.at(0, wake);
    };
    const patient = pastDesk({ ...show, clock: { ...clock, at } });
    expect(await patient.restore(SEGMENT_PATH, good, null)).toMatchObject({ result: 'landed' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toBeGreaterThan(0);
    expect(asked[0]).toBeLessThanOrEqual(5000);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
  });

  it('gives up when Josh types for more than five minutes, and changes nothing', async () => {
    const one = trial(withSettings(JOSH.replace('settle: 0s', 'settle: 5s')));
    const { clock, move } = movableClock(HOUR_MS);
    const { show, good } = await broken(one, { clock });
    let hours = 2;
    const typing = () => {
      move(hours++ * HOUR_MS);
      show.clocks.arrived(SEGMENT_PATH as never, show.nowMs(), 'local');
    };
    typing();
    const at: typeof clock.at = (_timeMs, wake) => {
      typing();
      return clock.at(0, wake);
    };
    const desk = pastDesk({ ...show, clock: { ...clock, at } });
    expect(await desk.restore(SEGMENT_PATH, good, null)).toMatchObject({
      result: 'refused',
      reasons: [{ code: 'NOT_SETTLED', user: expect.stringContaining('Josh edited 10 The Glove.md') }],
    });
    expect(one.read(SEGMENT_PATH)).toBe(BROKEN);
  });

  it('takes away what was not there then, and brings it back', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const without = head(one);
    const path = 'episodes/0101/rundown/20 Kettles.md';
    one.write(path, SEGMENT.replaceAll('AAAA', 'BBBB'));
    await desk.pass({}, quiet);
    const withIt = head(one);
    expect(await desk.restore(path, without, null)).toMatchObject({ result: 'landed' });
    expect(Object.keys(one.bytes())).not.toContain(path);
    expect(await desk.restore(path, without, null)).toMatchObject({ reasons: [{ code: 'SAME_ALREADY' }] });
    expect(await desk.restore(path, withIt, null)).toMatchObject({ result: 'landed' });
    expect(one.read(path)).toBe(SEGMENT.replaceAll('AAAA', 'BBBB'));
    await expect(desk.restore('episodes/0101/never.md', withIt, null)).rejects.toMatchObject({
      code: 'NO_FILE',
    });
  });

  it('finds a file under the name that it had then', async () => {
    const one = trial();
    const { desk, show } = await broken(one);
    const renamed = SEGMENT_PATH.replace('10 The', '15 A');
    one.write(renamed, BROKEN);
    one.remove(SEGMENT_PATH);
    await desk.pass({}, quiet);
    expect(show.decisions.memory().names.path(SEGMENT_PATH as never, 0)).toBe(renamed);
    const first = one.git('rev-list', '--max-parents=0', 'main');
    expect(await desk.restore(renamed, first, null)).toMatchObject({ result: 'landed' });
    expect(one.read(renamed)).toBe(SEGMENT);
  });

  it('leaves out what landed since, until somebody says redo', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const before = head(one);
    const row = about(await desk.list({}), 'first-clip');
    await desk.accept({ ids: [row.id] }, null);
    expect(await desk.restore(SEGMENT_PATH, before, null)).toMatchObject({ result: 'landed' });
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect((await desk.list({ ids: [row.id] }))[0]?.state).toBe('reverted');
    expect((await desk.history({ kind: 'landing' }))[0]).toMatchObject({
      enhancement: row.id,
      reverted: true,
    });
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
    expect(await desk.redo(row.id, null, null)).toMatchObject({ result: 'asked-again' });
    expect((await desk.list({})).filter(({ title }) => title.includes('first-clip'))).toHaveLength(1);
  });

  it('brings back the settings, and takes them up', async () => {
    const one = trial();
    const { desk, show } = await open(one);
    await desk.pass({}, quiet);
    const before = head(one);
    one.write('show-build.yaml', JOSH.replace('show: Trial', 'show: Other'));
    await desk.pass({}, quiet);
    await show.reloadSettings();
    expect(show.settings().show).toBe('Other');
    expect(await desk.restore('show-build.yaml', before, null)).toMatchObject({ result: 'landed' });
    expect(show.settings().show).toBe('Trial');
  });

  it('refuses a name that another one differs from by its case alone: elsewhere both are one file', async () => {
    const one = trial(withSettings(PEOPLE));
    const { desk, good } = await broken(one);
    const lower = SEGMENT_PATH.replace('The Glove', 'the glove');
    renameSync(join(one.tree, SEGMENT_PATH), join(one.tree, lower));
    await desk.pass({}, quiet);
    const [before, main] = [one.bytes(), head(one)];
    const refused = await desk.restore(SEGMENT_PATH, good, 'maria');
    expect(refused).toMatchObject({ result: 'refused', reasons: [{ code: 'NAME_TAKEN' }] });
    expect(refused.reasons[0]?.user).toContain(lower);
    expect([one.bytes(), head(one)]).toEqual([before, main]);
  });

  it('refuses links, other histories, and paths outside the show', async () => {
    const one = trial();
    const { desk, bad, good } = await broken(one);
    for (const path of ['../x.md', '/etc/passwd', 'episodes/.git/x', 'tools/x.md'])
      await expect(desk.restore(path, good, null)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
    await expect(desk.restore(SEGMENT_PATH, 'ffffffff', null)).rejects.toMatchObject({ code: 'NO_COMMIT' });
    const proposal = one.git('rev-parse', 'bot/0101');
    await expect(desk.restore(SEGMENT_PATH, proposal, null)).rejects.toMatchObject({ code: 'NO_COMMIT' });
    unlinkSync(join(one.tree, SEGMENT_PATH));
    symlinkSync('/etc/passwd', join(one.tree, SEGMENT_PATH));
    expect(await desk.restore(SEGMENT_PATH, bad, null)).toMatchObject({
      result: 'refused',
      reasons: [{ code: 'NO_PLAIN_FILE' }],
    });
  });

  it('stands aside where Josh saves at that very moment', async () => {
    const one = trial();
    const opened = await broken(one);
    const effects = watchEffects(opened);
    const his = `${BROKEN}At the very last moment.\n`;
    effects.atExchange('before', (place) => {
      writeFileSync(`${place}.new`, his);
      unlinkSync(place);
      writeFileSync(place, his);
      rmSync(`${place}.new`);
    });
    expect(await opened.desk.restore(SEGMENT_PATH, opened.good, null)).toMatchObject({
      result: 'refused',
      reasons: [{ code: 'EDITED_MEANWHILE' }],
    });
    effects.calm();
    expect(one.read(SEGMENT_PATH)).toBe(his);
    expect(one.git('log', '-1', '--format=%(trailers:key=Restore-Undone,valueonly)', 'main')).toMatch(
      /^[0-9a-f]{40}/,
    );
    expect(await opened.desk.restore(SEGMENT_PATH, opened.good, null)).toMatchObject({ result: 'landed' });
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
  });

  it.each([
    ['between “main moved” and “the file exchanged”', /moveRef refs\/heads\/main/],
    ['between “the file exchanged” and “published”', /^exchange/],
    ['before anybody said that the landing is out', /moveRef refs\/show-build\/published/],
  ])('is finished by the next start when killed %s', async (_when, meant) => {
    const one = trial();
    const first = await open(one);
    await first.desk.pass({}, quiet);
    const before = head(one);
    const row = about(await first.desk.list({}), 'first-clip');
    await first.desk.accept({ ids: [row.id] }, null);
    const effects = watchEffects(first);
    effects.dieAt(1, 'after', meant);
    await expect(first.desk.restore(SEGMENT_PATH, before, null)).rejects.toThrow();
    expect(effects.isDead()).toBe(true);
    await close(first);
    const { desk } = await open(one);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect(one.git('rev-parse', 'main')).toBe(one.git('rev-parse', 'refs/show-build/published'));
    expect((await desk.history({ limit: 1 }))[0]?.subject).toMatch(/^Josh restored /);
    expect((await desk.list({ ids: [row.id] }))[0]?.state).toBe('reverted');
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
  });
});

describe('a picture put back', () => {
  const PICTURE = 'episodes/0101/assets/images/glove.png';
  const KEPT = `${JOSH}media: { keep: all }\n`;
  const [glove, mitten] = [Buffer.from([137, 80, 78, 71, 0, 1]), Buffer.from([137, 80, 78, 71, 0, 2, 2])];

  async function pictures(one: Trial) {
    one.write('show-build.yaml', KEPT);
    one.write(PICTURE, glove);
    const opened = await open(one);
    await opened.desk.pass({}, quiet);
    const good = head(one);
    one.write(PICTURE, mitten);
    await opened.desk.pass({}, quiet);
    return { ...opened, good };
  }

  it('comes from what is kept of it, and shows no text', async () => {
    const one = trial();
    const { desk, good } = await pictures(one);
    expect((await desk.commit(head(one))).files).toEqual([
      { path: PICTURE, pathBefore: null, kind: 'changed', before: null, after: null, hunks: null },
    ]);
    expect(await desk.fileAt(PICTURE, good)).toMatchObject({ text: null, bytes: glove.length });
    expect(await desk.restore(PICTURE, good, null)).toMatchObject({ result: 'landed' });
    expect(readFileSync(join(one.tree, PICTURE))).toEqual(glove);
    const before = head(one);
    await desk.pass({}, quiet);
    expect(head(one)).toBe(before);
  });

  it('says so where its bytes are not kept', async () => {
    const one = trial();
    const { desk, show, good } = await pictures(one);
    const sha256 = /sha256:(\w+)/.exec(one.git('show', `${good}:${PICTURE}`))?.[1] ?? '';
    rmSync(mediaPath(show.repo, sha256));
    expect(await desk.restore(PICTURE, good, null)).toMatchObject({
      result: 'refused',
      reasons: [{ code: 'MEDIA_NOT_KEPT', user: expect.stringContaining('glove.png') }],
    });
    expect(readFileSync(join(one.tree, PICTURE))).toEqual(mitten);
  });
});
