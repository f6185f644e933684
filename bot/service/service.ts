// The service: watches the tree, snapshots what has settled, plans, runs, proposes, and lands what the policy and the
// gates allow, each when its time comes. Between events it sleeps; its timers follow from the gates, not from a beat.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk, DeskEvent } from '../../src/desk.ts';
import { type EnhancementId, type EpisodeId, nameOf, type TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { work } from '../../src/queue/work.ts';
import { nextDayMs, OVER_BUDGET } from '../../src/tools/language/budget.ts';
import { isMediaName } from '../../src/tree/media.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { JOB_CANCELLED } from '../cache/step-answers.ts';
import { announcing } from '../desk/announce.ts';
import { openDesk } from '../desk/desk.ts';
import { problemsOf } from '../desk/pass.ts';
import { openIndexing } from '../index/background-index.ts';
import { isUndecided, rowsOf } from '../index/enhancement-rows.ts';
import { recordEpisode, recordProposals, recordSnapshot } from '../index/record.ts';
import { land } from '../land/land.ts';
import { isWorkedOn, workedOn } from '../plan/episodes.ts';
import { newTimes, roomAtMs } from '../propose/backlog-limits.ts';
import { propose } from '../propose/propose.ts';
import { MAIN } from '../record/refs.ts';
import { jobEvents } from '../run/job-events.ts';
import { openNeeds } from '../run/jobs.ts';
import { SETTINGS_PATH } from '../show/settings-file.ts';
import type { Show } from '../show/show.ts';
import type { OnLooked } from '../snapshot/first-snapshot.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import { typingEvents } from '../snapshot/typing-events.ts';
import { watchTree } from '../snapshot/watch.ts';

export interface Service {
  readonly desk: Desk;
  subscribe(listener: (event: DeskEvent) => void): () => void;
  /** Says to other programs where to ask. */
  announce(url: string, token: string): void;
  /** Resolves when nothing is due any more for now: for progress at the start. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface ServiceOptions {
  /** False leaves all jobs to workers elsewhere. */
  readonly localWork: boolean;
  /** Told while a new tree is taken over, which can take a while. */
  readonly onLooked?: OnLooked;
  /** Told of every event, also of those before anybody can subscribe. */
  readonly onEvent?: (event: DeskEvent) => void;
}

export async function startService(
  show: Show,
  { localWork, onLooked = () => {}, onEvent }: ServiceOptions,
): Promise<Service> {
  const listeners = new Set<(event: DeskEvent) => void>(onEvent ? [onEvent] : []);
  const emit = (event: DeskEvent) => {
    for (const listener of listeners) listener(event);
  };
  const editing = typingEvents(emit);
  const due = new Set<EpisodeId>();
  const later = timers(show);
  let closed = false;
  let loop: Promise<void> | null = null;
  const waiting: (() => void)[] = [];
  let touching: Promise<void> = Promise.resolve();
  let said: ReadonlySet<string> = new Set();
  const report = (error: unknown) => trouble(show, emit, error, null);
  const indexing = openIndexing(show, {
    onTrouble: report,
    async whenFree() {
      while (loop !== null) await loop;
    },
  });

  const needs = openNeeds(
    show,
    async (episode) => (await show.exclusively(() => propose(show, episode, { dryRun: true }))).plan.needs,
  );
  const worker = localWork
    ? work(show.queue, needs.run, {
        worker: `service-${process.pid}`,
        concurrency: 2,
        leaseMs: 60_000,
        clock: show.clock,
        onError: (error) => show.log.error('the queue failed', { error }),
      })
    : null;
  const told = jobEvents(emit, show.clock);
  const stopQueue = show.queue.onChange((job) => {
    if (job === null) return;
    told.tell(job);
    // What was superseded has a newer job; what a person cancelled is news to the plan.
    if (ENDED.has(job.state) || (job.state === 'cancelled' && job.reason?.code === JOB_CANCELLED))
      touch(job.episode);
  });

  function touch(episode: EpisodeId): void {
    due.add(episode);
    run();
  }

  function run(): void {
    if (loop || closed) return;
    loop = drain().finally(() => {
      loop = null;
      if (due.size > 0) return run();
      // What is worked on comes first; what is years old can be searched a little later.
      indexing.begin();
      for (const done of waiting.splice(0)) done();
    });
  }

  async function drain(): Promise<void> {
    while (due.size > 0 && !closed) {
      const [episode] = due;
      if (episode === undefined) return;
      due.delete(episode);
      await attend(episode).catch((error: unknown) => trouble(show, emit, error, episode));
    }
  }

  /** Plans the episode, queues what is missing, and lands what may land; wakes again when the next gate opens. */
  async function attend(episode: EpisodeId): Promise<void> {
    const main = await show.repo.ref(MAIN);
    if (main === null) return;
    indexing.wake([episode]);
    if (!(await isWorkedOn(show, (await show.repo.readCommit(main)).tree, episode))) return;
    // Rules answer at once; a job is worth its while where somebody has to be waited for.
    const proposal = await show.exclusively(() => propose(show, episode, { askRules: true }));
    await recordEpisode(show, proposal);
    await recordProposals(show, proposal);
    const { fresh, stack } = proposal;
    if (fresh.length + stack.ended.length > 0) emit({ kind: 'proposed', episode, detail: [...fresh] });
    // Nobody has to act where a day's money is used up: the next day has its own.
    if (proposal.plan.idle.some(({ reason }) => reason.code === OVER_BUDGET))
      later.at('budget', nextDayMs(show.nowMs()), () => void touchAll().catch(report));
    // What an hour has no room for comes when the oldest of it is an hour old.
    if (proposal.stack.backlog.keptBack.size > 0) {
      const room = roomAtMs(await newTimes(show), show.settings().backlog.newPerHour);
      if (room !== null) later.at('backlog', room, touchSoon);
    }
    const wanted = needs.request(proposal.plan.needs);
    if (wanted.length > 0) await show.queue.submit(wanted);
    await landDue(episode);
  }

  async function landDue(episode: EpisodeId): Promise<void> {
    const open = await rowsOf(show, episode, isUndecided);
    const ready = open.filter(({ reasons }) => reasons.length === 0);
    if (ready.length > 0) {
      // A reviewer's verdict is named in the decision; what has none lands by the policy.
      const by = (id: string) =>
        show.decisions.memory().verdicts.get(id as EnhancementId)?.decision.by.name ?? 'policy';
      for (const name of new Set(ready.map(({ id }) => by(id)))) {
        const ids = ready.filter(({ id }) => by(id) === name).map(({ id }) => id as EnhancementId);
        const fates = await show.exclusively(() => land(show, episode, ids, name));
        const landed = fates.filter((fate) => 'landed' in fate).map(({ id }) => id);
        if (landed.length > 0) {
          emit({ kind: 'landed', episode, detail: landed });
          show.log.info(`landed ${landed.length} in ${episode}`);
        }
      }
      const after = await rowsOf(show, episode);
      if (after.some(({ id, state }) => state === 'landed' && ids(ready).has(id))) return touch(episode);
    }
    const times = open.flatMap(({ reasons }) => opensAt(reasons.map(({ opensAtMs }) => opensAtMs)));
    if (times.length > 0) later.at(episode, Math.min(...times), () => touch(episode));
  }

  /** After edits: settled files are committed, and their episodes attended to. */
  async function snapshotSettled(paths: readonly TreePath[] | null): Promise<void> {
    if (paths === null || paths.includes(SETTINGS_PATH)) {
      if (await show.reloadSettings()) await touchAll();
      for (const notice of show.notices()) emit({ kind: 'notice', episode: null, detail: notice });
    }
    const taken = await show.exclusively(() => snapshot(show, paths, onLooked));
    for (const problem of problemsOf(taken)) if (!said.has(problem)) show.log.warn(problem);
    said = new Set(problemsOf(taken));
    // What could not be read is looked at again, whether or not anything tells of it.
    if (said.size > 0)
      later.at('unread', show.nowMs() + READ_AGAIN_MS, () => void snapshotSettled(paths).catch(report));
    const commit = taken.commits.at(-1);
    if (commit) recordSnapshot(show, taken);
    // Media that Git does not keep come and go without a commit; whoever looks at them is told.
    if (commit || taken.episodes.size > 0)
      emit({ kind: 'snapshot', episode: null, detail: taken.paths.length });
    for (const episode of taken.episodes) touch(episode);
  }

  async function touchAll(): Promise<void> {
    const main = closed ? null : await show.repo.ref(MAIN);
    if (main === null) return;
    for (const episode of await workedOn(show, (await show.repo.readCommit(main)).tree)) due.add(episode);
    indexing.wake(null);
    run();
  }

  function touchSoon(): void {
    touching = touchAll().catch(report);
  }

  async function arrive(paths: readonly TreePath[]): Promise<void> {
    const atMs = show.nowMs();
    const edited: TreePath[] = [];
    for (const path of paths) if (!(await isNoNews(show, path))) edited.push(path);
    for (const path of edited) show.clocks.arrived(path, atMs, 'local');
    editing(edited, atMs);
    tick();
  }

  function tick(): void {
    const { settleMs: local, settleRemoteMs: sync } = show.settings().merge;
    const ready = show.clocks.due({ local, sync });
    show.clocks.take(ready);
    if (ready.length > 0) {
      snapshotSettled(ready.map(({ path }) => path)).catch(report);
    }
    const next = show.clocks.nextDueMs({ local, sync });
    if (next !== null) later.at('settle', next, tick);
  }

  const desk = announcing(openDesk(show), emit, (episode) => {
    if (episode !== null) return touch(episode);
    touchSoon();
  });
  const watch = await watchTree(
    show.root,
    (batch) => {
      if (batch === 'rescan') {
        snapshotSettled(null).catch(report);
        return;
      }
      arrive(batch.map(({ path }) => path)).catch(report);
    },
    { onTrouble: report },
  );
  show.published.tell = (paths) => watch.lookAgain(paths);
  await snapshotSettled(null);
  await touchAll();

  return {
    desk,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce(url, token) {
      const text = JSON.stringify({ pid: process.pid, url, startedMs: show.nowMs(), token });
      writeFileSync(join(show.stateDir, 'service.json'), text, { mode: 0o600 });
    },
    async settled() {
      for (;;) {
        await touching;
        if (worker) await worker.idle(0);
        if (!loop && due.size === 0) return;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    async close() {
      closed = true;
      rmSync(join(show.stateDir, 'service.json'), { force: true });
      later.end();
      stopQueue();
      told.end();
      await watch.close();
      await worker?.stop();
      await touching;
      await loop;
      await indexing.end();
      // What is under way ends first; a show that is closed already has waited for it.
      await show
        .exclusively(async () => {})
        .catch((error: unknown) => {
          if (!(error instanceof Fault) || error.code !== 'STOPPED') throw error;
        });
    },
  };
}

/** For files that are locked, half synced or without permission. */
const READ_AGAIN_MS = 15_000;

const ENDED = new Set(['done', 'skipped', 'failed', 'blocked']);

function ids(rows: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ id }) => id));
}

/** When the last of them opens; nothing where somebody has to act first. */
function opensAt(times: readonly (number | null)[]): readonly number[] {
  return times.length === 0 || times.includes(null) ? [] : [Math.max(...times.map((time) => time ?? 0))];
}

function trouble(
  show: Show,
  emit: (event: DeskEvent) => void,
  error: unknown,
  episode: EpisodeId | null,
): void {
  const sentence =
    error instanceof Fault ? error.message : 'Show-Build made a mistake; it goes on with the next thing';
  show.log.error(sentence, { error });
  emit({ kind: 'notice', episode, detail: sentence });
}

/** An event is our own only if the bytes are those that we published; never by path and time. What is gone, and main does
 *  not have either, nobody has edited. Nor does a person's text change by being told of once more when it was taken. */
async function isNoNews(show: Show, path: TreePath): Promise<boolean> {
  const state = show.disk.get(path);
  const isPersons = state !== null && state.writtenBy !== 'bot';
  if (isPersons && (show.clocks.isWaiting(path) || isMediaName(nameOf(path)))) return false;
  try {
    const reading = await readFileWhole(show.root, path);
    if (reading.absent) return !(await isOnMain(show, path));
    return state !== null && show.repo.hashBlob(reading.bytes) === state.blob;
  } catch (error) {
    // Unsure means that a person has edited; the snapshot will say what is wrong with the file.
    if (error instanceof Fault) return false;
    throw error;
  }
}

async function isOnMain({ repo }: Show, path: TreePath): Promise<boolean> {
  const main = await repo.ref(MAIN);
  return main !== null && (await repo.fileAt((await repo.readCommit(main)).tree, path)) !== null;
}

/** One timer for each name: the newest time holds. */
function timers(show: Show) {
  const set = new Map<string, () => void>();
  let ended = false;
  return {
    at(name: string, timeMs: number, wake: () => void): void {
      if (ended) return;
      set.get(name)?.();
      set.set(
        name,
        show.clock.at(timeMs, () => {
          set.delete(name);
          wake();
        }),
      );
    },
    /** None is set any more: what is still under way when the service stops must not keep it alive. */
    end(): void {
      ended = true;
      for (const callOff of set.values()) callOff();
      set.clear();
    },
  };
}
