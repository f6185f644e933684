// Verdicts part by part: two of three are taken, one is worded anew; what was left out stays out, and a person's words
// are the person's from then on.
import { existsSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wholeDesk } from '../../bot/care/care-desk.ts';
import { auditShow } from '../../bot/care/fsck.ts';
import { rebuild } from '../../bot/index/rebuild.ts';
import type { PartsVerdict, Review, ReviewPart } from '../../src/desk.ts';
import { treePath } from '../../src/domain/ids.ts';
import { type AnyStep, defineStep } from '../../src/step.ts';
import { type Opened, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { copyOf } from './killing.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const PEOPLE =
  'people: { josh: { name: Josh, email: josh@example.org }, otto: { name: Otto, email: otto@example.org } }';
const REVIEW = `show: Trial\n${PEOPLE}\nmerge: { settle: 0s, idle: 0s, everything: review }\n`;

async function proposed(options: Parameters<Trial['open']>[0] = {}, settings = REVIEW) {
  const one = trial();
  one.write('show-build.yaml', settings);
  const opened = await open(one, options);
  await opened.desk.pass({}, quiet);
  return { one, opened, ...opened };
}

async function reviewed(desk: Opened['desk'], words: string): Promise<Review> {
  return desk.review(about(await desk.list({}), words).id);
}

const partsOf = ({ files }: Review) => files.flatMap(({ parts }) => parts);

function part(review: Review, label: string): ReviewPart {
  const found = partsOf(review).find((each) => each.label.startsWith(label));
  if (found === undefined) throw new Error(`no ${label}: ${partsOf(review).map((each) => each.label)}`);
  return found;
}

const decide = (desk: Opened['desk'], review: Review, verdict: Partial<PartsVerdict>) =>
  desk.decideParts(review.enhancement.id, { reject: [], edit: {}, ...verdict }, review.revision, 'otto');

const unable = (key: string) => ({ [key]: '[Type: NAT]' });

describe('some parts taken, others left', () => {
  it('lands the rest at once, remembers what was left out, and shows what became of it', async () => {
    const { one, desk, show } = await proposed();
    const review = await reviewed(desk, 'second-clip');
    const outcome = await decide(desk, review, { reject: [part(review, 'Type').key] });
    expect(outcome.result).toBe('landed');
    expect(outcome.id).not.toBe(review.enhancement.id);
    const text = one.read(SEGMENT_PATH);
    expect(text).toContain('[ Type : VO ]');
    expect(text).toContain('[Duration: 00:01:15:00]');
    expect(await desk.show(review.enhancement.id)).toMatchObject({
      state: 'superseded',
      reasons: [{ code: 'PARTS_TAKEN' }],
      decisions: [{ kind: 'reject', by: 'Otto' }],
    });
    expect(await desk.show(outcome.id)).toMatchObject({ state: 'landed', landed: { by: 'Otto' } });
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
    expect((await desk.list({})).map(({ title }) => title).join()).not.toContain('second-clip');
    // Not after a restart either, nor when something else in the segment has changed.
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('That is all.', 'That is all, folks.'));
    await rebuild(show, quiet);
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
  });

  it('leaves out lines beside those that land', async () => {
    const { one, desk } = await proposed({}, REVIEW);
    one.write(SEGMENT_PATH, SEGMENT.replace('[AssetID: VO11AAAAAAAAAAAA2]', '[AssetID:VO11AAAAAAAAAAAA2]'));
    await desk.pass({}, quiet);
    const review = await reviewed(desk, 'second-clip');
    expect(partsOf(review)).toHaveLength(3);
    await decide(desk, review, { reject: [part(review, 'AssetID').key] });
    expect(one.read(SEGMENT_PATH)).toContain('[Type: VO]\n[AssetID:VO11AAAAAAAAAAAA2]\n[Slug: second-clip]');
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
    expect(await desk.list({ episode: '0101' })).toHaveLength(2);
  });

  it('leaves nothing when all of them are left', async () => {
    const { one, desk } = await proposed();
    const before = one.bytes();
    const review = await reviewed(desk, 'second-clip');
    const outcome = await decide(desk, review, { reject: partsOf(review).map(({ key }) => key) });
    expect(outcome).toMatchObject({ id: review.enhancement.id, result: 'rejected' });
    expect(one.bytes()).toEqual(before);
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
  });

  it('leaves nothing of it either where it stands on another open one, whose line is beside its own', async () => {
    const one = trial();
    one.write('show-build.yaml', REVIEW);
    one.write(SEGMENT_PATH, SEGMENT.replace('That is all.', 'alpha\nbeta'));
    const { desk } = await open(one, { steps: [capitals('alpha'), capitals('beta')] });
    await desk.pass({}, quiet);
    const review = await reviewed(desk, 'beta');
    const outcome = await decide(desk, review, { reject: partsOf(review).map(({ key }) => key) });
    expect(outcome.result).toBe('rejected');
    expect((await desk.list({})).map(({ title }) => title)).toEqual(['alpha']);
    await desk.accept({ step: 'capitals-alpha' }, 'otto');
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
    expect(one.read(SEGMENT_PATH)).toContain('ALPHA\nbeta\n');
  });

  it('refuses what was not seen, and parts that there are not', async () => {
    const { desk } = await proposed();
    const review = await reviewed(desk, 'second-clip');
    const { key } = part(review, 'Type');
    await expect(decide(desk, review, { reject: ['nothing'] })).rejects.toMatchObject({ code: 'NO_PART' });
    await expect(decide(desk, review, { reject: [key], edit: unable(key) })).rejects.toMatchObject({
      code: 'PART_TWICE',
    });
    await desk.reject({ ids: [review.enhancement.id] }, null, 'josh');
    await expect(decide(desk, review, {})).rejects.toMatchObject({
      kind: 'refused',
      code: 'MOVED_ON',
      message: 'Josh rejected it just now',
    });
  });

  it('of two reviewers at once one decides, and the other is told', async () => {
    const { desk } = await proposed();
    const review = await reviewed(desk, 'second-clip');
    const both = await Promise.allSettled([
      decide(desk, review, { reject: [part(review, 'Type').key] }),
      decide(desk, review, { reject: [part(review, 'Duration').key] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'MOVED_ON', message: 'Otto took some of its parts just now' },
    });
  });

  it('of a model’s answer, without asking it again', async () => {
    let asked = 0;
    const worder = worderStep(() => {
      asked += 1;
    });
    const { one, desk, show } = await proposed({ steps: [worder] });
    const review = await reviewed(desk, 'Word');
    expect([asked, partsOf(review).length]).toEqual([1, 3]);
    const outcome = await decide(desk, review, { reject: [partsOf(review)[0]?.key ?? ''] });
    expect(outcome.result).toBe('landed');
    expect(one.read(SEGMENT_PATH)).toContain('We PAT it.');
    expect(one.read(SEGMENT_PATH)).toContain('by FRIDAY');
    expect(one.read(SEGMENT_PATH)).toContain('A glove on a railing');
    expect(asked).toBe(1);
    // It reads another text now, and may say it again: that is not proposed.
    await desk.pass({}, quiet);
    expect(await desk.list({})).toEqual([]);
    expect((await show.kept.read('0101' as never)).all.size).toBe(2);
  });

  it('refuses to tear apart what belongs together, before anything is decided', async () => {
    const { desk, show } = await proposed({ steps: [renamingStep] });
    const review = await reviewed(desk, 'Rename');
    const decisions = show.decisions.count();
    await expect(decide(desk, review, { reject: [partsOf(review)[0]?.key ?? ''] })).rejects.toMatchObject({
      code: 'PARTS_TOGETHER',
    });
    expect(show.decisions.count()).toBe(decisions);
    expect((await decide(desk, review, {})).result).toBe('landed');
  });
});

describe('edit, then accept', () => {
  const WORDS = '[Duration: 00:01:20:00]';

  async function landedInOtherWords() {
    const found = await proposed();
    const review = await reviewed(found.desk, 'second-clip');
    const outcome = await decide(found.desk, review, { edit: { [part(review, 'Duration').key]: WORDS } });
    expect(outcome.result).toBe('landed');
    return { ...found, review, outcome };
  }

  it('lands the bot’s commit with the person’s on top, under one landing', async () => {
    const { one, desk, outcome } = await landedInOtherWords();
    const text = one.read(SEGMENT_PATH);
    expect(text).toContain('[Type: VO]');
    expect(text).toContain(WORDS);
    expect(one.git('show', '-s', '--format=%an %s', 'main^2')).toMatch(
      /^Otto Otto worded cue-block-repair: 0101\//,
    );
    expect(one.git('show', '-s', '--format=%an', 'main^2^')).toBe('Show-Build');
    expect(one.git('show', `main^2^:${SEGMENT_PATH}`)).toContain('[Duration: 00:01:15:00]');
    expect(one.git('diff', '--numstat', 'main^2^', 'main^2')).toMatch(/^1\t1\t/);
    expect(one.git('rev-parse', 'main^2^^')).toBe(one.git('rev-parse', 'main^1'));
    expect(one.git('show', '-s', '--format=%(trailers:key=Edited-By,valueonly)', 'main').trim()).toBe(
      'Otto <otto@example.org>',
    );
    expect(await desk.diff(outcome.id)).toContain(`+${WORDS}`);
    expect(one.git('blame', '-L', `/${'Duration: 00:01:20'}/,+1`, 'main', '--', SEGMENT_PATH)).toContain(
      'Otto',
    );
    const shown = await desk.review(outcome.id);
    expect(shown.files[0]?.after).toBe(text);
    expect(part(shown, 'Duration').after).toBe(WORDS);
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
  });

  it('takes some, leaves some and words some, in one verdict', async () => {
    const { one, desk } = await proposed();
    one.write(SEGMENT_PATH, SEGMENT.replace('[AssetID: VO11AAAAAAAAAAAA2]', '[AssetID:VO11AAAAAAAAAAAA2]'));
    await desk.pass({}, quiet);
    const review = await reviewed(desk, 'second-clip');
    const outcome = await decide(desk, review, {
      reject: [part(review, 'Type').key],
      edit: { [part(review, 'Duration').key]: WORDS },
    });
    expect(outcome.result).toBe('landed');
    expect(one.read(SEGMENT_PATH)).toContain(
      `[ Type : VO ]\n[AssetID: VO11AAAAAAAAAAAA2]\n[Slug: second-clip]\n[MediaURL: second-clip.mp4]\n${WORDS}`,
    );
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
  });

  it('waits with the words, which survive a restart without the database, and lands with them', async () => {
    const { one, opened, desk } = await proposed();
    const review = await reviewed(desk, 'second-clip');
    await desk.hold('0101', null, null, null);
    const waiting = await decide(desk, review, { edit: { [part(review, 'Duration').key]: WORDS } });
    expect(waiting.result).toBe('waiting');
    expect(part(await desk.review(review.enhancement.id), 'Duration').after).toBe(WORDS);
    await close(opened);
    one.write(SEGMENT_PATH, SEGMENT.replace('## Script\n', '## Script\n\nA new first line.\n'));
    const again = await open(one);
    await rebuild(again.show, quiet);
    await again.desk.pass({}, quiet);
    await again.desk.release('0101', null);
    expect(await again.desk.accept({ ids: [review.enhancement.id] }, null)).toMatchObject([
      { result: 'landed' },
    ]);
    expect(one.read(SEGMENT_PATH)).toContain(WORDS);
    expect(one.read(SEGMENT_PATH)).toContain('A new first line.');
    expect(one.git('show', '-s', '--format=%an', 'main^2')).toBe('Otto');
  });

  it.each([
    ['leaves another part out', (key: string) => ({ reject: [key] }), 'And by Friday it is a neighbour.'],
    ['words another part', (key: string) => ({ edit: { [key]: 'On Friday, mine.' } }), 'On Friday, mine.'],
  ])('keeps the words of one reviewer where a second one, who saw them, %s', async (_name, verdict, other) => {
    const { one, desk } = await proposed({ steps: [worderStep(() => {})] });
    await desk.hold('0101', null, null, null);
    const first = await reviewed(desk, 'Word');
    const [, pat] = partsOf(first);
    await decide(desk, first, { edit: { [pat?.key ?? '']: 'Otto’s words.' } });
    const second = await desk.review(first.enhancement.id);
    expect(partsOf(second)[1]?.after).toBe('Otto’s words.');
    await desk.release('0101', null);
    const { id } = second.enhancement;
    const outcome = await desk.decideParts(
      id,
      { reject: [], edit: {}, ...verdict(partsOf(second)[2]?.key ?? '') },
      second.revision,
      'josh',
    );
    expect(outcome.result).toBe('landed');
    expect(one.read(SEGMENT_PATH)).toContain('Otto’s words.');
    expect(one.read(SEGMENT_PATH)).toContain(other);
    expect(one.read(SEGMENT_PATH)).toContain('A glove on a RAILING');
  });

  it('goes back to review where the line reads otherwise by the time that it would land', async () => {
    const { one, desk } = await proposed({ steps: [shoutingStep] });
    const review = await reviewed(desk, 'Shout');
    await desk.hold('0101', null, null, null);
    await decide(desk, review, {
      edit: { [partsOf(review)[0]?.key ?? '']: 'Softly: we walk past it. We pat it.' },
    });
    one.write(
      SEGMENT_PATH,
      one.read(SEGMENT_PATH).replace('We walk past it. We pat it.', 'We walk. We pat it.'),
    );
    await desk.pass({}, quiet);
    await desk.release('0101', null);
    const { id } = review.enhancement;
    const [row] = await desk.list({});
    expect([row?.id, row?.reasons.map(({ code }) => code)]).toEqual([id, ['WORDS_MOVED']]);
    expect((await desk.review(id)).stale?.code).toBe('WORDS_MOVED');
    expect(one.read(SEGMENT_PATH)).toContain('We walk. We pat it.');
    // Accepting it as it stands takes the bot's words.
    expect(await desk.accept({ ids: [id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(SEGMENT_PATH)).toContain('We walk. We PAT IT.');
  });

  it('takes the bot’s words where they are typed again, and leaves out what is put back', async () => {
    const { one, desk } = await proposed();
    const review = await reviewed(desk, 'second-clip');
    const [type, duration] = [part(review, 'Type'), part(review, 'Duration')];
    await decide(desk, review, { edit: { [type.key]: type.before, [duration.key]: duration.after } });
    expect(one.read(SEGMENT_PATH)).toContain('[ Type : VO ]');
    expect(one.read(SEGMENT_PATH)).toContain('[Duration: 00:01:15:00]');
    expect(one.git('show', '-s', '--format=%an', 'main^2')).toBe('Show-Build');
  });

  it('brings back what stood before when it is reverted, and keeps the words in history', async () => {
    const { one, desk, outcome } = await landedInOtherWords();
    expect(await desk.revert({ ids: [outcome.id] }, null)).toMatchObject([{ result: 'reverted' }]);
    expect(one.read(SEGMENT_PATH)).toBe(SEGMENT);
    expect(one.git('log', '-S', '00:01:20:00', '--format=%an', 'main')).toContain('Otto');
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
  });

  it('refuses a revert that would cost what was written into these words since', async () => {
    const { one, desk, outcome } = await landedInOtherWords();
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace(WORDS, '[Duration: 00:01:33:00]'));
    const [refused] = await desk.revert({ ids: [outcome.id] }, null);
    expect(refused).toMatchObject({ result: 'refused', reasons: [{ code: 'EDITED_SINCE' }] });
    expect(one.read(SEGMENT_PATH)).toContain('[Duration: 00:01:33:00]');
  });

  it('is the person’s from then on: the bot does not make it anew', async () => {
    const { one, desk } = await proposed({ steps: [renewingStep] });
    const retitle = (from: string, to: string) =>
      one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace(`title: ${from}`, `title: ${to}`));
    const first = await reviewed(desk, 'Describe');
    await desk.accept({ ids: [first.enhancement.id] }, null);
    retitle('The Glove', 'The Mitten');
    await desk.pass({}, quiet);
    const second = await reviewed(desk, 'Describe');
    await decide(desk, second, { edit: { [partsOf(second)[0]?.key ?? '']: 'description: My own words.' } });
    expect(one.read(SEGMENT_PATH)).toContain('description: My own words.');
    retitle('The Mitten', 'The Sock');
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
  });

  it('finishes at the next start where the program is killed while the words are put in place', async () => {
    const { one, opened, desk } = await proposed();
    const review = await reviewed(desk, 'second-clip');
    const killed: Trial[] = [];
    const real = opened.show.treeDisk.native;
    const native = {
      ...real,
      exchange(a: string, b: string) {
        killed.push(trial(() => copyOf(one)));
        real.exchange(a, b);
        killed.push(trial(() => copyOf(one)));
      },
    };
    const dying = wholeDesk({ ...opened.show, treeDisk: { ...opened.show.treeDisk, native } });
    await decide(dying, review, { edit: { [part(review, 'Duration').key]: WORDS } });
    await close(opened);
    expect(killed.map((each) => each.read(SEGMENT_PATH).includes(WORDS))).toEqual([false, true]);
    for (const each of killed) {
      const again = await open(each);
      expect(each.read(SEGMENT_PATH)).toContain(WORDS);
      expect(each.git('rev-parse', 'main')).toBe(each.git('rev-parse', 'refs/show-build/published'));
      expect((await again.desk.show(review.enhancement.id)).state).toBe('landed');
      expect(await again.desk.revert({ ids: [review.enhancement.id] }, null)).toMatchObject([
        { result: 'reverted' },
      ]);
      expect(each.read(SEGMENT_PATH)).toBe(SEGMENT);
    }
  });

  it('gives way to who types at that very moment, and lands with the words the next time', async () => {
    const { one, opened, desk } = await proposed();
    const review = await reviewed(desk, 'second-clip');
    const his = SEGMENT.replace('We pat it.', 'He typed this at the very last moment.');
    const real = opened.show.treeDisk.native;
    let raced = false;
    const native = {
      ...real,
      exchange(a: string, b: string) {
        // As editors save: a new file under the old name.
        if (!raced) {
          one.write(`${SEGMENT_PATH}.new`, his);
          renameSync(join(one.tree, `${SEGMENT_PATH}.new`), join(one.tree, SEGMENT_PATH));
        }
        raced = true;
        real.exchange(a, b);
      },
    };
    const racing = wholeDesk({ ...opened.show, treeDisk: { ...opened.show.treeDisk, native } });
    const verdict = { edit: { [part(review, 'Duration').key]: WORDS } };
    expect(await decide(racing, review, verdict)).toMatchObject({ result: 'refused' });
    expect(one.read(SEGMENT_PATH)).toBe(his);
    const [row] = (await desk.inbox({ step: 'cue-block-repair' })).rows.filter(
      ({ id }) => id === review.enhancement.id,
    );
    expect(row?.state).toBe('accepted');
    expect(await desk.accept({ ids: [review.enhancement.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(SEGMENT_PATH)).toContain(WORDS);
    expect(one.read(SEGMENT_PATH)).toContain('He typed this at the very last moment.');
  });

  it('is proposed again with its words where a late laptop brings a text that never saw them', async () => {
    const { one, desk, review } = await landedInOtherWords();
    const late = SEGMENT.replace('That is all.', 'That is all, from the train.');
    one.write(SEGMENT_PATH, late);
    await desk.pass({}, quiet);
    expect(one.read(SEGMENT_PATH)).toBe(late);
    expect((await desk.show(review.enhancement.id)).state).toBe('accepted');
    expect(part(await desk.review(review.enhancement.id), 'Duration').after).toBe(WORDS);
    expect(await desk.accept({ ids: [review.enhancement.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(SEGMENT_PATH)).toContain(WORDS);
    expect(one.read(SEGMENT_PATH)).toContain('from the train');
  });

  it('stays out where somebody takes the words out by hand', async () => {
    const { one, desk, review } = await landedInOtherWords();
    const aged = new Date(Date.now() + 3_600_000);
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace(WORDS, '[Duration: 1:15]'));
    utimesSync(join(one.tree, SEGMENT_PATH), aged, aged);
    await desk.pass({}, quiet);
    expect(one.read(SEGMENT_PATH)).toContain('[Duration: 1:15]');
    expect((await desk.show(review.enhancement.id)).decisions.map(({ kind }) => kind)).toEqual([
      'accept',
      'revert',
    ]);
    expect(await desk.list({})).toHaveLength(2);
  });

  it('keeps the line ends of the file', async () => {
    const one = trial();
    one.write('show-build.yaml', REVIEW);
    one.write(SEGMENT_PATH, SEGMENT.replaceAll('\n', '\r\n'));
    const { desk } = await open(one, { steps: [shoutingStep] });
    await desk.pass({}, quiet);
    const review = await reviewed(desk, 'Shout');
    await decide(desk, review, { edit: { [partsOf(review)[0]?.key ?? '']: 'One line.\nAnother.' } });
    expect(one.read(SEGMENT_PATH)).toContain('One line.\r\nAnother.\r\n');
  });

  it('is caught by the audit where other words stand in it than anybody gave', async () => {
    const { one, opened, desk } = await proposed();
    const review = await reviewed(desk, 'second-clip');
    await decide(desk, review, { edit: { [part(review, 'Duration').key]: WORDS } });
    const [merge, own] = [one.git('rev-parse', 'main'), one.git('rev-parse', 'main^2')];
    expect((await auditShow(opened.show)).findings).toEqual([]);
    const forged = { ...opened.show, decisions: { ...opened.show.decisions, all: () => [] } };
    expect((await auditShow(forged)).findings).toEqual([
      `${merge.slice(0, 10)} holds other words than any reviewer gave it`,
    ]);
    expect(one.git('show', '-s', '--format=%an', own)).toBe('Otto');
  });
});

describe('whole files', () => {
  const [LIST, SCRIPT] = ['episodes/0101/exports/media-list.txt', 'episodes/0101/exports/script.txt'];

  it('are taken, left or worded one by one, and what was left does not come back', async () => {
    const { one, desk } = await proposed({ steps: [filesStep] });
    const review = await reviewed(desk, 'Write');
    expect(review.files.map(({ path, kind, view }) => [path, kind, view])).toEqual([
      [LIST, 'create', 'text'],
      [SCRIPT, 'create', 'text'],
    ]);
    const [list, script] = partsOf(review);
    const verdict = { reject: [list?.key ?? ''], edit: { [script?.key ?? '']: 'In my own words.\n' } };
    expect((await decide(desk, review, verdict)).result).toBe('landed');
    expect(one.read(SCRIPT)).toBe('In my own words.\n');
    expect(existsSync(join(one.tree, LIST))).toBe(false);
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
  });

  it('that are rejected are not proposed again', async () => {
    const { desk } = await proposed({ steps: [filesStep] });
    await desk.reject({ step: 'files' }, null, null);
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
    expect(await desk.list({})).toEqual([]);
  });
});

describe('an enhancement with 5,000 parts', () => {
  it('is shown, and lands the one part that is taken', async () => {
    const many = 5000;
    const one = trial();
    one.write('show-build.yaml', REVIEW);
    const lines = Array.from({ length: many }, (_, i) => `line ${i}`).join('\n');
    one.write(SEGMENT_PATH, SEGMENT.replace('That is all.', lines));
    const { desk } = await open(one, { steps: [manyStep] });
    await desk.pass({}, quiet);
    const review = await reviewed(desk, 'Every');
    const parts = partsOf(review);
    expect([parts.length, new Set(parts.map(({ key }) => key)).size]).toEqual([many, many]);
    const outcome = await decide(desk, review, {
      reject: parts.filter((_, i) => i !== 2500).map(({ key }) => key),
    });
    expect(outcome.result).toBe('landed');
    expect(one.read(SEGMENT_PATH)).toContain('line 2499\nLINE 2500\nline 2501');
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
  });
});

// ---- steps that answer as real ones do ----

/** One change of each of these lines, by a model or by rules. */
function lineStep(
  id: string,
  title: string,
  find: RegExp,
  word: (found: string) => string,
  more: Partial<AnyStep> = {},
): AnyStep {
  const step = defineStep<'segment', 'language'>({
    id,
    title,
    version: 1,
    subjects: ['segment'],
    after: [],
    tools: [],
    inspect: ({ document }) =>
      [...document.text.matchAll(find)].length === 0
        ? { state: 'fulfilled', diagnostics: [] }
        : {
            state: 'needed',
            input: [...document.text.matchAll(find)].map(([found]) => found),
            diagnostics: [],
          },
    run: async ({ document, path }) => ({
      facts: null,
      changes: [
        {
          title,
          why: 'It is to be tried.',
          applicability: 'unsafe',
          files: [
            {
              kind: 'edit',
              path,
              edits: [...document.text.matchAll(find)].map((match) => ({
                start: match.index,
                end: match.index + match[0].length,
                removed: match[0],
                added: word(match[0]),
                field: 'prose:all',
              })),
            },
          ],
        },
      ],
    }),
  });
  return { ...step, ...more };
}

const manyStep = lineStep('every-line', 'Every line in capitals', /^line \d+$/gm, (text) =>
  text.toUpperCase(),
);
const shoutingStep = lineStep('shouting', 'Shout', /pat it/g, (text) => text.toUpperCase());

const capitals = (word: string) =>
  lineStep(`capitals-${word}`, word, new RegExp(word, 'g'), (text) => text.toUpperCase());

/** It asks a model: what it has answered is not asked for again. */
function worderStep(onAsked: () => void): AnyStep {
  const rules = lineStep('wording', 'Word it', /railing(?= is)|pat(?= it)|Friday/g, (text) =>
    text.toUpperCase(),
  );
  return {
    ...rules,
    tools: ['language'],
    run(subject, tools, signal) {
      onAsked();
      return rules.run(subject, tools, signal);
    },
  };
}

/** New files, as long as they are not there. */
const filesStep = defineStep<'episode', never>({
  id: 'files',
  title: 'Write files',
  version: 1,
  subjects: ['episode'],
  after: [],
  tools: [],
  inspect: ({ exports }) =>
    exports.has('script.txt') && exports.has('media-list.txt')
      ? { state: 'fulfilled', diagnostics: [] }
      : { state: 'needed', input: [...exports.keys()], diagnostics: [] },
  run: async ({ exports }) => ({
    facts: null,
    changes: [
      {
        title: 'Write files',
        why: 'They are to be tried.',
        applicability: 'unsafe',
        files: ['media-list.txt', 'script.txt']
          .filter((name) => !exports.has(name))
          .map((name) => {
            const path = treePath(`episodes/0101/exports/${name}`);
            return { kind: 'create', path, text: `As ${name} is written.\n`, field: 'file' } as const;
          }),
      },
    ],
  }),
});

const renamingStep = defineStep<'segment', never>({
  id: 'renaming',
  title: 'Rename',
  version: 1,
  subjects: ['segment'],
  after: [],
  tools: [],
  inspect: ({ path }) =>
    path === SEGMENT_PATH
      ? { state: 'needed', input: path, diagnostics: [] }
      : { state: 'fulfilled', diagnostics: [] },
  run: async ({ document, path }) => {
    const start = document.text.indexOf('slug: glove');
    const edit = { start, end: start + 11, removed: 'slug: glove', added: 'slug: mitten', field: 'slug' };
    const to = SEGMENT_PATH.replace('The Glove', 'Mitten') as typeof path;
    return {
      facts: null,
      changes: [
        {
          title: 'Rename it',
          why: 'It is to be tried.',
          applicability: 'unsafe',
          files: [
            { kind: 'edit', path, edits: [edit] },
            { kind: 'move', path, to, field: 'name' },
          ],
        },
      ],
    };
  },
});

/** Its own value is made anew whenever the title is another. */
const renewingStep = defineStep<'segment', never>({
  id: 'describing',
  title: 'Describe',
  version: 1,
  subjects: ['segment'],
  after: [],
  tools: [],
  inspect: ({ document: { description, title }, owned }) => {
    const isOurs = description?.startsWith('A glove') || owned.get('description') === description;
    if (!isOurs) return { state: 'fulfilled', diagnostics: [] };
    return { state: 'needed', input: title, diagnostics: [], renews: 'description' };
  },
  run: async ({ document, path }) => {
    const entry = document.head.entries.find(({ name }) => name === 'description');
    const { start, end } = entry?.valueSpan ?? { start: 0, end: 0 };
    const added = `Of ${document.title}.`;
    const edit = { start, end, removed: document.text.slice(start, end), added, field: 'description' };
    return {
      facts: null,
      changes: [
        {
          title: 'Describe it',
          why: 'It is to be tried.',
          applicability: 'unsafe',
          files: [{ kind: 'edit', path, edits: [edit] }],
        },
      ],
    };
  },
});
