// One pass without a service: snapshot, plan, run all due jobs, propose. Never lands anything; with `acceptAll`, the
// desk accepts, lands and runs further passes until nothing is left. A dry run is the same on a sketch of the show.
import type { EnhancementRow, Outcome, PassOptions, PassReport, Progress } from '../../src/desk.ts';
import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import type { EpisodeId, Hash } from '../../src/domain/ids.ts';
import { reason } from '../../src/domain/reason.ts';
import { reasonFacts } from '../../src/domain/reason-codes.ts';
import { Fault } from '../../src/errors.ts';
import { work } from '../../src/queue/work.ts';
import type { MissingAnswer } from '../../src/step.ts';
import type { Store } from '../../src/store/open.ts';
import { indexFew } from '../index/background-index.ts';
import { rowsOf } from '../index/enhancement-rows.ts';
import { recordEpisode, recordProposals, recordSnapshot } from '../index/record.ts';
import { besideKey } from '../plan/copies-to-merge.ts';
import { listEpisodes, plannedKey, requireEpisode, setupOf, workedOn } from '../plan/episodes.ts';
import type { SkippedWork } from '../plan/plan-values.ts';
import { type Proposal, propose } from '../propose/propose.ts';
import { MAIN } from '../record/refs.ts';
import { openStepJobs } from '../run/jobs.ts';
import { standsBack } from '../show/claim.ts';
import type { Show } from '../show/show.ts';
import { problemsOf, type Snapshot } from '../snapshot/changed-file.ts';
import { snapshotInPortions } from '../snapshot/in-portions.ts';
import { sketched } from './sketch.ts';

export type OnProgress = (progress: Progress) => void;

/** The pass waits for a job that is tried again within this time. */
const WORTH_WAITING_MS = 3000;

/** Each job may make others due; an episode that takes more rounds has a step that answers its own output. */
const MOST_ROUNDS = 12;

export async function pass(show: Show, options: PassOptions, onProgress: OnProgress): Promise<PassReport> {
  onProgress({ phase: 'looking', done: 0, total: null, note: 'looking at the files' });
  if (options.dryRun === true) {
    const { show: sketch, taken } = await show.exclusively(() => sketched(show));
    return passOver(
      sketch,
      { taken: [taken], due: await dueEpisodes(sketch, show.store, options) },
      options,
      onProgress,
    );
  }
  const onLooked = (done: number, total: number) => onProgress({ phase: 'looking', done, total, note: '' });
  const taken: Snapshot[] = [];
  for await (const one of snapshotInPortions(show, null, { onLooked })) {
    recordSnapshot(show, one);
    taken.push(one);
  }
  // People's bytes are in Git by now, and that is all that this one may do.
  const other = show.claim.other();
  if (other !== null) throw new Fault('refused', 'SECOND_SERVICE', standsBack(other));
  const due = await dueEpisodes(show, show.store, options);
  const report = await passOver(show, { taken, due }, options, onProgress);
  await indexFew(show);
  return report;
}

interface Looked {
  readonly taken: readonly Snapshot[];
  readonly due: readonly EpisodeId[];
}

async function passOver(
  show: Show,
  { taken, due }: Looked,
  options: PassOptions,
  onProgress: OnProgress,
): Promise<PassReport> {
  let jobs = 0;
  const proposed: EnhancementRow[] = [];
  const idle: SkippedWork[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [done, episode] of due.entries()) {
    onProgress({ phase: 'planning', done, total: due.length, note: episode });
    const settled = await planUntilDone(show, episode, options, (note) =>
      onProgress({ phase: 'working', done, total: due.length, note: `${episode}: ${note}` }),
    );
    jobs += settled.jobs;
    idle.push(...settled.last.plan.idle);
    diagnostics.push(...settled.last.plan.diagnostics);
    proposed.push(...(await rowsOf(show, episode, ({ id }) => settled.fresh.has(id))));
  }
  return {
    episodes: due.length,
    snapshots: taken.reduce((sum, { commits }) => sum + commits.length, 0),
    jobs,
    proposed,
    landed: [] as Outcome[],
    idle,
    diagnostics,
    problems: [...new Set([...show.warnings.all(), ...taken.flatMap(problemsOf)])],
  };
}

// ---- which ----

/** `store`: has what earlier passes found settled. */
async function dueEpisodes(
  show: Show,
  store: Store | null,
  { episode, step }: PassOptions,
): Promise<readonly EpisodeId[]> {
  const main = await show.repo.ref(MAIN);
  if (main === null) return [];
  const { tree } = await show.repo.readCommit(main);
  const all = await listEpisodes(show, tree);
  if (episode !== undefined) return [requireEpisode(episode, all)];
  const open = await workedOn(show, tree);
  if (step !== undefined) return open;
  const setup = setupOf(show);
  const due: EpisodeId[] = [];
  for (const id of open) {
    const folder = all.get(id);
    const planned = folder && plannedKey(folder, await besideKey(show, id), setup);
    if (!planned || store?.index.plannedKey(id) !== openKey(planned, show)) due.push(id);
  }
  return due;
}

const openKey = (key: string, { decisions }: Show) => `${key} ${decisions.count()}`;

// ---- one episode ----

interface Settled {
  readonly last: Proposal;
  readonly jobs: number;
  readonly fresh: ReadonlySet<string>;
}

/** Plans, runs the missing jobs and plans again until none are missing; then writes the proposal. */
async function planUntilDone(
  show: Show,
  episode: EpisodeId,
  { step, acceptAll = false }: PassOptions,
  onJob: (note: string) => void,
): Promise<Settled> {
  const fresh = new Set<string>();
  let jobs = 0;
  for (let round = 1; ; round++) {
    // Each answer moves the layers above it, so write commits only once, when nothing is missing.
    const options = { onlyStep: step ?? null, anyNumber: acceptAll };
    const asked = await show.exclusively(() => propose(show, episode, { ...options, dryRun: true }));
    if (asked.plan.needs.length === 0 || round === MOST_ROUNDS) {
      const last = await show.exclusively(() => propose(show, episode, options));
      for (const id of last.fresh) fresh.add(id);
      await recordProposals(show, last);
      await recordEpisode(show, last);
      if (step === undefined) await remember(show, last);
      return { last, jobs, fresh };
    }
    jobs += asked.plan.needs.length;
    await runAll(show, asked.plan.needs, onJob);
  }
}

async function remember(show: Show, { episode, main, plan, handsOff }: Proposal): Promise<void> {
  const { tree } = await show.repo.readCommit(main);
  const folder = (await listEpisodes(show, tree)).get(episode);
  if (!folder || !show.store) return;
  const isSettled =
    handsOff === null &&
    plan.needs.length === 0 &&
    plan.awaited.size === 0 &&
    !plan.idle.some(({ reason }) => reasonFacts(reason.code)?.comesBack);
  const planned = plannedKey(folder, await besideKey(show, episode), setupOf(show));
  const { index, record } = show.store;
  record(() => index.setPlannedKey(episode, isSettled ? openKey(planned, show) : null));
}

async function runAll(
  show: Show,
  needs: readonly MissingAnswer[],
  onJob: (note: string) => void,
): Promise<void> {
  const registry = openStepJobs(show, async () => []);
  const stop = show.queue.onChange((job) => {
    if (job?.state === 'running')
      onJob(`${job.step} on ${job.subject.slice(job.subject.lastIndexOf('/') + 1)}`);
  });
  const worker = work(show.queue, registry.run, {
    worker: `pass-${process.pid}`,
    concurrency: show.settings().jobs.atOnce,
    leaseMs: 60_000,
    clock: show.clock,
    // Without this it would be thrown uncaught. `idle` rejects if the queue goes on failing.
    onError: (error) => show.log.error('the queue failed', { error }),
  });
  try {
    const submitted = await show.queue.submit(registry.request(needs));
    await worker.idle(WORTH_WAITING_MS);
    for (const { id, fingerprint } of submitted) await leaveForLater(show, id, fingerprint);
  } finally {
    stop();
    await worker.stop();
  }
}

/** A pass does not wait out the delays between tries; the next pass, or the service, continues the job. */
async function leaveForLater(show: Show, id: string, fingerprint: Hash): Promise<void> {
  const job = await show.queue.get(id);
  if (job?.state !== 'queued' && job?.state !== 'failed') return;
  const why = job.reason ?? reason('JOB_WAITS', 'is tried again later');
  show.results.giveUp(fingerprint, { ...why, code: 'JOB_FAILED' });
}
