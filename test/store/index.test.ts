import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EnhancementId, type EpisodeId, treePath } from '../../src/domain/ids.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { cue, EPISODE, enhancement, episode, quote, segment } from './rows.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(() => store.close());

const OTHER = '0102' as EpisodeId;

describe('episodes and segments', () => {
  test('are read back as they were recorded, segments in rundown order with their cues', () => {
    const first = segment({ position: 0, cues: [cue(), cue({ type: null, fields: {} })] });
    const second = segment({
      position: 1,
      path: treePath('episodes/0101/rundown/20 B.md'),
      cues: [cue({ line: 3 })],
    });
    store.index.recordEpisode(episode());
    store.index.recordSegments(EPISODE, [second, first]);
    const { body: _one, bodyLines: _lines, people: _people, ...firstRow } = first;
    const { body: _two, bodyLines: _more, people: _others, ...secondRow } = second;
    expect(store.index.episodes()).toEqual([episode()]);
    expect(store.index.segments(EPISODE)).toEqual([firstRow, secondRow]);
  });

  test('recording an episode again keeps its segments; recording segments again replaces them', () => {
    store.index.recordSegments(EPISODE, [segment({ cues: [cue()] })]);
    store.index.recordEpisode(episode({ title: 'Another' }));
    expect(store.index.episodes()[0]?.title).toBe('Another');
    expect(store.index.segments(EPISODE)).toHaveLength(1);
    store.index.recordSegments(EPISODE, [segment({ title: 'New', cues: [] })]);
    expect(store.index.segments(EPISODE)).toMatchObject([{ title: 'New', cues: [] }]);
    expect(store.index.find({ words: 'Opening' }).hits).toMatchObject([{ title: 'New' }]);
  });

  test('removing an episode takes all that hangs on it, and nothing of others', () => {
    for (const each of [EPISODE, OTHER]) {
      const path = treePath(`episodes/${each}/rundown/10 A.md`);
      const video = treePath(`episodes/${each}/assets/video/a.mp4`);
      store.index.recordSegments(each, [segment({ path, cues: [cue({ mediaPath: video })] })]);
      store.index.recordAssets(each, [
        { path: video, kind: 'video', bytes: 9, sha256: 'ff', madeBy: 'person' },
      ]);
      store.index.recordQuotes(each, [quote({ subject: path })]);
      store.index.setPlannedKey(each, 'k');
    }
    store.index.removeEpisode(EPISODE);
    expect(store.index.episodes().map((row) => row.episode)).toEqual([OTHER]);
    expect([store.index.segments(EPISODE), store.index.assets(EPISODE), store.index.quotes(EPISODE)]).toEqual(
      [[], [], []],
    );
    expect(store.index.find({ words: 'evening' }).hits.map((found) => found.episode)).toEqual([OTHER]);
    expect(store.index.segments(OTHER)[0]?.cues).toHaveLength(1);
    expect(store.index.assets(OTHER)).toHaveLength(1);
    expect(store.index.quotes(OTHER)).toHaveLength(1);
    expect(store.index.allPlannedKeys()).toEqual(new Map([[OTHER, 'k']]));
  });

  test('planned keys are kept, replaced and forgotten, also of episodes that are not recorded', () => {
    expect(store.index.plannedKey(EPISODE)).toBeNull();
    store.index.setPlannedKey(EPISODE, 'one');
    store.index.setPlannedKey(EPISODE, 'two');
    expect(store.index.plannedKey(EPISODE)).toBe('two');
    store.index.setPlannedKey(EPISODE, null);
    expect(store.index.allPlannedKeys().size).toBe(0);
  });
});

test('assets that stay keep their media facts, those that go lose them', () => {
  const stays = {
    path: treePath('lib/bed.mp3'),
    kind: 'audio',
    bytes: 1,
    sha256: 'aa',
    madeBy: 'person',
  } as const;
  const goes = { ...stays, path: treePath('lib/gone.mp3') };
  const facts = {
    sha256: 'aa',
    durationMs: 5_000,
    width: null,
    height: null,
    framesPerSecond: 29.97,
    audioChannels: 2,
    sampleRateHz: 48_000,
    loudnessLufs: -16.2,
    facts: { format: 'mp3' },
  };
  store.index.recordAssets(null, [stays, goes]);
  store.index.recordMedia({ path: stays.path, ...facts });
  store.index.recordMedia({ path: goes.path, ...facts });
  store.index.recordAssets(null, [{ ...stays, bytes: 2 }]);
  expect(store.index.assets(null)).toEqual([{ ...stays, bytes: 2 }]);
  expect(store.index.media(stays.path)).toEqual({ path: stays.path, ...facts });
  expect(store.index.media(goes.path)).toBeNull();
});

describe('enhancements', () => {
  test('are replaced by episode, and listed by what is asked for', () => {
    const landed = enhancement({ id: 'e2' as EnhancementId, state: 'landed', proposedMs: 500 });
    const other = enhancement({ id: 'e3' as EnhancementId, step: 'cue-block-repair' });
    store.index.recordEnhancements(EPISODE, [enhancement(), landed]);
    store.index.recordEnhancements(OTHER, [other]);
    const ids = (filter: Parameters<typeof store.index.listEnhancements>[0]) =>
      store.index.listEnhancements(filter).map((row) => row.id);
    expect(store.index.listEnhancements({ state: 'proposed', episode: EPISODE })).toEqual([
      { ...enhancement(), episode: EPISODE },
    ]);
    expect(ids({})).toEqual(['e2', 'e1', 'e3']);
    expect(ids({ state: 'landed' })).toEqual(['e2']);
    expect(ids({ step: 'cue-block-repair', episode: OTHER })).toEqual(['e3']);
    expect(ids({ id: 'e1' as EnhancementId })).toEqual(['e1']);
    store.index.recordEnhancements(EPISODE, []);
    expect(ids({})).toEqual(['e3']);
  });

  test('stay when their episode is removed: what was withdrawn is still told', () => {
    store.index.recordEpisode(episode());
    store.index.recordEnhancements(EPISODE, [enhancement({ state: 'withdrawn' })]);
    store.index.removeEpisode(EPISODE);
    expect(store.index.listEnhancements()).toHaveLength(1);
  });
});
