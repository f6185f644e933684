// The way from the desk to a note in Obsidian: only to notes that are there, under the heading above the change or line.
import { expect, it } from 'vitest';
import { steps } from '../../steps/index.ts';
import { AT_ONCE, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const VAULT = `${AT_ONCE.replace('merge: { ', 'merge: { everything: review, ')}obsidian: { vault: Käse & Co, folder: Our Show }\n`;
const HEADED = SEGMENT.replace('We walk past it.', '### Past & gone #2\n\nWe walk past it.');
const NOTE =
  'obsidian://open?vault=K%C3%A4se%20%26%20Co&file=Our%20Show%2Fepisodes%2F0101%2Frundown%2F10%20The%20Glove';

async function proposed(settings: string, text = HEADED) {
  const one = trial();
  one.write('show-build.yaml', settings);
  one.write(SEGMENT_PATH, text);
  const { desk } = await open(one, { steps });
  await desk.pass({}, quiet);
  const noteOf = async (words: string) => {
    const { files } = await desk.review(about(await desk.list({}), words).id);
    return files.map(({ note }) => note);
  };
  return { one, desk, noteOf };
}

it('leads from a change to the heading above it, and from front matter to the note', async () => {
  const { desk, noteOf } = await proposed(VAULT, HEADED.replace('slug: glove', 'slug:'));
  expect(await noteOf('first-clip')).toEqual([`${NOTE}%23Script`]);
  expect(await noteOf('second-clip')).toEqual([`${NOTE}%23Past%20%26%20gone%202`]);
  const [slug] = await desk.list({ step: 'slug-enhancement' });
  expect((await desk.review(slug?.id ?? '')).files.map(({ note }) => note)).toEqual([NOTE]);
});

it('is none for what is made of the episode, and without a vault', async () => {
  const { desk } = await proposed(VAULT);
  const made = await desk.list({ step: 'script-compilation' });
  expect(made).not.toEqual([]);
  for (const { id } of made)
    expect((await desk.review(id)).files.every(({ note }) => note === null)).toBe(true);
  const { noteOf, desk: bare } = await proposed(
    AT_ONCE.replace('merge: { ', 'merge: { everything: review, '),
  );
  expect(await noteOf('second-clip')).toEqual([null]);
  expect(await bare.noteAddress(SEGMENT_PATH, 3)).toEqual({ address: null });
});

it('leads from a line of a file to the heading above it, as the file stands', async () => {
  const { desk } = await proposed(VAULT);
  const line = HEADED.split('\n').indexOf('That is all.') + 1;
  expect(await desk.noteAddress(SEGMENT_PATH, line)).toEqual({ address: `${NOTE}%23Past%20%26%20gone%202` });
  expect(await desk.noteAddress(SEGMENT_PATH, 2)).toEqual({ address: NOTE });
  expect(await desk.noteAddress(SEGMENT_PATH, null)).toEqual({ address: NOTE });
  expect((await desk.noteAddress(INFO_PATH, null)).address).toMatch(/0101%2Finfo$/);
  for (const path of ['show-build.yaml', 'episodes/0101/rundown/99 Nothing.md', 'episodes/0101/rundown'])
    expect(await desk.noteAddress(path, 1)).toEqual({ address: null });
  await expect(desk.noteAddress('../secret.md', 1)).rejects.toMatchObject({ code: 'PATH_REFUSED' });
});

it('follows a note to its new name', async () => {
  const { one, desk } = await proposed(VAULT);
  const { id } = about(await desk.list({}), 'second-clip');
  await desk.accept({ ids: [id] }, null);
  const text = one.read(SEGMENT_PATH);
  one.remove(SEGMENT_PATH);
  one.write('episodes/0101/rundown/15 A Glove.md', text);
  await desk.pass({}, quiet);
  const [file] = (await desk.review(id)).files;
  expect(file?.note).toMatch(/15%20A%20Glove%23Past%20%26%20gone%202$/);
});
