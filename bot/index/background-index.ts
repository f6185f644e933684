// Keeps the rows of all episodes up to date, including closed ones, so that search finds years-old episodes. Works in
// the background, newest first, one at a time, and lets requests go first. Reads Git and writes the database; changes
// neither main nor the tree.
import { type EpisodeId, type TreeId, treePath } from '../../src/domain/ids.ts';
import { documentReader } from '../../src/markdown/reader.ts';
import { openEpisodeMedia } from '../cache/episode-media.ts';
import { episodeTexts } from '../plan/episode-texts.ts';
import { listEpisodes } from '../plan/episodes.ts';
import { MAIN, ORIGINALS } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { indexKey, type Readers, recordIndex, rowsSetup } from './episode-rows.ts';

export interface Indexing {
  /** Starts indexing; until then, `wake` only queues. */
  begin(): void;
  /** These episodes may have changed; null: any may have. Returns at once. */
  wake(episodes: Iterable<EpisodeId> | null): void;
  /** Resolves when there is nothing left to do, or after `end`. */
  idle(): Promise<void>;
  /** Stops indexing. Resolves when the episode in progress is written. */
  end(): Promise<void>;
}

export interface IndexingOptions {
  readonly onTrouble: (error: unknown) => void;
  /** Resolves when no current episode has work waiting: a person's save comes before years-old episodes. */
  readonly whenFree?: () => Promise<void>;
}

export function openIndexing(
  show: Show,
  { onTrouble, whenFree = async () => {} }: IndexingOptions,
): Indexing {
  const readers = readersFor(show);
  let due = new Set<EpisodeId>();
  let isAnyDue = false;
  let begun = false;
  let ended = false;
  let loop: Promise<void> | null = null;

  function run(): void {
    if (!begun || ended || loop !== null || show.store === null) return;
    loop = drain()
      .catch(onTrouble)
      .finally(() => {
        loop = null;
        if (isAnyDue || due.size > 0) run();
      });
  }

  async function drain(): Promise<void> {
    while (!ended && (isAnyDue || due.size > 0)) {
      const named = isAnyDue ? null : due;
      isAnyDue = false;
      due = new Set();
      const tree = await mainTree(show);
      for (const episode of named ?? (tree === null ? [] : await outdated(show, tree))) {
        await whenFree();
        if (ended) return;
        // A full run takes minutes: read main again, so that newer rows are not overwritten with older content.
        const now = await mainTree(show);
        // An unreadable episode must not keep the others out of search.
        if (now !== null) await recordOne(show, now, episode, readers).catch(onTrouble);
        await breath();
      }
    }
  }

  return {
    begin() {
      begun = true;
      if (isAnyDue || due.size > 0) run();
    },
    wake(episodes) {
      if (episodes === null) isAnyDue = true;
      else for (const episode of episodes) due.add(episode);
      run();
    },
    async idle() {
      while (loop !== null) await loop;
    },
    async end() {
      ended = true;
      await loop;
    },
  };
}

async function mainTree({ repo }: Show): Promise<TreeId | null> {
  const main = await repo.ref(MAIN);
  return main === null ? null : (await repo.readCommit(main)).tree;
}

/** Most episodes that a pass indexes itself; more are left to the service, or to `rebuild`. */
const FEW = 1000;

/** Indexes outdated episodes when there is no service, unless there are too many. */
export async function indexFew(show: Show): Promise<void> {
  const main = show.store === null ? null : await show.repo.ref(MAIN);
  if (main === null) return;
  // If nothing has changed since the last pass, don't go through ten thousand episodes.
  const seen = `${main} ${await show.repo.ref(ORIGINALS)} ${rowsSetup(show)}`;
  if (show.store?.meta.get(SEEN) === seen) return;
  const { tree } = await show.repo.readCommit(main);
  const missing = await outdated(show, tree);
  const readers = readersFor(show);
  for (const episode of missing.length <= FEW ? missing : []) {
    await recordOne(show, tree, episode, readers).catch((error: unknown) => {
      show.log.error(`episode ${episode} can't be read for search`, { error });
    });
  }
  show.store?.record(() => show.store?.meta.set(SEEN, seen));
}

const SEEN = 'indexed by a pass';

/** Separate from the show's readers, so that indexing every episode does not evict current ones from their caches. */
function readersFor(show: Show): Readers {
  return { documents: documentReader(DOCUMENTS), media: openEpisodeMedia(show.repo, show.disk) };
}

/** Enough to cache the documents of one episode. */
const DOCUMENTS = 50;

async function recordOne(
  show: Show,
  tree: TreeId,
  episode: EpisodeId,
  readers: Readers = show,
): Promise<void> {
  const from = { repo: show.repo, documents: readers.documents };
  const texts = async () => (await episodeTexts(from, tree, episode)).files;
  await recordIndex(show, { episode, tree, texts }, readers);
}

/** Episodes that no longer exist but still have rows, then those with missing or outdated rows, newest first. */
async function outdated(show: Show, tree: TreeId): Promise<readonly EpisodeId[]> {
  const indexed = show.store?.index.indexedKeys() ?? new Map<EpisodeId, string>();
  const folders = await listEpisodes(show, tree);
  const originals = await originalFolders(show);
  const gone = (show.store?.index.episodes() ?? []).filter(({ episode }) => !folders.has(episode));
  const setup = rowsSetup(show);
  const changed = [...folders].filter(
    ([episode, folder]) => indexed.get(episode) !== indexKey(setup, folder, originals.get(episode) ?? null),
  );
  return [...gone.map(({ episode }) => episode), ...changed.map(([episode]) => episode).reverse()];
}

/** Reads all at once: a lookup for each of ten thousand episodes takes seconds. */
async function originalFolders({ repo }: Show): Promise<ReadonlyMap<string, string>> {
  const recorded = await repo.ref(ORIGINALS);
  if (recorded === null) return new Map();
  const folder = await repo.treeAt((await repo.readCommit(recorded)).tree, treePath('episodes'));
  const entries = folder === null ? [] : await repo.readTree(folder);
  return new Map(entries.map(({ name, id }) => [name, id]));
}

function breath(): Promise<void> {
  return new Promise((resume) => {
    setImmediate(resume);
  });
}
