// The show as it would be after taking in what people wrote, in memory: a pass over it proposes as a real one would, and
// leaves nothing behind but the language model's answers, which cost money. Nothing may land or be published in it.
import type { CommitId } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { sketchedRepo } from '../../src/git/sketch.ts';
import { memoryQueue } from '../../src/queue/memory.ts';
import { openBacklogCounts } from '../cache/backlog-counts.ts';
import { type DiskIndex, openDiskIndex } from '../cache/disk-index.ts';
import { openEpisodeMedia } from '../cache/episode-media.ts';
import { openNoteLinks } from '../cache/note-links.ts';
import { openStepAnswers, type StepAnswers } from '../cache/step-answers.ts';
import { copyBook } from '../record/copies.ts';
import { openDecisions } from '../record/decisions.ts';
import { keptBook } from '../record/enhancement-records.ts';
import { openLandingHistory } from '../record/landings.ts';
import { BOT, MAIN, PUBLISHED, requireMove } from '../record/refs.ts';
import { versionBook } from '../record/versions.ts';
import { UNCLAIMED } from '../show/claim.ts';
import { pausingQueue } from '../show/pause-queue.ts';
import type { Show } from '../show/show.ts';
import type { Snapshot } from '../snapshot/changed-file.ts';
import { takeIn } from '../snapshot/snapshot.ts';

interface Sketch {
  readonly show: Show;
  readonly taken: Snapshot;
}

/** Call inside `show.exclusively`. Rejects with a Fault HALF_PUBLISHED if a landing has not wholly reached the tree. */
export async function sketched(real: Show): Promise<Sketch> {
  const main = await real.repo.ref(MAIN);
  if (main !== (await real.repo.ref(PUBLISHED)))
    throw new Fault(
      'refused',
      'HALF_PUBLISHED',
      'A landing has not wholly reached the tree; `show-build run` finishes it, then a dry run can tell the rest',
    );
  const show = await inMemory(real);
  const taken = await takeIn(show, main ?? (await beginning(show)), null);
  await show.history.advance();
  // The first snapshot takes the whole tree over in one commit.
  return { show, taken: main === null ? { ...taken, commits: taken.commits.slice(0, 1) } : taken };
}

async function inMemory(real: Show): Promise<Show> {
  const repo = await sketchedRepo(real.repo);
  const queue = memoryQueue({ clock: real.clock });
  const disk = sketchedDisk(real.disk);
  return {
    ...real,
    repo,
    // Its rows would name commits that do not exist.
    store: null,
    queue,
    kept: keptBook(repo),
    copies: copyBook(repo),
    versions: versionBook(repo),
    backlog: openBacklogCounts(),
    decisions: await pausingQueue(await openDecisions(repo), queue),
    history: await openLandingHistory(repo),
    results: sketchedAnswers(real.results),
    media: openEpisodeMedia(repo, disk),
    links: openNoteLinks(repo),
    disk,
    published: { tell: () => {}, spread: () => {} },
    claim: UNCLAIMED,
    // Nothing else writes to it.
    exclusively: (work) => work(),
  };
}

/** Main as it is before the first snapshot: with no file in it. */
async function beginning(show: Show): Promise<CommitId> {
  const signature = { ...BOT, atMs: show.nowMs() };
  const commit = await show.repo.writeCommit({
    tree: await show.repo.emptyTree(),
    parents: [],
    author: signature,
    committer: signature,
    message: 'Begin\n',
  });
  for (const ref of [MAIN, PUBLISHED]) await requireMove(show, ref, { from: null, to: commit });
  return commit;
}

/** Entries that are set or removed here hide those of the real index, which stays as it is. */
function sketchedDisk(real: DiskIndex): DiskIndex {
  const own = openDiskIndex(null);
  const removed = new Set<string>();
  const isOwn = (path: Parameters<DiskIndex['get']>[0]) => own.get(path) !== null || removed.has(path);
  const left = () => [...real.paths()].filter((path) => !isOwn(path));
  return {
    get: (path) => (isOwn(path) ? own.get(path) : real.get(path)),
    isAsSeen: (path, stat) => (isOwn(path) ? own : real).isAsSeen(path, stat),
    paths: () => [...own.paths(), ...left()],
    size: () => own.size() + left().length,
    set(path, state) {
      own.set(path, state);
      removed.delete(path);
    },
    remove(path) {
      own.remove(path);
      removed.add(path);
    },
    syncedWith: () => own.syncedWith() ?? real.syncedWith(),
    agree: (main) => own.agree(main),
  };
}

/** Answers found here are forgotten, so that the next dry run and the real one count the same jobs. */
function sketchedAnswers(real: StepAnswers): StepAnswers {
  const own = openStepAnswers(null);
  return {
    ...own,
    find: (need, at) => own.find(need, at) ?? real.find(need, at),
    gaveUp: (need) => own.gaveUp(need) ?? real.gaveUp(need),
  };
}
