// Keeps the rows of all episodes up to date, the closed ones too, so that search finds what is years old. Goes through
// them in the background, the newest first, one at a time, and lets whoever asks something meanwhile go first. Reads Git
// and writes the database; changes neither main nor the tree.
import { type EpisodeId, type TreeId, treePath } from '../../src/domain/ids.ts';
import { documentReader } from '../../src/markdown/reader.ts';
import { openEpisodeMedia } from '../cache/episode-media.ts';
import { episodeTexts } from '../plan/episode-texts.ts';
import { listEpisodes } from '../plan/episodes.ts';
import { MAIN, ORIGINALS } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { indexKey, type Readers, recordIndex, rowsSetup } from './episode-rows.ts';

export interface Indexing {
  /** Until then it only remembers what it is woken for. */
  begin(): void;
  /** These may have changed; with null, whichever. Answers at once. */
  wake(episodes: Iterable<EpisodeId> | null): void;
  /** Resolves when there is nothing left to do, or it was ended. */
  idle(): Promise<void>;
  /** Resolves when the last one that was begun is written. */
  end(): Promise<void>;
}

export interface IndexingOptions {
  readonly onTrouble: (error: unknown) => void;
  /** Resolves when nobody waits for anything that is worked on: whoever has saved comes before what is years old. */
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
        // Going through all takes minutes: what is newer by then must not be overwritten by what was.
        const now = await mainTree(show);
        // One that can't be read must not keep the others from being found.
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

/** As many as a pass makes good by itself, once: more are left to the service, or to `rebuild`. */
const FEW = 1000;

/** Without a service: what is missing, if that is not too much. */
export async function indexFew(show: Show): Promise<void> {
  const main = show.store === null ? null : await show.repo.ref(MAIN);
  if (main === null) return;
  // A pass that finds nothing new does not go through ten thousand episodes.
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
  show.store?.meta.set(SEEN, seen);
}

const SEEN = 'indexed by a pass';

/** Its own, so that going through all of them does not push what is worked on out of memory. */
function readersFor(show: Show): Readers {
  return { documents: documentReader(DOCUMENTS), media: openEpisodeMedia(show.repo, show.disk) };
}

/** Those of one episode. */
const DOCUMENTS = 50;

export async function recordOne(
  show: Show,
  tree: TreeId,
  episode: EpisodeId,
  readers: Readers = show,
): Promise<void> {
  const from = { repo: show.repo, documents: readers.documents };
  const texts = async () => (await episodeTexts(from, tree, episode)).files;
  await recordIndex(show, { episode, tree, texts }, readers);
}

/** Episodes whose rows are missing or of another state, the newest first; and those that are there no more. */
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

/** All at once: asking for each of ten thousand takes seconds. */
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
