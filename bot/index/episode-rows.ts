// Writes the rows of one episode: its segments, cues, quotes, people and assets as they are on main. Writes only if
// something has changed since the last time; removes the rows of an episode that is gone.
import { sharedSettings } from '../../src/config.ts';
import { cueValue } from '../../src/domain/cue.ts';
import { durationMs } from '../../src/domain/duration.ts';
import { infoPath } from '../../src/domain/episode.ts';
import { type EpisodeId, nameOf, type TreeId, type TreePath, treePath } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import type { MediaShelf } from '../../src/domain/media/shelf.ts';
import { hashText } from '../../src/hash.ts';
import { cueMedia } from '../../src/markdown/cue-media.ts';
import type { DocumentReader } from '../../src/markdown/reader.ts';
import { type RundownEntry, rundownOf } from '../../src/markdown/rundown.ts';
import type { SegmentEntry } from '../../src/store/episodes.ts';
import { mediaKind } from '../../src/tree/media.ts';
import type { EpisodeMedia } from '../cache/episode-media.ts';
import { originalsBelow } from '../cache/originals.ts';
import { readEpisode } from '../plan/subjects.ts';
import type { Show } from '../show/show.ts';
import { bodyLines, guestsIn, peopleIn, quotesIn } from './searchable-text.ts';

/** Raise this when the rows gain new content, so that all are written again. */
const ROWS_VERSION = 2;

/** Version and hash of what the rows depend on besides files: the settings for durations. */
export function rowsSetup(show: Show): string {
  const told = JSON.stringify(sharedSettings(show.settings()));
  return `${ROWS_VERSION} ${hashText(told).slice(0, 12)}`;
}

/** `folder`: Git tree of the episode's files; `originals`: Git tree of the list of its media. */
export function indexKey(setup: string, folder: TreeId, originals: string | null): string {
  return `${setup} ${folder} ${originals ?? '-'}`;
}

export interface Indexed {
  readonly episode: EpisodeId;
  /** Main's root tree. */
  readonly tree: TreeId;
  /** The episode's texts; called only if they are needed. */
  readonly texts: () => Promise<ReadonlyMap<TreePath, string>>;
}

export type Readers = { readonly documents: DocumentReader; readonly media: EpisodeMedia };

/** `readers`: whose caches to use; the show's own, unless the caller goes through all episodes. */
export async function recordIndex(
  show: Show,
  { episode, tree, texts }: Indexed,
  { documents, media: book }: Readers = show,
): Promise<void> {
  const { store } = show;
  if (!store) return;
  const folder = await show.repo.treeAt(tree, treePath(`episodes/${episode}`));
  if (folder === null) {
    store.record(() => store.index.removeEpisode(episode));
    return;
  }
  const key = indexKey(rowsSetup(show), folder, await originalsOf(show, episode));
  if (store.index.indexedKey(episode) === key) return;
  const files = await texts();
  const { info, segments } = readEpisode(episode, files, documents);
  const told = sharedSettings(show.settings());
  const runs = rundownOf(segments, info, told);
  const ms = (text: string | null) => durationMs(text, told.fps);
  const blobOf = (path: TreePath) => {
    const text = files.get(path);
    return text === undefined ? null : show.repo.hashBlob(Buffer.from(text));
  };
  const media = await book.of(tree, episode);
  const assets = await originalsBelow(show.repo, treePath(`episodes/${episode}`));
  store.record(() => {
    store.index.recordEpisode({
      episode,
      path: info?.path ?? null,
      blob: info ? blobOf(info.path) : null,
      title: info?.title ?? null,
      subtitle: info?.subtitle ?? null,
      slug: info?.slug ?? null,
      type: info?.type ?? null,
      status: info?.status ?? null,
      airDate: info?.airdate ?? null,
      description: info?.description ?? null,
      durationMs: ms(info?.duration ?? null),
      runtimeMs: ms(info?.totalRuntime ?? null),
    });
    store.index.recordSegments(
      episode,
      runs.entries.map((entry, position) => ({
        ...segmentEntry(entry, position, told.fps, media),
        blob: blobOf(entry.document.path),
        people: peopleIn(entry.document, info),
      })),
    );
    store.index.recordPeople(episode, infoPath(episode), info === null ? [] : guestsIn(info));
    store.index.recordQuotes(episode, segments.flatMap(quotesIn));
    store.index.recordAssets(
      episode,
      assets.map(({ path, bytes, sha256 }) => ({
        path,
        kind: mediaKind(nameOf(path)),
        bytes,
        sha256,
        madeBy: 'person' as const,
      })),
    );
    store.index.setIndexedKey(episode, key);
  });
}

async function originalsOf(show: Show, episode: EpisodeId): Promise<string | null> {
  const folder = await show.media.originalsKey(episode);
  return folder === '-' ? null : folder;
}

function segmentEntry(
  { document: segment, block, countedMs: runtimeMs }: RundownEntry,
  position: number,
  fps: number,
  media: MediaShelf,
): Omit<SegmentEntry, 'blob' | 'people'> {
  return {
    path: segment.path,
    position,
    order: segment.order,
    type: segment.type,
    slug: segment.slug,
    title: segment.title,
    description: segment.description,
    status: segment.status,
    block,
    durationMs: durationMs(segment.duration, fps),
    runtimeMs,
    words: segment.spokenText.split(/\s+/).filter(Boolean).length,
    body: segment.spokenText,
    bodyLines: bodyLines(segment),
    cues: segment.cues.map((cue) => {
      return {
        line: cue.line,
        type: cue.type,
        assetId: cue.assetId,
        slug: cue.slug,
        mediaUrl: cueValue(cue, 'mediaurl'),
        mediaPath: cueMedia(cue, segment.text, media, fps).file?.path ?? null,
        durationMs: durationMs(cueValue(cue, 'duration'), fps),
        fields: Object.fromEntries(cue.fields.map(({ label, value }) => [label, value])) as Json,
      };
    }),
  };
}
