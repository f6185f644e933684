// The picture or clip that a cue means, beside the change under review: found as the media list finds it, before and after.
import { expect, it } from 'vitest';
import type { PlayedMedia, Review } from '../../src/desk.ts';
import { type AnyStep, defineStep } from '../../src/step.ts';
import { EDITING, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const REVIEWED = 'show: Trial\nmerge: { settle: 0s, idle: 0s, everything: review }\n';
const CLIP = 'episodes/0101/assets/video/first-clip.mp4';
const PICTURE = 'episodes/0101/assets/graphics/third-picture.png';

async function proposed(text: string, media: readonly string[] = [], only: readonly AnyStep[] = EDITING) {
  const one: Trial = trial();
  one.write('show-build.yaml', REVIEWED);
  one.write(SEGMENT_PATH, text);
  for (const path of media) one.write(path, 'film');
  const { desk } = await open(one, { steps: only });
  await desk.pass({}, quiet);
  return { one, desk };
}

async function reviewed({ desk }: Awaited<ReturnType<typeof proposed>>, words: string): Promise<Review> {
  return desk.review(about(await desk.list({}), words).id);
}

const mediaOf = ({ files }: Review) =>
  files.flatMap(({ parts }) => parts.map(({ cue }) => cue?.media ?? null));

const plays = (path: string, kind: 'video' | 'image'): PlayedMedia => ({
  files: [{ path, kind }],
  missing: null,
});

const FOUND = SEGMENT.replace('first-clip.mp4', '../assets/video/first-clip.mp4');

it('is the clip that the cue names, the same on both sides of a change of form', async () => {
  const shown = await proposed(FOUND, [CLIP, PICTURE]);
  const clip = plays(CLIP, 'video');
  expect(mediaOf(await reviewed(shown, 'first-clip'))).toEqual([{ before: clip, after: clip }]);
  const picture = plays(PICTURE, 'image');
  expect(mediaOf(await reviewed(shown, 'third-picture'))).toContainEqual({ before: picture, after: picture });
});

it('is none where the film does not exist, in the words of the media list', async () => {
  const shown = await proposed(SEGMENT);
  const none = { files: [], missing: 'there is no file “second-clip.mp4”' };
  const all = mediaOf(await reviewed(shown, 'second-clip'));
  expect(all).toEqual(all.map(() => ({ before: none, after: none })));
  const { rundown } = await shown.desk.episode('0101');
  expect(rundown[0]?.cueList[1]?.whyMissing).toBe(none.missing);
});

it('is shown also of an item that is not on air, and of a cue that is in the list already', async () => {
  const twice = FOUND.replace(
    'That is all.',
    `<!-- Begin Cue -->
[Type:SOT]
[AssetID: SOT1AAAAAAAAAAAA1]
[Slug: first-clip]
[MediaURL: nowhere.mp4]
<!-- End Cue -->

That is all.`,
  );
  const none = { files: [], missing: 'there is no file “nowhere.mp4”' };
  for (const text of [twice, twice.replace('status: production', 'status: draft')]) {
    const shown = await proposed(text, [CLIP]);
    const all = (await shown.desk.list({})).map(({ id }) => shown.desk.review(id));
    const media = (await Promise.all(all)).flatMap(mediaOf).map((each) => each?.after);
    expect(media).toContainEqual(plays(CLIP, 'video'));
    expect(media).toContainEqual(none);
  }
});

it('has no before where the cue is new', async () => {
  const goat = 'episodes/0101/preshow/goat at the gate.mp4';
  const text = SEGMENT.replace('We walk past it.', 'We walk past it.\n\n{SOT/goat at the gate}\n\n');
  const all = mediaOf(await reviewed(await proposed(text, [goat]), 'goat'));
  expect(all).toContainEqual({ before: null, after: plays(goat, 'video') });
});

/** Names another file in the first cue. */
const renaming = defineStep<'segment', never>({
  id: 'renaming',
  title: 'Name another file',
  version: 1,
  subjects: ['segment'],
  after: [],
  tools: [],
  inspect: ({ document: { text } }) =>
    text.includes('first-clip.mp4')
      ? { state: 'needed', input: text, diagnostics: [] }
      : { state: 'fulfilled', diagnostics: [] },
  run: async ({ document: { text }, path }) => {
    const start = text.indexOf('first-clip.mp4');
    const removed = 'first-clip.mp4';
    const edit = {
      start,
      end: start + removed.length,
      removed,
      added: 'second.mp4',
      field: 'cue:1/mediaurl',
    };
    const files = [{ kind: 'edit' as const, path, edits: [edit] }];
    const change = { title: 'Second clip', why: '', applicability: 'unsafe' as const, files };
    return { facts: null, changes: [change] };
  },
});

it('differs where the change names another file', async () => {
  const second = CLIP.replace('first-clip', 'second');
  const shown = await proposed(FOUND, [CLIP, second], [renaming]);
  expect(mediaOf(await reviewed(shown, 'Second clip'))).toEqual([
    { before: plays(CLIP, 'video'), after: plays(second, 'video') },
  ]);
});

it('is not looked up for a change outside cues', async () => {
  const shown = await proposed(SEGMENT.replace('slug: glove', 'slug:'), [CLIP]);
  const { id } = (await shown.desk.list({ step: 'slug-enhancement' }))[0] ?? { id: '' };
  const { files } = await shown.desk.review(id);
  expect(files.flatMap(({ parts }) => parts.map(({ cue }) => cue))).toEqual([null]);
});
