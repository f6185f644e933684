// The service: wires the watcher, the snapshot loop, the landing loop, the jobs and the desk together. Between events it
// sleeps; its timers follow from the gates, not from a beat.
import type { Desk, DeskEvent } from '../../src/desk.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { JobQueue } from '../../src/queue/queue.ts';
import { type Work, work } from '../../src/queue/work.ts';
import type { MissingAnswer } from '../../src/step.ts';
import type { Sync } from '../../src/tools/syncthing/sync.ts';
import { wholeDesk } from '../care/care-desk.ts';
import { announcing } from '../desk/announce.ts';
import { openIndexing } from '../index/background-index.ts';
import { propose } from '../propose/propose.ts';
import { type JobEvents, jobEvents } from '../run/job-events.ts';
import { openStepJobs } from '../run/jobs.ts';
import { announce, withdrawAnnouncement } from '../show/announcement.ts';
import type { Show } from '../show/show.ts';
import { syncProblemsOf } from '../show/sync-problems.ts';
import type { OnLooked } from '../snapshot/first-snapshot.ts';
import { type Watch, watchTree } from '../snapshot/watch.ts';
import { dailyCare } from './daily-care.ts';
import { type DiskGuard, guardDisk } from './disk-guard.ts';
import { foldLoop } from './fold-loop.ts';
import { type HandOver, watchClaims } from './hand-over.ts';
import { type LandingLoop, landingLoop } from './landing-loop.ts';
import { machineNews } from './machine-news.ts';
import { spreadLanding } from './open-sync.ts';
import { type SnapshotLoop, snapshotLoop } from './snapshot-loop.ts';
import { openTimers } from './timers.ts';
import { followGit } from './travelling-git.ts';
import { openTrouble, type Trouble } from './trouble.ts';

export interface Service {
  readonly desk: Desk;
  subscribe(listener: (event: DeskEvent) => void): () => void;
  /** Tells other programs the address, in `service.json`. */
  announce(url: string, token: string): void;
  /** Resolves when nothing is due for now: for progress at the start. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface ServiceOptions {
  /** False leaves all jobs to workers elsewhere. */
  readonly localWork: boolean;
  /** Progress while a new tree is taken over, which can take a while. */
  readonly onLooked?: OnLooked;
  /** Receives every event, those before the first `subscribe` included. */
  readonly onEvent?: (event: DeskEvent) => void;
  /** How long an acceptance waits for its file to rest before it is answered; it lands later all the same. */
  readonly patienceMs?: number;
  /** The Syncthing that carries the tree, if the show was opened without it. The service closes it. */
  readonly sync?: Sync | null;
}

type Emit = (event: DeskEvent) => void;
type Report = Trouble['report'];

/** Nobody looks at a page for longer without an answer, and some proxies end a request after a minute. */
const PATIENCE_MS = 20_000;

export async function startService(
  opened: Show,
  { localWork, onLooked = () => {}, onEvent, patienceMs = PATIENCE_MS, sync = opened.sync }: ServiceOptions,
): Promise<Service> {
  const guard = guardDisk(opened.root);
  const { show, git } = following(guard.guardShow({ ...opened, patienceMs }), sync, guard.ask);
  const { emit, subscribe } = eventsTo(onEvent ? [onEvent] : []);
  const timers = openTimers(show.clock);
  const look = () => snapshots.snapshotSettled(null).then(landing.touchAll);
  const { report } = openTrouble(show, { timers, emit, again: () => look().then(landing.settled) });
  const jobs = openStepJobs(show, (episode) => missingNow(show, episode));
  const indexing = openIndexing(show, { onTrouble: report, whenFree: () => landing.free() });
  const about = { timers, emit, report, jobs, indexing };
  const landing: LandingLoop = landingLoop(show, { ...about, fold: foldLoop(show, about) });
  const snapshots = snapshotLoop(show, {
    timers,
    emit,
    report,
    onLooked,
    onEdited: landing.touch,
    onSettingsChanged: () => takeSettings(show, worker, landing),
  });
  const worker = localWork ? workHere(show, jobs.run, report) : null;
  const jobNews = jobEvents(emit, show.clock);
  const stopSync = machineNews(sync, emit, { timers, clock: show.clock });
  const stopQueue = followJobs(show.queue, jobNews, landing.touch);
  const desk = announcing(guard.guardDesk(wholeDesk(show)), emit, actingOn(landing));
  const careEnded = dailyCare(show, { timers, landing, report });
  const claims = watchClaims(show, sync, { emit, report, ask: guard.ask, onFree: landing.touchSoon });
  let watch: Watch | null = null;
  const close = async () => {
    withdrawAnnouncement(show.stateDir);
    timers.end();
    snapshots.end();
    claims.end();
    stopSync();
    stopQueue();
    jobNews.end();
    const ended = landing.end();
    await watch?.close();
    await worker?.stop();
    await ended;
    await Promise.all([indexing.end(), git.end(), careEnded()]);
    await lastWrite(opened);
    await Promise.all([guard.end(), sync?.close()]);
  };
  try {
    watch = await watchShow(show, { snapshots, report, guard, claims });
    await look();
  } catch (error) {
    // A watch or a worker left open would keep the process alive, with nothing served.
    await close();
    throw error;
  }

  return {
    desk,
    subscribe,
    announce(url, token) {
      announce(show.stateDir, { pid: process.pid, url, startedMs: show.nowMs(), token });
    },
    async settled() {
      do {
        await landing.settled();
        await worker?.idle(0);
      } while (!landing.isIdle());
    },
    close,
  };
}

function eventsTo(first: readonly Emit[]): { emit: Emit } & Pick<Service, 'subscribe'> {
  const listeners = new Set(first);
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function following(alone: Show, sync: Sync | null, ask: () => Promise<void>) {
  const git = followGit(alone, sync, ask);
  const problems = () =>
    sync === null || isFirst(sync) ? [] : syncProblemsOf(sync, alone).map(({ user }) => user);
  const notices = () => [...alone.notices(), ...problems(), git.notice()].filter((each) => each !== null);
  return { show: { ...alone, sync, isAlone: false, notices }, git };
}

const FIRST_ANSWER_MS = 5_000;

/** It has not answered yet, and has not had the time to. */
function isFirst(sync: Sync): boolean {
  const view = sync.view();
  return view.state === 'unknown' && view.last === null && Date.now() - view.sinceMs < FIRST_ANSWER_MS;
}

function actingOn(landing: LandingLoop) {
  return (episode: EpisodeId | null) => (episode === null ? landing.touchSoon() : landing.touch(episode));
}

async function missingNow(show: Show, episode: EpisodeId): Promise<readonly MissingAnswer[]> {
  return (await show.exclusively(() => propose(show, episode, { dryRun: true }))).plan.needs;
}

function workHere(show: Show, run: Parameters<typeof work>[1], report: Report) {
  return work(show.queue, run, {
    worker: `service-${process.pid}`,
    concurrency: show.settings().jobs.atOnce,
    leaseMs: 60_000,
    clock: show.clock,
    onError: (error) => report(error),
  });
}

/** All other settings are read where they are used. */
function takeSettings(show: Show, worker: Work | null, landing: LandingLoop): Promise<void> {
  worker?.setConcurrency(show.settings().jobs.atOnce);
  return landing.touchAll();
}

const ENDED = new Set(['done', 'skipped', 'failed', 'blocked']);

/** Superseded jobs have a successor; a person's cancel must reach the plan. */
function followJobs(queue: JobQueue, news: JobEvents, touch: (episode: EpisodeId) => void): () => void {
  return queue.onChange((job) => {
    if (job === null) return;
    news.tell(job);
    if (ENDED.has(job.state) || (job.state === 'cancelled' && job.reason?.code === 'JOB_CANCELLED'))
      touch(job.episode);
  });
}

interface Watching {
  readonly snapshots: SnapshotLoop;
  readonly report: Report;
  readonly guard: DiskGuard;
  readonly claims: HandOver;
}

async function watchShow(show: Show, { snapshots, report, guard, claims }: Watching) {
  const watch = await watchTree(
    show.root,
    (batch) => {
      const look = () =>
        batch === 'rescan'
          ? claims.look().then(() => snapshots.snapshotSettled(null))
          : snapshots.arrive(batch.map(({ path }) => path));
      const missed = (error: unknown) => {
        // Found later, they would seem to have rested since their last change but one.
        if (batch !== 'rescan') snapshots.missed(batch.map(({ path }) => path));
        report(error);
      };
      guard.ask().then(() => look().catch(report), missed);
    },
    { onTrouble: report, ask: guard.ask },
  );
  show.published.tell = (paths) => watch.lookAgain(paths);
  show.published.spread = (paths) => {
    spreadLanding(show, paths).catch(scanLater(show, report));
  };
  return watch;
}

/** Syncthing's own watch finds them too, ten seconds later. */
function scanLater({ log }: Show, report: Report): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Fault) || error.kind === 'bug') report(error);
    else log.debug('Syncthing was not told of a landing', { error });
  };
}

/** Waits for the write under way; a show that is closed already has waited for it. */
async function lastWrite(show: Show): Promise<void> {
  try {
    await show.exclusively(async () => {});
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'STOPPED') throw error;
  }
}
