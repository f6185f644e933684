// Conflict copies: no content of the show, merged with the version that both sides were made from, and folded away.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import type { Opened, Trial } from '../trial.ts';
import { INFO, INFO_PATH, makeTrial, movableClock, oneSegment, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { copyOf, EPISODE, fold, PLAIN, QUICK } from './copy-trials.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const KEPT = 'refs/show-build/conflicts/0101';
const SETTINGS = `${QUICK}people: { josh: { name: Josh, email: josh@example.org, device: CPK7LWO } }\n`;
const COPY = copyOf(SEGMENT_PATH, 0);

function edited(...pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, PLAIN);
}

const OURS = edited(['We look at it', 'We look closely at it']);
const THEIRS = edited(
  ['That is all.', 'Somebody coughs.\n\nThat is all.'],
  ['Nobody takes it.', 'Nobody takes it away.'],
);
const BOTH = edited(
  ['We look at it', 'We look closely at it'],
  ['That is all.', 'Somebody coughs.\n\nThat is all.'],
  ['Nobody takes it.', 'Nobody takes it away.'],
);

const plain = () => makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: PLAIN, 'show-build.yaml': SETTINGS });

interface Story {
  readonly one: Trial;
  readonly now: Opened;
  readonly pass: () => Promise<void>;
  readonly later: (ms: number) => void;
  /** What Syncthing does: one version keeps the name, the other is set aside. */
  readonly conflict: (winner: string, loser: string, copy?: string) => Promise<void>;
}

async function story(make = plain): Promise<Story> {
  const one = trial(make);
  const { clock, move } = movableClock(0);
  const now = await open(one, { clock });
  const pass = async () => void (await now.desk.pass({}, quiet));
  await pass();
  const conflict = async (winner: string, loser: string, copy = COPY) => {
    one.write(copy, loser);
    const written = new Date(Date.now() + 2000);
    utimesSync(join(one.tree, copy), written, written);
    one.write(SEGMENT_PATH, winner);
    await pass();
  };
  return { one, now, pass, later: move, conflict };
}

const STATES = ['proposed', 'accepted', 'landed', 'reverted', 'rejected'] as const;

async function merges({ now }: Story) {
  const found = STATES.map((state) => now.desk.list({ step: 'conflict-merge', state }));
  return (await Promise.all(found)).flat();
}

const onMain = ({ one }: Story) => one.git('ls-tree', '-r', '--name-only', 'main').split('\n');

describe('a copy beside a text that went on', () => {
  it('is on its ref and not on main, and what only it has is merged in', async () => {
    const told = await story();
    await told.conflict(OURS, THEIRS);
    expect(onMain(told)).not.toContain(COPY);
    expect(told.one.git('show', `${KEPT}:${COPY}`)).toBe(THEIRS.trimEnd());
    const [merge, ...others] = await merges(told);
    expect(others).toEqual([]);
    expect(merge).toMatchObject({ applicability: 'safe', paths: [SEGMENT_PATH] });
    expect(await told.now.desk.accept({ ids: [merge?.id ?? ''] }, null)).toMatchObject([
      { result: 'landed' },
    ]);
    expect(told.one.read(SEGMENT_PATH)).toBe(BOTH);
    expect(await merges(told)).toMatchObject([{ state: 'landed' }]);
    expect(await told.now.desk.conflicts()).toMatchObject([
      { path: COPY, original: SEGMENT_PATH, episode: EPISODE, winner: 'Josh', state: 'merged', gone: null },
    ]);
    const { wrote, differs } = await told.now.desk.conflict(COPY);
    expect([wrote?.before, wrote?.after, differs?.before]).toEqual([PLAIN, THEIRS, BOTH]);
    // Taken back like any other landing, and not proposed again.
    await told.now.desk.revert({ ids: [merge?.id ?? ''] }, null);
    expect(told.one.read(SEGMENT_PATH)).toBe(OURS);
    await told.pass();
    expect(await merges(told)).toMatchObject([{ state: 'reverted' }]);
    expect(await told.now.desk.conflicts()).toMatchObject([{ state: 'decided' }]);
  });

  it('is merged again for a reviewer, and nobody has decided, where its author’s old buffer has only some of its words', async () => {
    const told = await story();
    await told.conflict(OURS, THEIRS);
    const [merge] = await merges(told);
    await told.now.desk.accept({ ids: [merge?.id ?? ''] }, null);
    told.later(3_600_000);
    const buffer = edited(
      ['That is all.', 'Somebody coughs.\n\nThat is all.'],
      ['for a while.', 'for a while. He types on.'],
    );
    told.one.write(SEGMENT_PATH, buffer);
    const written = new Date(Date.now() + 3_600_000);
    utimesSync(join(told.one.tree, SEGMENT_PATH), written, written);
    told.now.show.clocks.arrived(treePath(SEGMENT_PATH), written.getTime(), 'sync');
    await told.pass();
    const { decisions } = await told.now.desk.show(merge?.id ?? '');
    expect(decisions.map(({ kind }) => kind)).not.toContain('revert');
    expect(told.one.read(SEGMENT_PATH)).toContain('He types on.');
    await told.now.desk.accept({ ids: (await merges(told)).map(({ id }) => id) }, null);
    const text = told.one.read(SEGMENT_PATH);
    for (const words of ['Somebody coughs.', 'He types on.', 'Nobody takes it away.'])
      expect(text.split(words)).toHaveLength(2);
  });

  it('goes when its words have been everywhere for a while, and not before', async () => {
    const told = await story();
    await told.conflict(OURS, THEIRS);
    expect((await fold(told.now)).paths).toEqual([]);
    await told.now.desk.accept({ ids: (await merges(told)).map(({ id }) => id) }, null);
    expect((await fold(told.now)).paths).toEqual([]);
    told.later(11 * 60_000);
    expect((await fold(told.now)).paths).toEqual([COPY]);
    expect(Object.keys(told.one.bytes())).not.toContain(COPY);
    await told.pass();
    expect(told.one.read(SEGMENT_PATH)).toBe(BOTH);
    expect(told.one.git('show', `${KEPT}:${COPY}`)).toBe(THEIRS.trimEnd());
    expect((await merges(told)).map(({ state }) => state)).toEqual(['landed']);
  });

  it('stays where a person writes into it at the last moment', async () => {
    const told = await story();
    await told.conflict(OURS, OURS.replace('closely', 'closely'));
    told.later(11 * 60_000);
    told.one.write(COPY, THEIRS);
    expect((await fold(told.now)).paths).toEqual([]);
    expect(told.one.read(COPY)).toBe(THEIRS);
  });

  it('leaves a choice where both changed the same words, and newer ones stay', async () => {
    const told = await story();
    const ours = edited(['for a while', 'for a long while']);
    await told.conflict(
      ours,
      edited(['for a while', 'for a moment'], ['That is all.', 'That is all, folks.']),
    );
    const rows = await merges(told);
    expect(rows.map(({ applicability }) => applicability).sort()).toEqual(['safe', 'unsafe']);
    const choice = rows.find(({ applicability }) => applicability === 'unsafe');
    const shown = await told.now.desk.show(choice?.id ?? '');
    expect(JSON.stringify(shown)).toContain('We look at it for a while.');
    await told.now.desk.accept({ ids: rows.filter((row) => row !== choice).map(({ id }) => id) }, null);
    expect(told.one.read(SEGMENT_PATH)).toBe(ours.replace('That is all.', 'That is all, folks.'));
    // Folded with the choice still open: it can be taken all the same.
    told.later(11 * 60_000);
    expect((await fold(told.now)).paths).toEqual([COPY]);
    await told.pass();
    expect(await told.now.desk.accept({ ids: [choice?.id ?? ''] }, null)).toMatchObject([
      { result: 'landed' },
    ]);
    expect(told.one.read(SEGMENT_PATH)).toContain('for a moment');
  });
});

describe('what it was made from', () => {
  it('is the version before somebody whose words the winner never saw', async () => {
    // Written here, and then replaced by a text from a laptop that had been away since before.
    const told = await story();
    told.one.write(SEGMENT_PATH, THEIRS);
    await told.pass();
    await told.conflict(OURS, THEIRS);
    await told.now.desk.accept({ ids: (await merges(told)).map(({ id }) => id) }, null);
    expect(told.one.read(SEGMENT_PATH)).toBe(BOTH);
  });

  it('is folded unseen where only the bot’s words are set aside', async () => {
    const told = await story(() =>
      makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT, 'show-build.yaml': SETTINGS }),
    );
    const row = about(await told.now.desk.list({}), 'first-clip');
    await told.now.desk.accept({ ids: [row.id] }, null);
    const landed = told.one.read(SEGMENT_PATH);
    await told.conflict(SEGMENT.replace('That is all.', 'That is all, he said.'), landed);
    expect(await merges(told)).toEqual([]);
    expect((await told.now.desk.list({ ids: [row.id] })).map(({ state }) => state)).toEqual(['accepted']);
    told.later(11 * 60_000);
    expect((await fold(told.now)).paths).toEqual([COPY]);
  });

  it('keeps a person’s words that are under the bot’s in the copy', async () => {
    // One writes, the bot lands on it, and another comes back from the train with an older text that wins.
    const told = await story(() =>
      makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT, 'show-build.yaml': SETTINGS }),
    );
    told.one.write(SEGMENT_PATH, SEGMENT.replace('That is all.', 'Her own line.\nThat is all.'));
    await told.pass();
    const row = about(await told.now.desk.list({}), 'first-clip');
    await told.now.desk.accept({ ids: [row.id] }, null);
    const landed = told.one.read(SEGMENT_PATH);
    await told.conflict(SEGMENT.replace('We pat it.', 'We pat it twice.'), landed);
    await told.now.desk.accept({ ids: (await merges(told)).map(({ id }) => id) }, null);
    expect(told.one.read(SEGMENT_PATH)).toContain('Her own line.');
    expect(told.one.read(SEGMENT_PATH)).toContain('We pat it twice.');
  });

  it('is asked of a person where it is not known', async () => {
    const told = await story(() =>
      makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: OURS, [COPY]: THEIRS, 'show-build.yaml': SETTINGS }),
    );
    expect(onMain(told)).not.toContain(COPY);
    const rows = await merges(told);
    expect(rows.map(({ applicability }) => applicability)).not.toContain('safe');
    expect(rows.map(({ title }) => title).join()).toContain('Somebody coughs.');
    // Nothing that stands is lost by taking all.
    for (const { id } of rows) await told.now.desk.accept({ ids: [id] }, null);
    expect(told.one.read(SEGMENT_PATH)).toContain('Somebody coughs.');
  });
});

describe('a show that had copies as content', () => {
  it('gets them off main in one commit, and keeps them on the disk', async () => {
    const told = await story();
    const other = copyOf(INFO_PATH, 0);
    // As it was committed when copies were content.
    told.one.write(COPY, THEIRS);
    told.one.write(other, INFO);
    const blob = (path: string) => told.one.git('hash-object', '-w', join(told.one.tree, path));
    const main = told.one.git('rev-parse', 'main');
    told.one.git('read-tree', main);
    for (const path of [COPY, other])
      told.one.git('update-index', '--add', '--cacheinfo', `100644,${blob(path)},${path}`);
    const commit = told.one.git(
      '-c',
      'user.name=Josh',
      '-c',
      'user.email=josh@example.org',
      'commit-tree',
      told.one.git('write-tree'),
      '-p',
      main,
      '-m',
      'Josh edited 0101: two files',
    );
    told.one.git('update-ref', 'refs/heads/main', commit);
    told.one.git('update-ref', 'refs/show-build/published', commit);
    await told.pass();
    expect(onMain(told)).not.toContain(COPY);
    expect(told.one.git('log', '-1', '--format=%(trailers:key=Copies-Off,valueonly)', 'main')).toBe('2');
    expect(told.one.read(COPY)).toBe(THEIRS);
    expect(told.one.git('show', `${KEPT}:${COPY}`)).toBe(THEIRS.trimEnd());
    const before = told.one.git('for-each-ref');
    await told.pass();
    expect(told.one.git('for-each-ref')).toBe(before);
  });
});

describe('ten copies of two files', () => {
  it('end in two clean files and a history that shows all of it', async () => {
    const other = SEGMENT_PATH.replace('10 The Glove', '20 The Hat');
    const hat = PLAIN.replaceAll('Glove', 'Hat').replaceAll('glove', 'hat').replace('order: 10', 'order: 20');
    const told = await story(() =>
      makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: PLAIN, [other]: hat, 'show-build.yaml': SETTINGS }),
    );
    const { one } = told;
    const typed = (text: string, n: number) =>
      text.replace(
        'That is all.',
        `${Array.from({ length: n }, (_, i) => `Line ${i} of his.`).join('\n')}\nThat is all.`,
      );
    for (let n = 1; n <= 5; n++) {
      one.write(copyOf(SEGMENT_PATH, n), typed(PLAIN, n));
      one.write(copyOf(other, n), typed(hat, n));
    }
    for (const path of Object.keys(one.bytes()).filter((path) => path.includes('sync-conflict'))) {
      const written = new Date(Date.now() + 2000);
      utimesSync(join(one.tree, path), written, written);
    }
    one.write(SEGMENT_PATH, OURS);
    one.write(other, hat.replace('for a while', 'for a day'));
    await told.pass();
    const rows = await merges(told);
    expect(rows.map(({ title }) => title)).toEqual([
      'Merge 5 conflict copies by somebody',
      'Merge 5 conflict copies by somebody',
    ]);
    await told.now.desk.accept({ ids: rows.map(({ id }) => id) }, null);
    for (const path of [SEGMENT_PATH, other])
      for (let n = 0; n < 5; n++) expect(one.read(path).split(`Line ${n} of his.`)).toHaveLength(2);
    told.later(11 * 60_000);
    expect((await fold(told.now)).paths).toHaveLength(10);
    await told.pass();
    expect(Object.keys(one.bytes()).filter((path) => path.includes('sync-conflict'))).toEqual([]);
    expect(one.git('log', '--format=%s', '--first-parent', 'main')).toContain(
      'Land conflict-merge: 0101/10 The Glove',
    );
    expect(await merges(told)).toMatchObject([{ state: 'landed' }, { state: 'landed' }]);
  });
});

it('is listed in preflight while it lies there, and no more when a person removes it', async () => {
  const told = await story(oneSegment);
  told.one.write(COPY, SEGMENT);
  await told.pass();
  const codes = async () =>
    (await told.now.desk.check(EPISODE)).flatMap(({ findings }) => findings.map(({ code }) => code));
  expect(await codes()).toContain('CONFLICT_COPY');
  told.one.remove(COPY);
  await told.pass();
  expect(await codes()).not.toContain('CONFLICT_COPY');
});

describe('odd copies', () => {
  const LATE = edited(['That is all.', 'Written on a train.\n\nThat is all.']);

  it('of a file that was deleted offers to bring it back, with what was written since', async () => {
    const told = await story();
    told.one.remove(SEGMENT_PATH);
    told.one.write(COPY, LATE);
    await told.pass();
    const [row] = await merges(told);
    expect(row).toMatchObject({ applicability: 'unsafe', state: 'proposed' });
    await told.now.desk.accept({ ids: [row?.id ?? ''] }, null);
    expect(told.one.read(SEGMENT_PATH)).toBe(LATE);
  });

  it('of a file that was deleted brings nothing back where nothing was written since', async () => {
    const told = await story();
    told.one.remove(SEGMENT_PATH);
    told.one.write(COPY, PLAIN);
    await told.pass();
    expect(await merges(told)).toEqual([]);
  });

  it('of a copy, and of a file that got another name, is merged into the file', async () => {
    const told = await story();
    const renamed = SEGMENT_PATH.replace('The Glove', 'The Mitten');
    told.one.write(renamed, PLAIN);
    told.one.remove(SEGMENT_PATH);
    await told.pass();
    const twice = COPY.replace('.md', '.sync-conflict-20310302-081936-ABCDEFG.md');
    told.one.write(twice, LATE);
    await told.pass();
    await told.now.desk.accept({ ids: (await merges(told)).map(({ id }) => id) }, null);
    expect(told.one.read(renamed)).toBe(LATE);
  });

  it('of media, notes and settings are kept, and left to a person', async () => {
    const told = await story();
    const clip = 'episodes/0101/assets/images/glove.sync-conflict-20310301-081936-CPK7LWO.png';
    const note = 'episodes/0101/notes/ideas.sync-conflict-20310301-081936-CPK7LWO.md';
    const settings = 'show-build.sync-conflict-20310301-081936-CPK7LWO.yaml';
    told.one.write(clip, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    told.one.write(note, 'An idea.\n');
    told.one.write(settings, SETTINGS);
    await told.pass();
    expect(await merges(told)).toEqual([]);
    const rows = await told.now.desk.conflicts();
    expect(rows.map(({ path, state }) => [path, state]).sort()).toEqual([
      [clip, 'person'],
      [note, 'person'],
    ]);
    told.later(3_600_000);
    expect((await fold(told.now)).paths).toEqual([]);
    expect(told.one.git('show', `${KEPT}:${note}`)).toBe('An idea.');
  });

  it.each([
    ['empty', ''],
    ['binary', Buffer.from([0, 1, 2, 255, 254, 0])],
    ['of no text at all', Buffer.from([0xff, 0xfe, 0xff, 0x00, 0xd8])],
    ['with marks of Git', `${PLAIN}<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n`],
    ['without a head', 'Only a line.\n'],
    ['with an unclosed head', '---\ntitle: The Glove\n\nOnly a line.\n'],
    ['of another script altogether', SEGMENT],
  ])('that is %s stops nothing', async (_what, bytes) => {
    const told = await story();
    told.one.write(COPY, bytes);
    told.one.write(SEGMENT_PATH, OURS);
    await told.pass();
    for (const { id } of (await merges(told)).filter(({ applicability }) => applicability === 'safe'))
      await told.now.desk.accept({ ids: [id] }, null);
    expect(told.one.read(SEGMENT_PATH)).toContain('We look closely at it for a while.');
    expect(await told.now.desk.conflicts()).toHaveLength(1);
  });

  it('whose clock is wrong is merged all the same', async () => {
    const told = await story();
    for (const [n, year] of [1971, 2088].entries()) {
      const words = edited(['That is all.', `Written in ${year}.\n\nThat is all.`]);
      told.one.write(copyOf(SEGMENT_PATH, n), words);
      const at = new Date(`${year}-01-01T00:00:00Z`);
      utimesSync(join(told.one.tree, copyOf(SEGMENT_PATH, n)), at, at);
    }
    told.one.write(SEGMENT_PATH, OURS);
    await told.pass();
    const everywhere = async () => told.one.read(SEGMENT_PATH) + JSON.stringify(await merges(told));
    await told.now.desk.accept({ ids: (await merges(told)).map(({ id }) => id) }, null);
    await told.pass();
    for (const year of [1971, 2088]) expect(await everywhere()).toContain(`Written in ${year}.`);
  });
});
