// A change that gives a file another name: it lands and is reverted as one, and what was decided about the file follows.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renamedFiles } from '../../bot/publish/renamed-files.ts';
import { editAt } from '../../src/domain/edit.ts';
import { type BlobId, treePath } from '../../src/domain/ids.ts';
import { hashText } from '../../src/hash.ts';
import { type AnyStep, defineStep } from '../../src/step.ts';
import { cueBlockRepair } from '../../steps/cue-block-repair.ts';
import { slugEnhancement } from '../../steps/slug-enhancement.ts';
import { INFO_PATH, SEGMENT_PATH, type Trial } from '../trial.ts';
import { about, inTrials, quiet, trailerKeys } from './trials.ts';

const NEW_PATH = 'episodes/0101/rundown/010-glove.md';

/** Renames every item that is not called after its slug, and says so in it. */
const renaming: AnyStep = defineStep<'segment', never>({
  id: 'naming',
  title: 'Name files after slugs',
  version: 1,
  subjects: ['segment'],
  after: [],
  tools: [],
  inspect: ({ path }) =>
    path.includes('010-')
      ? { state: 'fulfilled', diagnostics: [] }
      : { state: 'needed', input: path, diagnostics: [] },
  run: async ({ path, document }) => {
    const at = document.text.indexOf('A glove on a railing');
    const edit = editAt(document.text, at, at, 'Once more: ', 'words');
    return {
      changes: [
        {
          title: 'Name the file after its slug',
          why: 'The file is called after something else than its slug.',
          applicability: 'unsafe',
          files: [
            { kind: 'edit', path, edits: [edit] },
            { kind: 'move', path, to: treePath(NEW_PATH), field: 'name' },
          ],
        },
      ],
      facts: null,
    };
  },
});

const { trial, open, close } = inTrials();
const has = (one: Trial, path: string) => existsSync(join(one.tree, path));

/** A show whose policy says that files are called after their slugs, with one slug that is too long. */
async function named() {
  const one = trial();
  one.write(
    'show-build.yaml',
    `${one.read('show-build.yaml')}steps: { slug-enhancement: { rename: true } }\n`,
  );
  one.write(
    SEGMENT_PATH,
    one.read(SEGMENT_PATH).replace('slug: glove', 'slug: the-glove-on-the-railing-of-the-town'),
  );
  return { one, ...(await open(one, { steps: [slugEnhancement] })) };
}

describe('a slug, where the policy says that files are called after it', () => {
  it('takes file and links along in one enhancement', async () => {
    const { one, desk } = await named();
    const other = 'episodes/0101/rundown/20 Other.md';
    const notes = ['episodes/0101/rundown/NOTES ONLY.md', 'episodes/0101/preshow/preshow notes.md'];
    for (const note of notes)
      one.write(note, 'After [[10 The Glove]] a song, not [[0102/rundown/10 The Glove]].\n');
    one.write(other, '---\nslug: other\norder: 20\n---\nAs in [[10 The Glove|the glove]], but less.\n');
    await desk.pass({}, quiet);
    const row = about(await desk.list({}), 'and the file after it');
    const slug = /“(.*)”/.exec(row.title)?.[1] ?? '';
    expect([...row.paths].sort()).toEqual(
      [SEGMENT_PATH, other, ...notes, `episodes/0101/rundown/10-${slug}.md`].sort(),
    );
    expect((await desk.accept({ ids: [row.id] }, null))[0]?.result).toBe('landed');
    expect(one.read(`episodes/0101/rundown/10-${slug}.md`)).toContain(`slug: ${slug}\n`);
    expect(one.read(other)).toContain(`[[10-${slug}|the glove]]`);
    for (const note of notes)
      expect(one.read(note)).toBe(`After [[10-${slug}]] a song, not [[0102/rundown/10 The Glove]].\n`);
    await desk.pass({}, quiet);
    expect(await desk.list({})).toEqual([]);
    expect((await desk.revert({ ids: [row.id] }, null))[0]?.result).toBe('reverted');
    expect(one.read(other)).toContain('[[10 The Glove|the glove]]');
    expect(has(one, SEGMENT_PATH)).toBe(true);
  });

  it.each([
    [
      'another episode',
      'episodes/0102/rundown/10 Again.md',
      'As in [[0101/rundown/10 The Glove|the glove]].\n',
    ],
    [
      'another episode, by its name alone',
      'episodes/0102/info.md',
      'As in [so](../0101/rundown/10%20The%20Glove.md).\n',
    ],
    ['the library', 'lib/ideas.md', 'More of [[10 The Glove]].\n'],
  ])('leaves the file its name where a link in %s means it, and says so', async (_where, path, text) => {
    const { one, desk } = await named();
    one.write(path, text);
    await desk.pass({}, quiet);
    const [row, ...others] = (await desk.list({})).filter(({ episode }) => episode === '0101');
    expect(others).toEqual([]);
    expect(row?.title).toMatch(/^Slug “[^”]+”$/);
    expect((await desk.show(row?.id ?? '')).why).toContain(`because links in ${path} mean it`);
    one.write(path, 'Nothing more.\n');
    one.write(INFO_PATH, `${one.read(INFO_PATH)}And more.\n`);
    await desk.pass({}, quiet);
    expect((await desk.list({ state: 'proposed' })).map(({ title }) => title)).toContainEqual(
      expect.stringContaining('and the file after it'),
    );
  });

  it('does not land once a link elsewhere means the file', async () => {
    const { one, desk } = await named();
    await desk.pass({}, quiet);
    const row = about(await desk.list({}), 'and the file after it');
    one.write('lib/ideas.md', 'More of [[10 The Glove]].\n');
    await desk.pass({}, quiet);
    const [outcome] = await desk.accept({ ids: [row.id] }, null);
    expect(outcome?.result).not.toBe('landed');
    expect(has(one, SEGMENT_PATH)).toBe(true);
  });

  it('takes the file along where a link in another episode means a file of that one', async () => {
    const { one, desk } = await named();
    one.write('episodes/0102/rundown/10 The Glove.md', '---\norder: 10\n---\n');
    one.write('episodes/0102/preshow/notes.md', 'As in [[10 The Glove]] and [[rundown/10 The Glove]].\n');
    await desk.pass({}, quiet);
    expect((await desk.list({})).map(({ title }) => title)).toEqual([
      expect.stringContaining('and the file after it'),
    ]);
  });
});

describe('a new name that nobody has decided about yet', () => {
  it('hides nothing that comes up in the file meanwhile', async () => {
    const one = trial();
    const { desk } = await open(one, { steps: [cueBlockRepair, renaming] });
    await desk.pass({}, quiet);
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('That is all.', '{VO/street}\n\nThat is all.'));
    await desk.pass({}, quiet);
    const titles = (await desk.list({})).map(({ title }) => title).join();
    expect(titles).toContain('Make the VO cue');
    expect(titles).toContain('Name the file');
  });
});

describe('a change that gives a file another name', () => {
  it('lands with its edits as one commit, and is reverted as one', async () => {
    const one = trial();
    const before = one.read(SEGMENT_PATH);
    const { desk } = await open(one, { steps: [renaming] });
    await desk.pass({}, quiet);
    const row = about(await desk.list({}), 'Name the file');
    expect(row.paths).toEqual([SEGMENT_PATH, NEW_PATH]);
    expect(await desk.diff(row.id)).toContain(`rename to ${NEW_PATH}`);
    const [landed] = await desk.accept({ ids: [row.id] }, null);
    expect(landed?.result).toBe('landed');
    expect(has(one, SEGMENT_PATH)).toBe(false);
    expect(one.read(NEW_PATH)).toBe(before.replace('A glove on', 'Once more: A glove on'));
    expect(one.git('diff', '--name-status', '--find-renames', 'main^1', 'main')).toMatch(/^R\d+\t/);
    expect(trailerKeys(one, 'main')).toContain('Moved');

    const [reverted] = await desk.revert({ ids: [row.id] }, null);
    expect(reverted?.result).toBe('reverted');
    expect(has(one, NEW_PATH)).toBe(false);
    expect(one.read(SEGMENT_PATH)).toBe(before);
    // What was reverted stays off.
    await desk.pass({}, quiet);
    expect(await desk.list({})).toEqual([]);
  });

  it('takes along what was decided about the file, and what is open on it', async () => {
    const one = trial();
    const { desk } = await open(one, { steps: [cueBlockRepair, renaming] });
    await desk.pass({}, quiet);
    const rows = await desk.list({});
    await desk.reject({ ids: [about(rows, 'first-clip').id] }, 'leave it', null);
    await desk.accept({ ids: [about(rows, 'Name the file').id] }, null);
    await desk.pass({}, quiet);
    const open_ = await desk.list({});
    expect(open_.map(({ title }) => title).join()).not.toContain('first-clip');
    const second = about(open_, 'second-clip');
    expect(second.subject).toBe(NEW_PATH);
    expect(second.id).toBe(about(rows, 'second-clip').id);
    expect((await desk.accept({ ids: [second.id] }, null))[0]?.result).toBe('landed');
    expect(one.read(NEW_PATH)).toContain('[Type: VO]');
  });

  it('keeps a text that a person writes under the old name in that very moment', async () => {
    const one = trial();
    const { desk } = await open(one, { steps: [renaming] });
    await desk.pass({}, quiet);
    const row = about(await desk.list({}), 'Name the file');
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('That is all.', 'That is nearly all.'));
    await desk.accept({ ids: [row.id] }, null);
    const now = has(one, NEW_PATH) ? one.read(NEW_PATH) : one.read(SEGMENT_PATH);
    expect(now).toContain('That is nearly all.');
    expect(has(one, NEW_PATH) && has(one, SEGMENT_PATH)).toBe(false);
  });

  it('does not land where its new name is taken', async () => {
    const one = trial();
    one.write(NEW_PATH, '---\ntype: segment\norder: 20\n---\nAnother one.\n');
    const { desk } = await open(one, { steps: [renaming] });
    await desk.pass({}, quiet);
    expect(await desk.list({})).toEqual([]);
    expect(one.read(NEW_PATH)).toContain('Another one.');
  });

  it('is noted at the next start where the program died before it was published', async () => {
    const one = trial();
    const first = await open(one, { steps: [renaming] });
    await first.desk.pass({}, quiet);
    const row = about(await first.desk.list({}), 'Name the file');
    await first.desk.accept({ ids: [row.id] }, null);
    await close(first);
    // The acceptance stays, the note of the new name goes.
    const [acceptance] = one.git('rev-list', '--reverse', 'refs/show-build/decisions').split('\n');
    one.git('update-ref', 'refs/show-build/decisions', acceptance ?? '');
    one.git('update-ref', 'refs/show-build/published', 'main^');
    const second = await open(one, { steps: [renaming] });
    expect(second.show.decisions.memory().names.path(treePath(SEGMENT_PATH), 1)).toBe(NEW_PATH);
    await close(second);
    // Killed once more, after the note: it is not made twice.
    const count = second.show.decisions.count();
    one.git('update-ref', 'refs/show-build/published', 'main^');
    const { show } = await open(one, { steps: [renaming] });
    expect(show.decisions.count()).toBe(count);
  });
});

describe('renamedFiles', () => {
  it('finds hundreds of renames by content and by id, and guesses none where several are alike', async () => {
    const version = (text: string) => ({
      blob: hashText(text) as unknown as BlobId,
      text: async () => text,
    });
    const note = (i: number, words: string) => `---\nid: 'n${i}'\n---\n\n${words}\n`;
    const files = Array.from({ length: 400 }, (_, i) => [
      { path: treePath(`e/${i}.md`), before: version(note(i, 'Some words.')), after: null },
      {
        path: treePath(`e/${i} new.md`),
        before: null,
        // Half of them were edited too.
        after: version(note(i, i % 2 === 0 ? 'Some words.' : 'Quite other words.')),
      },
    ]).flat();
    const same = ['a', 'b'].map((name) => ({
      path: treePath(`e/${name}.md`),
      before: version('Twins.\n'),
      after: null,
    }));
    const now = ['c', 'd'].map((name) => ({
      path: treePath(`e/${name}.md`),
      before: null,
      after: version('Twins.\n'),
    }));
    const renames = await renamedFiles([...files, ...same, ...now]);
    expect(new Set(renames.map(({ from, to }) => `${from} → ${to}`))).toEqual(
      new Set(Array.from({ length: 400 }, (_, i) => `e/${i}.md → e/${i} new.md`)),
    );
  });
});
