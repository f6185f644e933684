// What a reviewer is shown: the inbox in the order of the show, one enhancement with its parts, and what has happened
// meanwhile.
import { describe, expect, it } from 'vitest';
import { rebuild } from '../../bot/index/rebuild.ts';
import type { InboxRow } from '../../src/desk.ts';
import { steps } from '../../steps/index.ts';
import { INFO, INFO_PATH, makeTrial, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const REVIEW =
  'show: Trial\npeople: { josh: { name: Josh, email: josh@example.org }, otto: { name: Otto, email: otto@example.org } }\nmerge: { settle: 0s, idle: 0s, everything: review }\n';

async function proposed(settings = REVIEW, options: Parameters<typeof open>[1] = {}) {
  const one = trial();
  one.write('show-build.yaml', settings);
  const opened = await open(one, options);
  await opened.desk.pass({}, quiet);
  return { one, ...opened };
}

const titles = (rows: readonly InboxRow[]) => rows.map(({ title }) => title);

describe('the inbox', () => {
  it('lists what is open by episode as they air, then in rundown order, with counts of all of it', async () => {
    const second = SEGMENT_PATH.replace('10 The Glove', '20 Second');
    const one = trial(() =>
      makeTrial({
        [INFO_PATH]: INFO.replace('title: Gloves', 'title: Later\nairdate: 2099-02-01'),
        [SEGMENT_PATH]: SEGMENT,
        [second]: SEGMENT.replaceAll('AAAA', 'BBBB').replace('order: 10', 'order: 5'),
        'episodes/0102/info.md': INFO.replace('0101', '0102').replace(
          'Gloves',
          'Sooner\nairdate: 2099-01-01',
        ),
        'episodes/0102/rundown/10 Mitten.md': SEGMENT.replaceAll('AAAA', 'CCCC'),
      }),
    );
    one.write('show-build.yaml', REVIEW);
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const inbox = await desk.inbox({});
    const repairs = inbox.rows.filter(({ step }) => step === 'cue-block-repair');
    expect(repairs.map(({ episode, segment }) => `${episode} ${segment?.order}`)).toEqual([
      ...Array(3).fill('0102 10'),
      ...Array(3).fill('0101 5'),
      ...Array(3).fill('0101 10'),
    ]);
    expect(inbox.rows.map(({ episode }) => episode)).toEqual(
      [...inbox.rows.map(({ episode }) => episode)].sort().reverse(),
    );
    expect(inbox.total).toBe(inbox.rows.length);
    expect(inbox.episodes).toEqual([
      {
        episode: '0102',
        title: 'Sooner',
        count: inbox.rows.filter(({ episode }) => episode === '0102').length,
      },
      {
        episode: '0101',
        title: 'Later',
        count: inbox.rows.filter(({ episode }) => episode === '0101').length,
      },
    ]);
    expect(inbox.steps[0]).toEqual({ step: 'cue-block-repair', title: 'Repair cue blocks', count: 9 });
    const narrow = await desk.inbox({ episode: '102', step: 'cue-block-repair' });
    expect([narrow.total, narrow.episodes]).toEqual([3, inbox.episodes]);
  });

  it('comes in pages that hold even when rows of the page before have been decided about', async () => {
    const { desk } = await proposed();
    const all = await desk.inbox({});
    const first = await desk.inbox({ limit: 1 });
    expect([first.total, first.rows.length]).toEqual([all.total, 1]);
    await desk.reject({ ids: [first.rows[0]?.id ?? ''] }, null, null);
    const second = await desk.inbox({ limit: 1, after: first.next ?? '' });
    expect(titles(second.rows)).toEqual([all.rows[1]?.title]);
    const rest = await desk.inbox({ after: second.next ?? '' });
    expect([rest.rows.length, rest.next]).toEqual([all.total - 2, null]);
    await expect(desk.inbox({ after: 'x' })).rejects.toMatchObject({ code: 'NO_SUCH_PAGE' });
  });

  it('says whom each waits for: somebody, a switch, or only time', async () => {
    const first = await proposed('show: Trial\n');
    const waits = async ({ desk }: Pick<typeof first, 'desk'>) =>
      (await desk.inbox({})).rows.map(({ waitsFor }) => waitsFor);
    expect(await waits(first)).toEqual(Array(3).fill('choice'));
    expect((await first.desk.inbox({ waitsFor: 'choice' })).total).toBe(3);
    expect((await first.desk.inbox({ waitsFor: 'person' })).rows).toEqual([]);
    const later = await proposed('show: Trial\nmerge: { settle: 0s, idle: 3h }\n');
    expect(await waits(later)).toEqual(Array(3).fill('time'));
    await later.desk.hold('0101', null, 'rehearsal', null);
    expect(await waits(later)).toEqual(Array(3).fill('choice'));
    await later.desk.release('0101', null);
    expect((await later.desk.inbox({ waitsFor: 'time' })).total).toBe(3);
  });

  it('tells what needs a person from all else, in pages too, and counts no summary of an episode as work', async () => {
    const { desk } = await proposed('show: Trial\nsteps: { cue-block-repair: { policy: review } }\n', {
      steps,
    });
    const all = await desk.inbox({});
    const mine = await desk.inbox({ waitsFor: 'person' });
    expect([mine.total, mine.work, all.work]).toEqual([3, 3, 3]);
    expect(mine.rows.every(({ step }) => step === 'cue-block-repair')).toBe(true);
    const first = await desk.inbox({ waitsFor: 'no-person', limit: 1 });
    const rest = await desk.inbox({ waitsFor: 'no-person', after: first.next ?? '' });
    expect([first.work, first.total]).toEqual([0, all.total - 3]);
    const others = [...first.rows, ...rest.rows];
    expect([...mine.rows, ...others].map(({ id }) => id).sort()).toEqual(all.rows.map(({ id }) => id).sort());
    const summaries = others.filter(({ summary }) => summary);
    expect(new Set(summaries.map(({ step }) => step))).toEqual(new Set(['script-compilation', 'preflight']));
    expect(all.rows.slice(-summaries.length).every(({ summary }) => summary)).toBe(true);
    const again = await proposed(REVIEW, { steps });
    const reviewed = await again.desk.inbox({ waitsFor: 'person' });
    expect(reviewed.total - reviewed.work).toBe(summaries.length);
  });

  it('waits for a person where the policy is review, and tells form fixes of a segment from all else', async () => {
    const { desk } = await proposed();
    const { rows } = await desk.inbox({ waitsFor: 'person' });
    expect(rows).toHaveLength(3);
    expect(rows.map(({ trivial, segment }) => [trivial, segment?.title])).toEqual(
      Array(3).fill([true, 'The Glove']),
    );
    expect((await desk.inbox({ leastConfidence: 1 })).total).toBe(3);
  });
});

describe('a revision', () => {
  it('stays while main moves elsewhere, and changes with what is said of it', async () => {
    const { one, desk } = await proposed();
    const before = (await desk.inbox({})).rows;
    one.write(SEGMENT_PATH, SEGMENT.replace('That is all.', 'That is all, he said.'));
    await desk.pass({}, quiet);
    const after = (await desk.inbox({})).rows;
    expect(after.map(({ commit }) => commit)).not.toEqual(before.map(({ commit }) => commit));
    expect(after.map(({ revision }) => revision)).toEqual(before.map(({ revision }) => revision));
    const [row] = after;
    await desk.hold('0101', null, null, null);
    await desk.accept({ ids: [row?.id ?? ''] }, null);
    expect((await desk.review(row?.id ?? '')).revision).not.toBe(row?.revision);
  });

  it('lets an acceptance that waits be taken back, and nothing lands once the hold ends', async () => {
    const { one, desk } = await proposed();
    await desk.hold('0101', null, null, null);
    const [row, other] = (await desk.inbox({})).rows;
    const ids = [row?.id ?? ''];
    expect(await desk.accept({ ids }, 'otto')).toMatchObject([{ result: 'waiting' }]);
    const seen = (await desk.review(ids[0] ?? '')).revision;
    expect(await desk.revert({ ids }, 'josh')).toMatchObject([{ result: 'reverted', commit: null }]);
    expect((await desk.inbox({ waitsFor: 'person' })).rows.map(({ id }) => id)).toContain(row?.id);
    const [late] = await desk.accept({ ids, revisions: { [ids[0] ?? '']: seen } }, 'otto');
    expect(late?.reasons[0]?.user).toBe('Josh took the acceptance back just now');
    expect(one.git('log', '-1', '--format=%s', 'refs/show-build/decisions')).toMatch(
      /^take back the acceptance of/,
    );
    await desk.accept({ ids: [other?.id ?? ''] }, 'otto');
    // With a whole episode, only what has landed is meant.
    expect(await desk.revert({ episode: '0101' }, null)).toEqual([]);
    await desk.release('0101', null);
    expect(await desk.accept({ ids: [other?.id ?? ''] }, 'otto')).toMatchObject([{ result: 'landed' }]);
    expect((await desk.show(ids[0] ?? '')).state).toBe('proposed');
    await expect(desk.revert({ ids }, null)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('lets one of two reviewers decide who accept and reject at once, and tells the other', async () => {
    const { desk } = await proposed();
    const [row] = (await desk.inbox({})).rows;
    const selection = { ids: [row?.id ?? ''], revisions: { [row?.id ?? '']: row?.revision ?? '' } };
    const [accepted, rejected] = await Promise.all([
      desk.accept(selection, 'otto'),
      desk.reject(selection, null, 'josh'),
    ]);
    expect([accepted[0]?.result, rejected[0]?.result]).toEqual(['landed', 'refused']);
    expect(rejected[0]?.reasons).toMatchObject([{ code: 'MOVED_ON', gate: null }]);
    expect(rejected[0]?.reasons[0]?.user).toMatch(
      /^(?:Otto accepted it just now|it has landed just now, by Otto)$/,
    );
    expect((await desk.show(row?.id ?? '')).decisions.map(({ kind }) => kind)).toEqual(['accept']);
  });

  it('of many, refuses those that have moved on and decides about the rest', async () => {
    const { desk } = await proposed();
    const { rows } = await desk.inbox({});
    const revisions = Object.fromEntries(rows.map(({ id, revision }) => [id, revision]));
    await desk.reject({ ids: [rows[1]?.id ?? ''] }, null, 'otto');
    const outcomes = await desk.accept({ step: 'cue-block-repair', revisions }, 'josh');
    expect(outcomes.map(({ result }) => result)).toEqual(['landed', 'refused', 'landed']);
    expect(outcomes[1]?.reasons[0]?.user).toBe('Otto rejected it just now');
    await expect(desk.accept({ ids: [rows[1]?.id ?? ''] }, null)).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });
});

describe('what landed', () => {
  it('is listed newest first with who let it land, and whether it was taken back', async () => {
    const { one, desk, show } = await proposed();
    const { rows } = await desk.inbox({});
    const since = show.nowMs() - 60_000;
    for (const { id } of rows.slice(0, 2)) await desk.accept({ ids: [id] }, 'otto');
    await desk.revert({ ids: [rows[0]?.id ?? ''] }, null);
    const landed = await desk.landedSince(since);
    expect(landed).toMatchObject([
      { id: rows[1]?.id, by: 'Otto', reverted: false, episode: '0101', paths: [SEGMENT_PATH] },
      { id: rows[0]?.id, by: 'Otto', reverted: true },
    ]);
    expect(one.git('rev-parse', 'main^')).toBe(landed[0]?.commit);
    expect(await desk.landedSince(show.nowMs() + 60_000)).toEqual([]);
  });
});

describe('one enhancement', () => {
  it('shows whole texts, and the lines of a cue as parts that a producer can name', async () => {
    const { desk } = await proposed();
    const row = about(await desk.list({}), 'second-clip');
    const { files, revision, stale, supersedes } = await desk.review(row.id);
    expect([stale, supersedes, typeof revision]).toEqual([null, null, 'string']);
    const [file] = files;
    expect(file).toMatchObject({ path: SEGMENT_PATH, pathAfter: SEGMENT_PATH, kind: 'edit', view: 'prose' });
    expect(file?.before).toContain('[ Type : VO ]');
    expect(file?.after).toContain('[Type: VO]');
    expect(file?.parts.map(({ kind, label, before, after }) => [kind, label, before, after])).toEqual([
      ['cue', 'Type of VO second-clip', '[ Type : VO ]', '[Type: VO]'],
      ['cue', 'Duration of VO second-clip', '[Duration: 1:15]', '[Duration: 00:01:15:00]'],
    ]);
    const line = 1 + SEGMENT.split('\n').indexOf('[ Type : VO ]');
    expect(file?.parts[0]).toMatchObject({
      lineBefore: line,
      lineAfter: line,
      cue: { type: 'VO', slug: 'second-clip', line: line - 1 },
    });
    expect(file?.parts[1]?.words.map(({ text }) => text).join('|')).toContain('[Duration: ');
    const page = await desk.page(row.id, SEGMENT_PATH, 'after');
    expect(page).toContain('And by Friday it is a neighbour.');
    await expect(desk.page(row.id, 'show-build.yaml', 'after')).rejects.toMatchObject({ code: 'NO_PAGE' });
    await expect(desk.review('ffff')).rejects.toMatchObject({ code: 'NO_ENHANCEMENT' });
  });

  it('keeps the keys of its parts when the text moves', async () => {
    const { one, desk } = await proposed();
    const { id } = about(await desk.list({}), 'second-clip');
    const keys = async () => (await desk.review(id)).files[0]?.parts.map(({ key }) => key);
    const before = await keys();
    one.write(SEGMENT_PATH, SEGMENT.replace('## Script\n', '## Script\n\nA new first line.\n'));
    await desk.pass({}, quiet);
    expect(await keys()).toEqual(before);
  });

  it('still shows what was decided about when the database is gone', async () => {
    const { desk, show } = await proposed();
    const before = await desk.inbox({});
    await rebuild(show, quiet);
    expect(await desk.inbox({})).toEqual(before);
  });
});

describe('what is made from the whole episode', () => {
  it('is brought up to date under its id while nobody has decided on it', async () => {
    const { one, desk } = await proposed(REVIEW, { steps });
    const summaries = async () => (await desk.inbox({})).rows.filter(({ summary }) => summary);
    const before = await summaries();
    expect(before.length).toBeGreaterThan(1);
    one.write(
      SEGMENT_PATH,
      SEGMENT.replace('That is all.', 'That is all, he said, and went on for a while.'),
    );
    await desk.pass({}, quiet);
    const after = await summaries();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const scripts = (rows: readonly InboxRow[]) => rows.find(({ step }) => step === 'script-compilation');
    const [was, is] = [scripts(before), scripts(after)];
    expect(is?.revision).not.toBe(was?.revision);
    expect(await desk.diff(is?.id ?? '')).toContain('he said, and went on');
    expect((await desk.list({ all: true })).filter(({ state }) => state === 'superseded')).toEqual([]);
    const seen = { ids: [was?.id ?? ''], revisions: { [was?.id ?? '']: was?.revision ?? '' } };
    const [late] = await desk.accept(seen, 'josh');
    expect(late?.reasons).toMatchObject([{ code: 'MOVED_ON', user: 'its text changed; look at it again' }]);
  });

  it('gets another id where somebody has accepted the text before', async () => {
    const { one, desk } = await proposed(REVIEW, { steps });
    await desk.hold('0101', null, null, null);
    const scripts = async () => (await desk.inbox({ step: 'script-compilation' })).rows.map(({ id }) => id);
    const [first] = await scripts();
    await desk.accept({ ids: [first ?? ''] }, 'josh');
    one.write(SEGMENT_PATH, SEGMENT.replace('That is all.', 'That is all, he said.'));
    await desk.pass({}, quiet);
    expect((await desk.show(first ?? '')).state).toBe('superseded');
    const [second] = await scripts();
    expect(second).not.toBe(first);
    expect((await desk.review(second ?? '')).enhancement.state).toBe('proposed');
  });
});
