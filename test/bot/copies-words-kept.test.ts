// Ways in which merging conflict copies could take words away, tear blocks or go round: none of them does.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { mergeTexts } from '../../src/markdown/merge-texts.ts';
import { INFO, INFO_PATH, makeTrial, movableClock, SEGMENT_PATH } from '../trial.ts';
import { copyOf, fold, PLAIN, QUICK } from './copy-trials.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const HOUR_MS = 3_600_000;

async function story(files: Readonly<Record<string, string>> = {}) {
  const one = trial(() =>
    makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: PLAIN, 'show-build.yaml': QUICK, ...files }),
  );
  const { clock, move } = movableClock(0);
  const now = await open(one, { clock });
  const pass = async () => void (await now.desk.pass({}, quiet));
  await pass();
  let atMs = 0;
  const later = (ms: number) => {
    atMs += ms;
    move(atMs);
  };
  const write = (path: string, text: string) => {
    one.write(path, text);
    const at = new Date(clock.nowMs() + 2000);
    utimesSync(join(one.tree, path), at, at);
    now.show.clocks.arrived(treePath(path), clock.nowMs(), 'sync');
  };
  const save = async (text: string, path = SEGMENT_PATH) => {
    later(60_000);
    write(path, text);
    await pass();
  };
  const open_ = () => now.desk.list({ step: 'conflict-merge' });
  const takeClean = async () => {
    const ids = (await open_()).filter(({ applicability }) => applicability === 'safe').map(({ id }) => id);
    if (ids.length > 0) await now.desk.accept({ ids }, null);
    await pass();
    return ids;
  };
  const everywhere = async () => {
    const offered = await Promise.all((await open_()).map(({ id }) => now.desk.diff(id)));
    return one.read(SEGMENT_PATH) + offered.join('\n');
  };
  later(60_000);
  return { one, now, pass, later, write, save, merges: open_, takeClean, everywhere };
}

const HERS = 'Her long and precious new paragraph.';
const withHers = PLAIN.replace('That is all.', `${HERS}\n\nThat is all.`);

describe('a change that two people made alike', () => {
  it('does not prove that the copy’s author had seen what came before it', async () => {
    const told = await story();
    await told.save(withHers);
    await told.save(withHers.replace('title: The Glove', 'title: The Gloves'));
    told.write(
      copyOf(SEGMENT_PATH, 1),
      PLAIN.replace('title: The Glove', 'title: The Gloves').replace('takes it.', 'takes it away.'),
    );
    await told.pass();
    await told.takeClean();
    expect(told.one.read(SEGMENT_PATH)).toContain(HERS);
    expect(told.one.read(SEGMENT_PATH)).toContain('takes it away.');
  });

  it('nor that the winner’s had', async () => {
    const told = await story();
    await told.save(withHers);
    const loser = withHers.replace('title: The Glove', 'title: The Gloves');
    await told.save(loser);
    told.later(60_000);
    told.write(copyOf(SEGMENT_PATH, 1), loser);
    told.write(SEGMENT_PATH, PLAIN.replace('title: The Glove', 'title: The Gloves'));
    await told.pass();
    await told.takeClean();
    expect(await told.everywhere()).toContain(HERS);
  });
});

describe('what was decided about a copy', () => {
  const first = PLAIN.replace('That is all.', 'A man in row four coughs loudly.\n\nThat is all.');

  it('holds when another copy comes', async () => {
    const told = await story();
    told.write(copyOf(SEGMENT_PATH, 1), first);
    await told.save(PLAIN.replace('We look', 'We all look'));
    const ids = await told.takeClean();
    await told.now.desk.revert({ ids }, null);
    told.later(60_000);
    told.write(copyOf(SEGMENT_PATH, 2), PLAIN.replace('takes it.', 'takes it away.'));
    await told.pass();
    await told.takeClean();
    expect(told.one.read(SEGMENT_PATH)).toContain('takes it away.');
    expect(told.one.read(SEGMENT_PATH)).not.toContain('row four');
  });

  it('holds when a person words anew what was merged', async () => {
    const told = await story();
    told.write(copyOf(SEGMENT_PATH, 1), first);
    await told.save(PLAIN.replace('We look', 'We all look'));
    await told.takeClean();
    const merged = told.one.read(SEGMENT_PATH);
    await told.save(merged.replace('A man in row four coughs loudly.', 'Somebody rather softly sneezed.'));
    expect((await told.merges()).filter(({ applicability }) => applicability === 'safe')).toEqual([]);
    expect(told.one.read(SEGMENT_PATH)).not.toContain('row four');
  });

  it('is not thought to be all while an older text may come: a merge that is displaced is merged again', async () => {
    const told = await story();
    told.write(copyOf(SEGMENT_PATH, 1), first);
    const before = PLAIN.replace('We look', 'We all look');
    await told.save(before);
    await told.takeClean();
    told.later(2 * HOUR_MS);
    expect((await fold(told.now)).paths).toEqual([copyOf(SEGMENT_PATH, 1)]);
    await fold(told.now);
    // Saved from a buffer that was open since before the merge.
    await told.save(before.replace('for a while', 'for a good while'));
    expect(await told.everywhere()).toContain('row four');
  });
});

it('a choice of two wordings is a person’s, even where everything lands by itself', async () => {
  const settings = QUICK.replace('merge: {', 'merge: { everything: auto,');
  const told = await story({ 'show-build.yaml': settings });
  told.write(copyOf(SEGMENT_PATH, 1), PLAIN.replace('for a while', 'for a moment'));
  await told.save(PLAIN.replace('for a while', 'for a long while'));
  const [choice] = await told.merges();
  expect((await told.now.desk.show(choice?.id ?? '')).lane).toBe('review');
});

describe('a copy stays in the tree', () => {
  it('while its file on the disk is another than on main', async () => {
    const told = await story();
    told.write(copyOf(SEGMENT_PATH, 1), PLAIN);
    await told.save(PLAIN.replace('We look', 'We all look'));
    told.later(HOUR_MS);
    told.one.write(SEGMENT_PATH, PLAIN.replace('We look', 'They look'));
    expect((await fold(told.now)).paths).toEqual([]);
  });

  it('where no step merges it', async () => {
    const note = 'episodes/0101/notes/ideas.md';
    const told = await story({ [note]: 'An idea of his.\n' });
    told.write(copyOf(note, 1), 'A very different idea of hers.\n');
    told.write(copyOf(SEGMENT_PATH, 2), Buffer.from('Zürich', 'latin1').toString('latin1'));
    told.one.write(copyOf(SEGMENT_PATH, 3), Buffer.from([0x5a, 0xfc, 0x72, 0x69]));
    await told.pass();
    told.later(HOUR_MS);
    const { paths } = await fold(told.now);
    expect(paths).not.toContain(copyOf(note, 1));
    expect(paths).not.toContain(copyOf(SEGMENT_PATH, 3));
  });

  it('while “bot: off” stands in the episode', async () => {
    const told = await story();
    told.write(copyOf(SEGMENT_PATH, 1), PLAIN);
    await told.save(PLAIN.replace('We look', 'We all look'));
    await told.save(INFO.replace('title:', 'bot: off\ntitle:'), INFO_PATH);
    told.later(HOUR_MS);
    expect((await fold(told.now)).paths).toEqual([]);
  });
});

describe('three texts', () => {
  const merge = (base: string | null, ours: string, theirs: string) => {
    const { edits, choices } = mergeTexts({ path: treePath(SEGMENT_PATH), base, ours, theirs });
    return { text: applyEdits(ours, edits), offered: choices.map(({ edit }) => edit.added).join('\n') };
  };
  const inHead = (...lines: readonly string[]) => `---\n${lines.join('\n')}\n---\n\nWords.\n`;

  it('of heads in another order are merged by key', () => {
    const base = inHead('title: A', 'slug: a');
    const { text } = merge(base, base, inHead('slug: b', 'title: B', 'status: ready'));
    expect(text).toBe(inHead('title: B', 'status: ready', 'slug: b'));
  });

  it('never make two keys of one name', () => {
    const base = inHead('title: A', 'an odd line');
    const { text } = merge(
      base,
      inHead('title: A', 'an odd line', 'status: draft'),
      inHead('status: ready', 'title: A', 'an odd line'),
    );
    expect(text.match(/status:/g)).toHaveLength(1);
  });

  it('lose no comment of a head', () => {
    const base = inHead('title: A', 'slug: a');
    const { text, offered } = merge(
      base,
      base.replace('slug: a', 'slug: b'),
      inHead('title: A', '# ask the lawyer', 'slug: a'),
    );
    expect(text + offered).toContain('# ask the lawyer');
  });

  it('keep two blocks apart that were put in at one place', () => {
    const block = (slug: string, more: string) =>
      `<!-- Begin Cue -->\n[Type: SOT]\n[Slug: ${slug}]\n[Duration: 0:10]\n${more}<!-- End Cue -->\n`;
    const at = (block_: string) => PLAIN.replace('That is all.', `${block_}\nThat is all.`);
    const { text } = merge(PLAIN, at(block('river', '')), at(block('mountain', '[Quote: he said it]\n')));
    expect(text).toContain(block('river', ''));
    expect(text).toContain(block('mountain', '[Quote: he said it]\n'));
  });

  it.each([
    ['cut off in the middle', PLAIN.slice(0, PLAIN.indexOf('We look') + 3)],
    ['empty', ''],
  ])('of which one is %s take nothing away', (_what, theirs) => {
    const { text } = merge(PLAIN, PLAIN.replace('title: The Glove', 'title: The Gloves'), theirs);
    expect(text).toContain('We look at it for a while.');
    expect(text).toContain('That is all.');
  });

  it.each([
    ['No.', 'Nobody came today.'],
    ['The vote was lost by the left in May.', 'The vote was not lost by the left in May.'],
    ['🎉🎉🎉 ?!?', 'Something else altogether.'],
  ])('of which one has “%s” and one “%s” keep both', (theirs, ours) => {
    const at = (line: string) => PLAIN.replace('That is all.', `${line}\n\nThat is all.`);
    const { text, offered } = merge(PLAIN, at(ours), at(theirs));
    expect(text).toContain(ours);
    expect(text + offered).toContain(theirs);
  });

  it('that repeat a line come to rest', () => {
    const [base, ours, theirs] = [
      'Cut.\nLine one stands.\n',
      'Line one stands. And more.\n',
      'Cut.\nCut.\nLine one stands.\n',
    ] as const;
    let text: string = ours;
    const seen = new Set<string>();
    for (let n = 0; n < 6 && !seen.has(text); n++) {
      seen.add(text);
      text = merge(base, text, theirs).text;
    }
    expect(text.match(/Cut\./g)?.length ?? 0).toBeLessThan(7);
  });
});
