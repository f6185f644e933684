// A decision holds for the thing that it was made about: a cue that gets an AssetID, another slug or another place, a
// token whose paragraph is edited, a file that is renamed while its old name goes to another one.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { land } from '../../bot/land/land.ts';
import type { Desk } from '../../src/desk.ts';
import { editAt } from '../../src/domain/edit.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { defineStep } from '../../src/step.ts';
import { cueBlockRepair } from '../../steps/cue-block-repair.ts';
import { INFO, INFO_PATH, makeTrial, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();
const STEPS = { steps: [cueBlockRepair] };

const HEAD = SEGMENT.slice(0, SEGMENT.indexOf('<!-- Begin Cue -->'));
const CUE = `<<!-- Begin Cue -->>
[Type:SOT]
[Slug:door-clip]
[Duration:1:15]
<<!-- End Cue -->>
`;

async function with_(body: string) {
  const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: HEAD + body }));
  const opened = await open(one, STEPS);
  await opened.desk.pass({}, quiet);
  return { one, ...opened };
}

const titles = async (desk: Desk) => (await desk.list({})).map(({ title }) => title);
const FORM = 'Repair the form';
const ID = 'an AssetID';

async function edit(one: Trial, desk: Desk, change: (text: string) => string): Promise<void> {
  const text = one.read(SEGMENT_PATH);
  expect(change(text)).not.toBe(text);
  one.write(SEGMENT_PATH, change(text));
  await desk.pass({}, quiet);
}

describe('a cue that the bot gives an AssetID', () => {
  it('keeps its form as it was once that was taken back', async () => {
    const { one, desk } = await with_(CUE);
    const form = about(await desk.list({}), FORM);
    await desk.accept({ all: true }, null);
    expect(one.read(SEGMENT_PATH)).toContain('[AssetID: ');
    expect((await desk.revert({ ids: [form.id] }, null))[0]).toMatchObject({ result: 'reverted' });
    expect(one.read(SEGMENT_PATH)).toContain('<<!-- Begin Cue -->>\n[Type:SOT]');
    await desk.pass({}, quiet);
    expect(await desk.list({})).toEqual([]);
    await desk.pass({ acceptAll: true }, quiet);
    expect(one.read(SEGMENT_PATH)).toContain('<<!-- Begin Cue -->>\n[Type:SOT]');
  });

  it('keeps the change of its form that is open, with the acceptance given to it', async () => {
    const { one, desk } = await with_(CUE);
    const rows = await desk.list({});
    const form = about(rows, FORM);
    await desk.hold('0101', null, null, null);
    expect((await desk.accept({ ids: [form.id] }, null))[0]).toMatchObject({ result: 'waiting' });
    await edit(one, desk, (text) => text.replace('[Type:SOT]', '[Type:SOT]\n[AssetID: SOTAAAAAAAAAAAAA1]'));
    const [now] = await desk.list({ state: 'accepted' });
    expect(now?.id).toBe(form.id);
  });
});

describe('a cue without an AssetID', () => {
  it.each([
    ['gets another slug', (text: string) => text.replace('door-clip', 'gate-clip')],
    ['gets another length', (text: string) => text.replace('1:15', '1:25')],
    ['moves', (text: string) => `${text.replace(CUE, '')}\nAnd now this.\n\n${CUE}`],
    ['gets a neighbour', (text: string) => text.replace(CUE, `${CUE}\n${CUE.replace('door', 'roof')}\n`)],
    ['loses its type', (text: string) => text.replace('[Type:SOT]\n', '')],
  ])('that %s keeps what was decided', async (_what, change) => {
    const { one, desk } = await with_(`Before it.\n\n${CUE}\nAfter it.\n`);
    const form = about(await desk.list({}), FORM);
    await desk.accept({ ids: [form.id] }, null);
    await desk.revert({ ids: [form.id] }, null);
    await edit(one, desk, change);
    const left = (await titles(desk)).filter((title) => title.includes(FORM) && !title.includes('roof'));
    expect(left).toEqual([]);
  });

  it('takes it along into another file, cut in one save and pasted in the next', async () => {
    const { one, desk } = await with_(
      `Before it.\n\n${CUE.replace('[Type', '[AssetID: SOTAAAAAAAAAAAAA1]\n[Type')}\nAfter it.\n`,
    );
    const form = about(await desk.list({}), FORM);
    await desk.accept({ ids: [form.id] }, null);
    await desk.revert({ ids: [form.id] }, null);
    const text = one.read(SEGMENT_PATH);
    const cue = text.slice(text.indexOf('<<!--'), text.indexOf('\nAfter it.'));
    await edit(one, desk, (old) => old.replace(cue, ''));
    one.write(
      'episodes/0101/rundown/20 Other.md',
      `---\nslug: other\norder: 20\n---\n\n## Script\n\nHere.\n\n${cue}`,
    );
    await desk.pass({}, quiet);
    expect((await titles(desk)).filter((title) => title.includes(FORM))).toEqual([]);
  });
});

describe('a cue that is carried into another file in one save', () => {
  const OTHER = 'episodes/0101/rundown/20 Other.md';
  const other = (body: string) => `---\nslug: other\norder: 20\n---\n\n## Script\n\n${body}`;

  async function reverted() {
    const all = await with_(`Before it.\n\n${CUE}\nAfter it.\n`);
    const { desk } = all;
    const form = about(await desk.list({}), FORM);
    await desk.accept({ ids: [form.id] }, null);
    await desk.revert({ ids: [form.id] }, null);
    return all;
  }

  it('keeps what was decided, also where a cue much like it is edited', async () => {
    const { one, desk } = await reverted();
    one.write(OTHER, other(CUE.replace('door', 'roof')));
    await desk.pass({}, quiet);
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace(CUE, 'Nothing here.\n'));
    one.write(OTHER, other(`${CUE}\nAnd then.\n\n${CUE.replace('door-clip', 'roof-song')}`));
    await desk.pass({}, quiet);
    const forms = (await desk.list({})).filter(({ title }) => title.includes(FORM));
    expect(forms.map(({ title }) => /door|roof/.exec(title)?.[0])).toEqual(['roof']);
  });

  it('keeps it in both, where one was copied and the other changed', async () => {
    const { one, desk } = await reverted();
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('1:15', '1:25'));
    one.write(OTHER, other(CUE));
    await desk.pass({}, quiet);
    expect((await titles(desk)).filter((title) => title.includes(FORM))).toEqual([]);
  });
});

describe('a rejected conversion', () => {
  const AROUND = 'We saw {SOT/goat cut} on Monday.';

  it.each([
    [
      'its paragraph is edited on both sides',
      (text: string) => text.replace('We saw', 'Everybody saw').replace('on Monday', 'on Sunday'),
    ],
    [
      'the lines around it are edited',
      (text: string) => text.replace('One.', 'Eleven.').replace('Two.', 'Twelve.'),
    ],
    [
      'an equal one is put before it',
      (text: string) => text.replace('One.', 'One {SOT/goat cut} more.\n\nOne.'),
    ],
  ])('stays rejected when %s', async (_what, change) => {
    const { one, desk } = await with_(`One.\n\n${AROUND}\n\nTwo.\n`);
    const row = about(await desk.list({}), 'Make the SOT cue');
    await desk.reject({ ids: [row.id] }, null, null);
    await edit(one, desk, change);
    const again = (await desk.list({})).filter(({ title }) => title.includes('Make the SOT cue'));
    for (const { id } of again) expect(await desk.diff(id)).not.toMatch(/^-.*saw \{SOT/m);
    expect(again.length).toBe(one.read(SEGMENT_PATH).includes('more.') ? 1 : 0);
  });

  it('stays rejected under another name of the file', async () => {
    const { one, desk } = await with_(`One.\n\n${AROUND}\n\nTwo.\n`);
    await edit(one, desk, (text) => text.replace("id: '10001'\n", ''));
    const row = about(await desk.list({}), 'Make the SOT cue');
    await desk.reject({ ids: [row.id] }, null, null);
    one.write('episodes/0101/rundown/15 A Goat.md', one.read(SEGMENT_PATH).replace('Two.', 'Two, or three.'));
    one.remove(SEGMENT_PATH);
    await desk.pass({}, quiet);
    expect(await titles(desk)).toEqual([]);
  });
});

describe('taking back', () => {
  it('an AssetID goes although the form of its neighbours was repaired', async () => {
    const { one, desk } = await with_(CUE);
    const id = about(await desk.list({}), ID);
    await desk.accept({ ids: [id.id] }, null);
    await desk.accept({ all: true }, null);
    expect((await desk.revert({ ids: [id.id] }, null))[0]).toMatchObject({ result: 'reverted' });
    expect(one.read(SEGMENT_PATH)).not.toContain('AssetID: SOT');
    expect(one.read(SEGMENT_PATH)).toContain('[Type: SOT]\n[Slug: door-clip]');
    await desk.pass({}, quiet);
    expect(await desk.list({})).toEqual([]);
  });

  it('names what stands on it and nothing else, and takes just that back with it', async () => {
    const { one, desk } = await with_(`One {SOT/goat cut}.\n\n${CUE}`);
    const make = about(await desk.list({}), 'Make the SOT cue');
    await desk.accept({ ids: [make.id] }, null);
    one.write('episodes/0101/preshow/goat cut.mp4', 'a film');
    await desk.pass({}, quiet);
    const media = about(await desk.list({}), 'goat cut.mp4');
    await desk.accept({ all: true }, null);
    const [refused] = await desk.revert({ ids: [make.id] }, null);
    expect(refused).toMatchObject({ result: 'refused', reasons: [{ code: 'LATER_LANDINGS' }] });
    expect(refused?.later).toEqual([{ id: media.id, title: media.title }]);
    expect(refused?.reasons[0]?.user).toContain(media.id);

    const [done] = await desk.revert({ ids: [make.id], withLater: true }, null);
    expect(done).toMatchObject({ result: 'reverted', later: [{ id: media.id }] });
    expect(one.read(SEGMENT_PATH)).toContain('One {SOT/goat cut}.\n\n<');
    expect((await desk.list({ state: 'reverted' })).map(({ id }) => id).sort()).toEqual(
      [make.id, media.id].sort(),
    );
    await desk.pass({ acceptAll: true }, quiet);
    expect(one.read(SEGMENT_PATH)).toContain('{SOT/goat cut}');
  });
});

describe('a step that takes back what it did', () => {
  const flip = (applicability: 'safe' | 'unsafe') =>
    defineStep<'segment', never>({
      id: 'flip',
      title: 'Flip',
      version: 1,
      subjects: ['segment'],
      after: [],
      tools: [],
      inspect: ({ document }) => ({ state: 'needed', input: document.text, diagnostics: [] }),
      run: async ({ path, document: { text } }) => {
        const at = text.indexOf('glove');
        const word = text.startsWith('glove on', at) ? 'glove in' : 'glove on';
        const edits = [editAt(text, at, at + word.length, word, 'words')];
        const what = { title: 'Flip it over', why: 'It flips.', applicability } as const;
        return { changes: [{ ...what, files: [{ kind: 'edit', path, edits }] }], facts: null };
      },
    });

  it('does not keep a pass from ending, which says so', async () => {
    const text = '---\nslug: cap\norder: 10\n---\n\nA glove on a railing.\n';
    const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: text }));
    const { desk } = await open(one, { steps: [flip('unsafe')] });
    const { landed } = await desk.pass({ acceptAll: true }, quiet);
    expect(landed.at(-1)).toMatchObject({ result: 'refused', reasons: [{ code: 'GOES_ROUND' }] });
    expect(landed.length).toBeLessThan(12);
  });

  it('stops landing by itself, and waits for a reviewer', async () => {
    const text = '---\nslug: cap\norder: 10\n---\n\nA glove on a railing.\n';
    const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: text }));
    const { desk, show } = await open(one, { steps: [flip('safe')] });
    await desk.auto(true, null);
    for (let i = 0; i < 14; i++) {
      await desk.pass({}, quiet);
      const ready = (await desk.list({})).filter(({ reasons }) => reasons.length === 0);
      await show.exclusively(() =>
        land(
          show,
          '0101' as EpisodeId,
          ready.map(({ id }) => id),
          'policy',
        ),
      );
    }
    expect((await desk.list({})).flatMap(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
      'NOT_REVIEWED',
    ]);
    expect((await desk.list({ state: 'landed' })).length).toBeLessThan(12);
  });
});

describe('names that are given away and used again', () => {
  const OTHER = 'episodes/0101/rundown/15 Another.md';
  const THIRD = 'episodes/0101/rundown/16 A Third.md';
  const fresh = (slug: string) =>
    `---\nslug: ${slug}\norder: 30\n---\n\n## Script\n\nSomething new about ${slug}.\n\n${CUE.replace('door-clip', slug)}`;

  it.each([
    [
      'a new file has the old name',
      (one: Trial) => {
        one.write(OTHER, one.read(SEGMENT_PATH));
        one.write(SEGMENT_PATH, fresh('kettle'));
      },
    ],
    [
      'two files swap their names',
      (one: Trial) => {
        const text = one.read(SEGMENT_PATH);
        one.write(SEGMENT_PATH, one.read(OTHER));
        one.write(OTHER, text);
      },
    ],
    [
      'three files go round',
      (one: Trial) => {
        const [a, b, c] = [SEGMENT_PATH, OTHER, THIRD].map((path) => one.read(path));
        one.write(SEGMENT_PATH, c ?? '');
        one.write(OTHER, a ?? '');
        one.write(THIRD, b ?? '');
      },
    ],
  ])('a pass ends and decisions stay with their files: %s', async (_what, change) => {
    const one = trial(() =>
      makeTrial({
        [INFO_PATH]: INFO,
        [SEGMENT_PATH]: HEAD + CUE,
        [OTHER]: fresh('basket'),
        [THIRD]: fresh('lantern'),
      }),
    );
    const { desk } = await open(one, STEPS);
    await desk.pass({}, quiet);
    const mine = (await desk.list({})).filter(
      ({ subject, title }) => subject === SEGMENT_PATH && title.includes(FORM),
    );
    await desk.reject({ ids: mine.map(({ id }) => id) }, null, null);
    change(one);
    for (let i = 0; i < 3; i++) await desk.pass({ acceptAll: true }, quiet);
    expect(await desk.list({})).toEqual([]);
    const texts = [SEGMENT_PATH, OTHER, THIRD].map((path) => one.read(path));
    expect(texts.filter((text) => text.includes('<<!-- Begin'))).toHaveLength(1);
    expect(texts.find((text) => text.includes('<<!-- Begin'))).toContain('door-clip');
  });

  it('a chain of names leads to the text that it began with', async () => {
    const { one, desk } = await with_(CUE);
    const form = about(await desk.list({}), FORM);
    await desk.reject({ ids: [form.id] }, null, null);
    let path = SEGMENT_PATH;
    for (const next of [OTHER, THIRD, SEGMENT_PATH, OTHER]) {
      one.write(next, one.read(path));
      rmSync(join(one.tree, path));
      path = next;
      await desk.pass({}, quiet);
    }
    await desk.pass({ acceptAll: true }, quiet);
    expect(one.read(OTHER)).toContain('<<!-- Begin Cue -->>');
    expect((await desk.list({})).map(({ title }) => title)).toEqual([]);
  });
});
