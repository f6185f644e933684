// An episode's media: those in Git, and those that people brought and Git does not keep. Listed again only when the episode's folder on main or the record of originals has changed.
import { type EpisodeId, nameOf, type TreeId, type TreePath, treePath } from '../../src/domain/ids.ts';
import { parsePointer } from '../../src/domain/media/pointer.ts';
import { type MediaFile, type MediaKind, type MediaShelf, mediaShelf } from '../../src/domain/media/shelf.ts';
import type { Repo } from '../../src/git/repo.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { mediaKind } from '../../src/tree/media.ts';
import { ORIGINALS } from '../record/refs.ts';
import type { DiskIndex } from './disk-index.ts';
import { originalsBelow } from './originals.ts';

export interface EpisodeMedia {
  /** `tree`: the root tree of main. */
  of(tree: TreeId, episode: EpisodeId): Promise<MediaShelf>;
  /** Changes whenever the episode's media outside Git change. */
  originalsKey(episode: EpisodeId): Promise<string>;
}

const EPISODES_IN_MEMORY = 200;

export function openEpisodeMedia(repo: Repo, disk: DiskIndex): EpisodeMedia {
  const known = new Map<EpisodeId, { readonly key: string; readonly files: MediaShelf }>();

  async function originals(episode: EpisodeId): Promise<{ tree: TreeId; folder: TreeId } | null> {
    const recorded = await repo.ref(ORIGINALS);
    if (recorded === null) return null;
    const { tree } = await repo.readCommit(recorded);
    const folder = await repo.treeAt(tree, folderOf(episode));
    return folder === null ? null : { tree, folder };
  }

  async function listed(tree: TreeId, episode: EpisodeId, own: TreeId | null): Promise<MediaShelf> {
    const onMain = await repo.listFiles(tree, folderOf(episode));
    const beside = own === null ? [] : await originalsBelow(repo, folderOf(episode));
    const files = new Map<TreePath, MediaFile>();
    for (const { path, sha256 } of beside) {
      const kind = playedKind(path);
      if (kind !== null) files.set(path, { path, kind, bytes: disk.get(path)?.bytes ?? 0, sha256 });
    }
    for (const { path, id } of onMain) {
      const kind = playedKind(path);
      if (kind === null) continue;
      const pointer = parsePointer(await repo.readBlob(id));
      const bytes = disk.get(path)?.bytes ?? pointer?.bytes ?? 0;
      files.set(path, { path, kind, bytes, ...(pointer && { sha256: pointer.sha256 }) });
    }
    return mediaShelf([...files.values()]);
  }

  return {
    async of(tree, episode) {
      const own = await originals(episode);
      const key = `${await repo.treeAt(tree, folderOf(episode))} ${own?.folder}`;
      const found = known.get(episode);
      if (found?.key === key) return found.files;
      const files = await listed(tree, episode, own?.tree ?? null);
      known.delete(episode);
      known.set(episode, { key, files });
      if (known.size > EPISODES_IN_MEMORY) known.delete(known.keys().next().value as EpisodeId);
      return files;
    },
    originalsKey: async (episode) => (await originals(episode))?.folder ?? '-',
  };
}

function folderOf(episode: EpisodeId): TreePath {
  return treePath(`episodes/${episode}`);
}

const PLAYED: ReadonlySet<string> = new Set<MediaKind>(['video', 'image', 'audio']);

/** Null for what is not played, and for conflict copies. */
function playedKind(path: TreePath): MediaKind | null {
  const kind = mediaKind(nameOf(path));
  return PLAYED.has(kind) && kindOfPath(path) !== 'conflict' ? (kind as MediaKind) : null;
}
