// Opens a show: builds the lock, repository, database, settings and tools once and hands them on. Finishes or undoes
// work interrupted by a crash before anything looks for people's edits.
import { join, resolve } from 'node:path';
import { systemCode } from '../../src/errors.ts';
import { dropImport } from '../../src/git/bulk.ts';
import { mainCommits } from '../../src/git/native.ts';
import { createRepo, type Repo } from '../../src/git/repo.ts';
import type { Log } from '../../src/log.ts';
import { documentReader } from '../../src/markdown/reader.ts';
import { makePrivateFolder } from '../../src/private-file.ts';
import { type Clock, systemClock } from '../../src/queue/clock.ts';
import { embeddedQueue } from '../../src/queue/embedded.ts';
import { memoryQueue } from '../../src/queue/memory.ts';
import type { AnyStep, Tools } from '../../src/step.ts';
import type { Store } from '../../src/store/open.ts';
import type { Sync } from '../../src/tools/syncthing/sync.ts';
import type { Native } from '../../src/tree/calls.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { openNative } from '../../src/tree/native.ts';
import { steps as allSteps } from '../../steps/index.ts';
import { createArrivalClocks } from '../cache/arrival-clocks.ts';
import { openBacklogCounts } from '../cache/backlog-counts.ts';
import { openDeviceClocks } from '../cache/device-clocks.ts';
import { openDiskIndex } from '../cache/disk-index.ts';
import { openEpisodeMedia } from '../cache/episode-media.ts';
import { openLandedValues } from '../cache/landed-values.ts';
import { openNoteLinks } from '../cache/note-links.ts';
import { rememberOriginals } from '../cache/originals.ts';
import { openPlacements } from '../cache/placements.ts';
import { openRewritingPrograms } from '../cache/rewriting-programs.ts';
import { openStepAnswers } from '../cache/step-answers.ts';
import { openSyncStands } from '../cache/sync-stands.ts';
import { copyBook } from '../record/copies.ts';
import { openDecisions } from '../record/decisions.ts';
import { keptBook } from '../record/enhancement-records.ts';
import { openLandingHistory } from '../record/landings.ts';
import { mediaFactBook } from '../record/media-facts.ts';
import { versionBook } from '../record/versions.ts';
import { claimNotice, openClaim } from '../show/claim.ts';
import { pausingQueue } from '../show/pause-queue.ts';
import { openSettings, uncounted } from '../show/settings-file.ts';
import type { Show } from '../show/show.ts';
import { defaultState, pointGit, requireOutside, requireShow, treeRoot } from '../show/state-folder.ts';
import { keepFromSyncing } from '../show/stignore.ts';
import { lockOn, makeState } from './hold-state.ts';
import { openMediaTool } from './media-tool.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { answersIn, openDatabase } from './open-database.ts';
import { followed } from './open-sync.ts';
import { budgetOf, openTools } from './open-tools.ts';
import { recover } from './recover.ts';

export interface OpenOptions {
  readonly tree: string;
  /** null: the default place for this tree. */
  readonly state: string | null;
  /** Shown to other processes that find the state locked: `run`, `start`. */
  readonly purpose: string;
  readonly log: Log;
  /** Takes no lock and changes nothing. */
  readonly readOnly?: boolean;
  /** Neither finishes what a killed program left half done, nor points the tree's `.git` file to the state. */
  readonly asItIs?: boolean;
  /** Works on the show even if a service on another copy of the tree does. */
  readonly takeOver?: boolean;
  /** Finds the Syncthing that carries the tree and follows it; its first view is waited for shortly. Closed with the
   *  show. Without this, time alone decides when a landing is safe. */
  readonly follow?: (show: Show) => Sync | null;
  readonly clock?: Clock;
  readonly steps?: readonly AnyStep[];
  /** Replace those from the settings and the environment. */
  readonly tools?: Partial<Tools>;
}

/** Holds all segments of the few dozen episodes that are worked on at a time. */
const DOCUMENTS_IN_MEMORY = 500;

const NO_ROOM =
  'The database had no room for some rows. Nothing is lost: free some space, then `show-build rebuild` fills them in.';

export interface OpenShow {
  readonly show: Show;
  close(): Promise<void>;
}

/** If a person types for longer, a verb reports that instead. */
const PATIENCE_MS = 5 * 60_000;

/** Rejects with a Fault: STATE_HELD, NO_TREE, NO_SHOW, STATE_IN_TREE, or any from opening its parts. */
export async function openShow(options: OpenOptions): Promise<OpenShow> {
  const { tree, state, purpose, readOnly = false, asItIs = false, takeOver = false } = options;
  const root = treeRoot(tree);
  requireShow(root);
  const stateDir = resolve(state ?? defaultState(root));
  requireOutside(root, stateDir);
  const native = openNative();
  makeState(stateDir);
  const lock = readOnly ? null : lockOn(stateDir, purpose, native);
  const notices: string[] = [];
  const line = oneAtATime();
  let store: Store | null = null;
  let sync: Sync | null = null;
  try {
    const repo = await createRepo(join(stateDir, 'repo.git'));
    if (lock) {
      await repo.clearStaleLocks();
      await dropImport(repo);
    }
    store = await openDatabase(join(stateDir, 'show-build.db'), notices, readOnly);
    const place = { root, stateDir, native, repo, store };
    const alone = await assemble(place, options, notices, inTurn(repo, line.exclusively));
    await rememberOriginals(repo, alone.disk);
    sync = options.follow?.(alone) ?? null;
    const { show, spread } = sync === null ? { show: alone, spread: null } : await followed(alone, sync);
    if (lock && !asItIs) notices.push(...(await finishHalfDone(show, takeOver)));
    const close = async () => {
      await spread?.();
      await line.end();
      await sync?.close();
      await repo.ended();
      store?.close();
      lock?.release();
    };
    return { show, close };
  } catch (error) {
    await sync?.close();
    store?.close();
    lock?.release();
    throw systemCode(error) === null ? error : diskFault(error, stateDir);
  }
}

/** This process holds the lock and is the only one working, so every running job belongs to one that was killed.
 *  Returns what people should know. */
async function finishHalfDone(show: Show, takeOver: boolean): Promise<readonly string[]> {
  const unkept = await keepFromSyncing(show.root, show.sync);
  const unclaimed = await show.claim.take({ isForced: takeOver });
  await show.queue.reclaim();
  await recover(show);
  await show.repo.endWork();
  const notice = unkept ?? pointGit(show.root, show.repo.dir);
  return [notice, unclaimed].filter((each) => each !== null);
}

/** Tells the repository when each piece of work has ended, so that it can leave the new objects to stock Git. */
function inTurn(repo: Repo, exclusively: Show['exclusively']): Show['exclusively'] {
  return (work) =>
    exclusively(async () => {
      try {
        return await work();
      } finally {
        await repo.endWork();
      }
    });
}

function stagingIn(stateDir: string): string {
  const stagingDir = join(stateDir, 'staging');
  makePrivateFolder(stagingDir);
  return stagingDir;
}

interface Place extends Pick<Show, 'root' | 'stateDir' | 'repo' | 'store'> {
  readonly native: Native;
}

async function assemble(
  { root, stateDir, native, repo, store }: Place,
  { log, clock = systemClock(), steps = allSteps, tools: given }: OpenOptions,
  notices: readonly string[],
  exclusively: Show['exclusively'],
): Promise<Show> {
  const stagingDir = stagingIn(stateDir);
  const file = await openSettings(root, steps, repo);
  const disk = openDiskIndex(store);
  const documents = documentReader(DOCUMENTS_IN_MEMORY);
  const queue = store ? embeddedQueue(store, { clock }) : memoryQueue({ clock });
  const decisions = await pausingQueue(await openDecisions(repo), queue);
  const answers = answersIn(store);
  const budget = budgetOf(file, decisions, answers, clock);
  const warnings = warningsIn(log);
  const claim = openClaim({ root, stateDir });
  const mediaFacts = mediaFactBook(repo);
  const media = openMediaTool({ root, disk, book: mediaFacts, nowMs: clock.nowMs });
  const tools = { ...openTools(file, answers, budget, clock.nowMs, log), media, ...given };
  return {
    root,
    stateDir,
    repo,
    store,
    queue,
    kept: keptBook(repo),
    copies: copyBook(repo),
    versions: versionBook(repo),
    backlog: openBacklogCounts(),
    decisions,
    history: await openLandingHistory(repo),
    results: openStepAnswers(store),
    documents,
    media: openEpisodeMedia(repo, disk),
    mediaFacts,
    links: openNoteLinks(repo),
    placements: openPlacements(),
    landedValues: openLandedValues(),
    disk,
    treeDisk: { root, stagingDir, native },
    mainCommitsBetween: (from, to) => mainCommits(repo, from, to),
    published: { tell: () => {}, spread: () => {} },
    clocks: createArrivalClocks({ nowMs: clock.nowMs, idleMs: () => file.settings().merge.idleMs }),
    sync: null,
    syncStands: openSyncStands(),
    patienceMs: PATIENCE_MS,
    deviceClocks: openDeviceClocks(),
    rewriting: openRewritingPrograms(),
    isAlone: false,
    claim,
    settings: file.settings,
    reloadSettings: () => file.reload(),
    warnings,
    notices: () => [
      ...notices,
      ...[claimNotice(claim)].filter((each) => each !== null),
      ...warnings.all(),
      ...(store?.hasGaps() ? [NO_ROOM] : []),
      ...file.problems(),
      ...uncounted(file.settings(), tools.language.model),
    ],
    steps,
    tools,
    budget,
    clock,
    nowMs: clock.nowMs,
    log,
    exclusively,
  };
}

function warningsIn(log: Log): Show['warnings'] {
  const all: string[] = [];
  return {
    add(sentence) {
      all.push(sentence);
      log.warn(sentence);
    },
    all: () => all,
  };
}
