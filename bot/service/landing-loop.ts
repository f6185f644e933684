// One episode after another: proposes what it needs, queues the jobs that are missing, lands what may land, and comes
// back when the next gate opens. Decides nothing itself: the plan, the stack and the gates do.
import type { DeskEvent } from '../../src/desk.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { nextDayMs, OVER_BUDGET } from '../../src/tools/language/budget.ts';
import type { Indexing } from '../index/background-index.ts';
import { recordEpisode, recordProposals } from '../index/record.ts';
import { dueLandings } from '../land/due-landings.ts';
import { land } from '../land/land.ts';
import { isWorkedOn, workedOn } from '../plan/episodes.ts';
import { newTimes, roomAtMs } from '../propose/backlog-limits.ts';
import { type Proposal, propose } from '../propose/propose.ts';
import { MAIN } from '../record/refs.ts';
import type { StepJobs } from '../run/jobs.ts';
import type { Show } from '../show/show.ts';
import type { Timers } from './timers.ts';

export interface LandingLoop {
  /** This episode is due. */
  touch(episode: EpisodeId): void;
  /** All episodes that are worked on are due. */
  touchAll(): Promise<void>;
  /** The same in the background; an error is reported. */
  touchSoon(): void;
  /** True if no episode is due and none is being worked on. */
  isIdle(): boolean;
  /** Resolves when it is idle. */
  settled(): Promise<void>;
  /** Resolves when no episode is being worked on at the moment. */
  free(): Promise<void>;
  /** Begins no further episode, and resolves when the present one is done. */
  end(): Promise<void>;
}

export interface LandingLoopOptions {
  readonly timers: Timers;
  readonly emit: (event: DeskEvent) => void;
  readonly report: (error: unknown, episode: EpisodeId | null) => void;
  readonly jobs: Pick<StepJobs, 'request'>;
  readonly indexing: Pick<Indexing, 'wake' | 'begin'>;
  /** Takes an episode's merged conflict copies out of the tree. */
  readonly fold: (episode: EpisodeId) => Promise<void>;
}

export function landingLoop(show: Show, options: LandingLoopOptions): LandingLoop {
  const { timers, emit, report, jobs, indexing, fold } = options;
  const due = new Set<EpisodeId>();
  const waiting: (() => void)[] = [];
  let running: Promise<void> | null = null;
  let touching: Promise<void> = Promise.resolve();
  let ended = false;

  function touch(episode: EpisodeId): void {
    due.add(episode);
    run();
  }

  function run(): void {
    if (running || ended) return;
    running = drain().finally(() => {
      running = null;
      if (due.size > 0) return run();
      // Open episodes come first; the index of old ones can wait a little.
      indexing.begin();
      for (const done of waiting.splice(0)) done();
    });
  }

  async function drain(): Promise<void> {
    while (due.size > 0 && !ended) {
      const [episode] = due;
      if (episode === undefined) return;
      due.delete(episode);
      await attend(episode).catch((error: unknown) => report(error, episode));
    }
  }

  async function attend(episode: EpisodeId): Promise<void> {
    const main = await show.repo.ref(MAIN);
    if (main === null) return;
    indexing.wake([episode]);
    if (!(await isWorkedOn(show, (await show.repo.readCommit(main)).tree, episode))) return;
    // Rules take milliseconds and are answered here; only steps that wait for a tool are worth a job.
    const proposal = await show.exclusively(() => propose(show, episode, { askRules: true }));
    await recordEpisode(show, proposal);
    await recordProposals(show, proposal);
    // Nothing was written and nothing may land, so no model is asked either.
    if (proposal.handsOff !== null) return;
    if (isNews(proposal)) emit({ kind: 'proposed', episode, detail: [...proposal.fresh] });
    await comeBack(show, proposal, (name, timeMs) => timers.at(name, timeMs, touchSoon));
    const missing = jobs.request(proposal.plan.needs);
    if (missing.length > 0) await show.queue.submit(missing);
    await landDue(episode).then(() => fold(episode));
  }

  async function landDue(episode: EpisodeId): Promise<void> {
    const { ready, opensAtMs } = await dueLandings(show, episode);
    let landedAny = false;
    for (const [by, ids] of ready) {
      const results = await show.exclusively(() => land(show, episode, ids, by));
      const landed = results.filter((result) => 'landed' in result).map(({ id }) => id);
      if (landed.length === 0) continue;
      landedAny = true;
      emit({ kind: 'landed', episode, detail: landed });
      show.log.info(`landed ${landed.length} in ${episode}`);
    }
    if (landedAny) return touch(episode);
    if (opensAtMs !== null) timers.at(episode, opensAtMs, () => touch(episode));
  }

  async function touchAll(): Promise<void> {
    const main = ended ? null : await show.repo.ref(MAIN);
    if (main === null) return;
    for (const episode of await workedOn(show, (await show.repo.readCommit(main)).tree)) due.add(episode);
    indexing.wake(null);
    run();
  }

  const isIdle = () => running === null && due.size === 0;

  function touchSoon(): void {
    touching = touchAll().catch((error: unknown) => report(error, null));
  }

  return {
    touch,
    touchAll,
    touchSoon,
    isIdle,
    async settled() {
      await touching;
      while (!isIdle())
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
    },
    async free() {
      while (running !== null) await running;
    },
    async end() {
      ended = true;
      await touching;
      await running;
    },
  };
}

/** Sets the times at which a limit that keeps changes back has room again. */
async function comeBack(
  show: Show,
  { plan, stack }: Proposal,
  at: (name: string, timeMs: number) => void,
): Promise<void> {
  // The next day has a budget of its own.
  if (plan.idle.some(({ reason }) => reason.code === OVER_BUDGET)) at('budget', nextDayMs(show.nowMs()));
  if (plan.awaited.size > 0) at(`away ${plan.episode}`, Math.min(...plan.awaited.values()));
  // The hourly limit has room again when its oldest proposal is an hour old.
  if (stack.backlog.keptBack.size === 0) return;
  const roomMs = roomAtMs(await newTimes(show), show.settings().backlog.newPerHour);
  if (roomMs !== null) at('backlog', roomMs);
}

/** Whether anything about its open enhancements is other than before. */
function isNews({ fresh, stack: { ended, layers } }: Proposal): boolean {
  return fresh.length + ended.length > 0 || layers.some(({ isRenewed }) => isRenewed);
}
