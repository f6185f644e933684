// Opens a show: builds the lock, repository, database, settings and tools once and hands them on. Finishes or undoes
// work interrupted by a crash before anything looks for people's edits.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from '../../src/config.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import { mainCommits } from '../../src/git/native.ts';
import { createRepo } from '../../src/git/repo.ts';
import type { Log } from '../../src/log.ts';
import { documentReader } from '../../src/markdown/reader.ts';
import { type Clock, systemClock } from '../../src/queue/clock.ts';
import { embeddedQueue } from '../../src/queue/embedded.ts';
import { memoryQueue } from '../../src/queue/memory.ts';
import type { AnyStep, LanguageTool, Tools } from '../../src/step.ts';
import { openStore, type Store, setAside } from '../../src/store/open.ts';
import { type Budget, createBudget } from '../../src/tools/language/budget.ts';
import { type MemoryAnswers, memoryAnswers } from '../../src/tools/language/cache.ts';
import { createLanguage } from '../../src/tools/language/language.ts';
import type { Native } from '../../src/tree/calls.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { lockState, type StateLock } from '../../src/tree/lock.ts';
import { openNative } from '../../src/tree/native.ts';
import { steps as allSteps } from '../../steps/index.ts';
import { createArrivalClocks } from '../cache/arrival-clocks.ts';
import { openBacklogCounts } from '../cache/backlog-counts.ts';
import { openDiskIndex } from '../cache/disk-index.ts';
import { openEpisodeMedia } from '../cache/episode-media.ts';
import { rememberOriginals } from '../cache/originals.ts';
import { openStepAnswers } from '../cache/step-answers.ts';
import { openDecisions } from '../record/decisions.ts';
import { keptBook } from '../record/enhancement-records.ts';
import { openLandingHistory } from '../record/landings.ts';
import { openSettings, type SettingsFile, uncounted } from '../show/settings-file.ts';
import type { Show } from '../show/show.ts';
import { defaultState, pointGit, requireOutside, requireShow, treeRoot } from '../show/state-folder.ts';
import { pausingQueue } from './pause-queue.ts';
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
  readonly clock?: Clock;
  readonly steps?: readonly AnyStep[];
  /** Replace those from the settings and the environment. */
  readonly tools?: Tools;
}

/** Holds all segments of the few dozen episodes that are worked on at a time. */
const DOCUMENTS_IN_MEMORY = 500;

export interface OpenShow {
  readonly show: Show;
  close(): Promise<void>;
}

/** Rejects with a Fault: STATE_HELD, NO_TREE, NO_SHOW, STATE_IN_TREE, or any from opening its parts. */
export async function openShow(options: OpenOptions): Promise<OpenShow> {
  const { tree, state, purpose, log, readOnly = false, clock = systemClock(), steps = allSteps } = options;
  const root = treeRoot(tree);
  requireShow(root);
  const stateDir = resolve(state ?? defaultState(root));
  requireOutside(root, stateDir);
  const native = openNative();
  makeState(stateDir);
  const lock = readOnly ? null : lockOn(stateDir, purpose, native);
  try {
    const notices: string[] = [];
    const repo = await createRepo(join(stateDir, 'repo.git'));
    if (lock) await repo.clearStaleLocks();
    const stagingDir = join(stateDir, 'staging');
    mkdirSync(stagingDir, { recursive: true });
    const store = await openDatabase(join(stateDir, 'show-build.db'), notices, readOnly);
    const file = await openSettings(root, steps, repo);
    const disk = openDiskIndex(store);
    const queue = store ? embeddedQueue(store, { clock }) : memoryQueue({ clock });
    const decisions = await pausingQueue(await openDecisions(repo), queue);
    const answers = answersIn(store);
    const budget = createBudget({
      limits: () => {
        const { budgetPerDayUsd, budgetPerEpisodeUsd } = file.settings().language;
        return { perDayUsd: budgetPerDayUsd, perEpisodeUsd: budgetPerEpisodeUsd };
      },
      addedUsd: (episode, sinceMs) => decisions.memory().addedUsd(episode, sinceMs),
      spentUsd: answers.spentUsd,
      clock: clock.nowMs,
    });
    const tools = options.tools ?? openTools(file, answers, budget, clock.nowMs);
    const line = oneAtATime();
    const show: Show = {
      root,
      stateDir,
      repo,
      store,
      queue,
      kept: keptBook(repo),
      backlog: openBacklogCounts(),
      decisions,
      history: await openLandingHistory(repo),
      results: openStepAnswers(store),
      documents: documentReader(DOCUMENTS_IN_MEMORY),
      media: openEpisodeMedia(repo, disk),
      disk,
      treeDisk: { root, stagingDir, native },
      mainCommitsBetween: (from, to) => mainCommits(repo, from, to),
      published: { tell: () => {} },
      clocks: createArrivalClocks({ nowMs: clock.nowMs, idleMs: () => file.settings().merge.idleMs }),
      settings: file.settings,
      reloadSettings: () => file.reload(),
      notices: () => [...notices, ...file.problems(), ...uncounted(file.settings(), tools.language.model)],
      steps,
      tools,
      budget,
      clock,
      nowMs: clock.nowMs,
      log,
      exclusively: line.exclusively,
    };
    await rememberOriginals(repo, show.disk);
    if (lock) {
      // This process holds the lock and is the only one working, so every running job belongs to a process that was
      // killed.
      await queue.reclaim();
      await recover(show);
      const notice = pointGit(root, repo.dir);
      if (notice) notices.push(notice);
    }
    const close = async () => {
      await line.end();
      closeAll(store, lock);
    };
    return { show, close };
  } catch (error) {
    lock?.release();
    throw systemCode(error) === null ? error : diskFault(error, stateDir);
  }
}

function lockOn(stateDir: string, purpose: string, native: Native): StateLock {
  try {
    return lockState(stateDir, { purpose, native });
  } catch (error) {
    throw diskFault(error, stateDir);
  }
}

function makeState(stateDir: string): void {
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Fault(
      'configuration',
      'STATE_UNWRITABLE',
      `The state folder ${stateDir} can't be made; choose another with --state`,
      {
        cause,
        tech: String(cause),
      },
    );
  }
}

function closeAll(store: Store | null, lock: { release(): void } | null): void {
  store?.close();
  lock?.release();
}

/** Moves an unusable database aside, or goes on without one: everything in it can be read from Git again. */
async function openDatabase(file: string, notices: string[], readOnly: boolean): Promise<Store | null> {
  try {
    return await opened(file, readOnly);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'STORE_CORRUPT' && !readOnly) return await openAnew(file, notices);
    notices.push(withoutDatabase(error));
    return null;
  }
}

/** Writes at once, because SQLite opens a read-only database and fails only at the first write. */
async function opened(file: string, readOnly: boolean): Promise<Store> {
  const store = await openStore(file);
  try {
    if (!readOnly) store.meta.set('opened by', String(process.pid));
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

async function openAnew(file: string, notices: string[]): Promise<Store | null> {
  try {
    const aside = await setAside(file);
    notices.push(`The database was damaged; it was set aside as ${aside} and is being built anew from Git.`);
    return await opened(file, false);
  } catch (error) {
    notices.push(withoutDatabase(systemCode(error) === null ? error : diskFault(error, file)));
    return null;
  }
}

function withoutDatabase(error: unknown): string {
  if (!(error instanceof Fault)) throw error;
  return `${error.message} Going on without a database: nothing is lost, but nothing is remembered between runs.`;
}

/** Without a database, answers and their cost are kept in memory, from the start of the process. */
function answersIn(store: Store | null): MemoryAnswers {
  if (store === null) return memoryAnswers();
  const { answers } = store;
  return {
    get: (key) => answers.get(key),
    put: (answer) => answers.put(answer),
    reused: (promptType, atMs) => answers.reused(promptType, atMs),
    spentUsd: (sinceMs, episode) => answers.spentUsd(sinceMs, episode),
  };
}

/** Uses the model in the current settings, which may change while the program runs. */
function openTools(
  { settings }: SettingsFile,
  cache: MemoryAnswers,
  budget: Budget,
  nowMs: () => number,
): Tools {
  let made: { readonly from: Settings['language']; readonly tool: LanguageTool } | null = null;
  const current = (): LanguageTool => {
    const from = settings().language;
    if (made?.from !== from) {
      const { model, timeoutMs, price } = from;
      const baseUrl = process.env.OPENAI_BASE_URL || null;
      const apiKey = process.env.OPENAI_API_KEY || null;
      const tool = createLanguage({ baseUrl, apiKey, model, timeoutMs, price, budget, cache, clock: nowMs });
      made = { from, tool };
    }
    return made.tool;
  };
  return {
    language: {
      get model() {
        return current().model;
      },
      ask: (request, signal, tell) => current().ask(request, signal, tell),
    },
  };
}

/**
 * Runs one piece of work after another, in the order requested. Rejects new work after `end`, so a batch of verdicts
 * does not continue beside the next process that opens the show.
 */
function oneAtATime(): { readonly exclusively: Show['exclusively']; end(): Promise<void> } {
  let last: Promise<unknown> = Promise.resolve();
  let isOver = false;
  return {
    exclusively(work) {
      if (isOver) return Promise.reject(stopped());
      const next = last.then(work, work);
      last = next.catch(() => {});
      return next;
    },
    async end() {
      isOver = true;
      await last;
    },
  };
}

function stopped(): Fault {
  const sentence = 'Show-Build is stopping; what was done till now is kept. Ask again when it runs.';
  return new Fault('transient', 'STOPPED', sentence);
}
