// Brings an episode's bot branch into line with its plan: one commit per enhancement, stacked on main. Does not touch
// main or the tree, and writes nothing if nothing has changed.
import { type Change, fieldsOf, sameChange } from '../../src/domain/change.ts';
import type { Enhancement, EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { CommitId, EnhancementId, EpisodeId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import type { DecisionState } from '../../src/domain/memory.ts';
import type { Reason } from '../../src/domain/reason.ts';
import { type TextAt, transplant } from '../../src/domain/transplant.ts';
import { Fault } from '../../src/errors.ts';
import type { MissingAnswer, ProposedChange } from '../../src/step.ts';
import { configuredSteps } from '../plan/configured-steps.ts';
import { episodeTexts } from '../plan/episode-texts.ts';
import { plan } from '../plan/plan.ts';
import type { Plan, PlanInput } from '../plan/plan-values.ts';
import { subjectFacts } from '../plan/subject-facts.ts';
import { baseTexts } from '../record/base-texts.ts';
import {
  contextOf,
  type EnhancementContext,
  isAccepted,
  isOpen,
  needsAnotherLook,
} from '../record/enhancement-state.ts';
import { botRef, MAIN } from '../record/refs.ts';
import { render } from '../record/render.ts';
import { wordsFor } from '../record/reviewer-words.ts';
import { ask } from '../run/jobs.ts';
import type { Show } from '../show/show.ts';
import { keptBackIdle } from './backlog.ts';
import { backlogLimits } from './backlog-limits.ts';
import { handsOffOf } from './hands-off.ts';
import type { OpenEnhancement } from './open-enhancement.ts';
import { type Layer, type Stack, stack } from './stack.ts';

export interface Proposal {
  readonly episode: EpisodeId;
  readonly main: CommitId;
  readonly tree: TreeId;
  readonly plan: Plan;
  readonly stack: Stack;
  /** Set if a person has put a commit on the bot branch: nothing is proposed or landed here until it is gone. */
  readonly handsOff: Reason | null;
  /** Newly proposed enhancements. */
  readonly fresh: readonly EnhancementId[];
}

export interface ProposeOptions {
  /** Plan only this step. */
  readonly onlyStep?: string | null;
  /** Compute the proposal without writing it to Git. */
  readonly dryRun?: boolean;
  /** Run steps that use no tools right here, without a job: at a landing, nothing may be out of date. */
  readonly askRules?: boolean;
  /** Ignore the limits on the backlog. */
  readonly anyNumber?: boolean;
}

/** Call inside `show.exclusively`. */
export async function propose(
  show: Show,
  episode: EpisodeId,
  { onlyStep = null, dryRun = false, askRules = false, anyNumber = false }: ProposeOptions = {},
): Promise<Proposal> {
  const main = await show.repo.ref(MAIN);
  if (main === null) throw new Fault('bug', 'NO_MAIN', 'There is no main branch yet');
  await show.history.advance();
  const { tree } = await show.repo.readCommit(main);
  const past = contextOf(show);
  const { all } = await show.kept.read(episode);
  const tip = await show.repo.ref(botRef(episode));
  const open = await openOnes(show, all, past, tip);
  const planned = await planEpisode(show, episode, tree, { open, all, past, onlyStep, askRules });
  const room = await backlogLimits(show, planned, past, anyNumber);
  const wantedStack = stack(planned, open, {
    nowMs: show.nowMs(),
    taken: (id) => all.has(id),
    limits: room,
  });
  const { backlog } = wantedStack;
  const handsOff = await handsOffOf(show, episode, all);
  const fresh = wantedStack.layers.filter(({ isNew }) => isNew).map(({ enhancement }) => enhancement.id);
  if (handsOff === null && !dryRun)
    await write(show, { episode, main, tree, all, tip, open, stack: wantedStack });
  // With one step, the counts would lack everything that the other steps propose.
  if (onlyStep === null) show.backlog.note(episode, { open: backlog.open, heldBack: backlog.keptBack.size });
  const idle = [...planned.idle, ...keptBackIdle(backlog)];
  return { episode, main, tree, plan: { ...planned, idle }, stack: wantedStack, handsOff, fresh };
}

interface Known {
  readonly open: readonly OpenEnhancement[];
  readonly all: ReadonlyMap<EnhancementId, EnhancementRecord>;
  readonly past: EnhancementContext;
  readonly onlyStep: string | null;
  readonly askRules: boolean;
}

/** One answer can make another step due, and there are few steps. */
const MOST_ROUNDS = 12;

async function planEpisode(
  show: Show,
  episode: EpisodeId,
  tree: TreeId,
  { open, all, past, onlyStep, askRules }: Known,
): Promise<Plan> {
  const texts = await episodeTexts(show, tree, episode);
  const input: PlanInput = {
    episode,
    only: onlyStep,
    files: texts.files,
    unreadable: texts.unreadable,
    steps: configuredSteps(show, onlyStep),
    ...(await subjectFacts(show, episode, tree, all)),
    known: (need, at) => pinned(need, at, open, past) ?? show.results.find(need, at),
    givenUp: show.results.gaveUp,
    displaced: (step, subject, change) => wasDisplaced(step, subject, change, all, past),
  };
  let result = plan(input);
  for (let round = 0; askRules && round < MOST_ROUNDS; round++) {
    const rules = result.needs.filter(({ step }) => step.tools.length === 0);
    if (rules.length === 0) break;
    for (const need of rules) show.results.put(need, await ask(need, show, AbortSignal.timeout(RULE_MS)));
    result = plan(input);
  }
  return { ...result, diagnostics: [...texts.diagnostics, ...result.diagnostics] };
}

/** Rules look at one text; none takes nearly this long. */
const RULE_MS = 30_000;

/** Reuses an open enhancement as its step's answer while its input and fingerprint are unchanged. Once a reviewer has
 *  accepted it or parts of it, a new fingerprint does not make the step run again either. */
function pinned(
  need: MissingAnswer,
  at: TextAt,
  open: readonly OpenEnhancement[],
  past: EnhancementContext,
): readonly ProposedChange[] | null {
  if (need.step.tools.length === 0) return null;
  for (const { kept, from } of open) {
    const { enhancement } = kept;
    const isOf = enhancement.step === need.step.id && enhancement.subject === need.subject.path;
    if (!isOf || enhancement.input !== need.input) continue;
    const isChosen = isAccepted(enhancement.id, past) || past.memory.parted.has(enhancement.id);
    if (enhancement.fingerprint !== need.fingerprint && !isChosen) continue;
    const moved = transplant(enhancement.change, from, at);
    if (moved.ok) return [{ ...moved.change, ...(enhancement.origin ? { origin: enhancement.origin } : {}) }];
  }
  return null;
}

function wasDisplaced(
  step: string,
  subject: TreePath,
  change: Change,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
  past: EnhancementContext,
): boolean {
  return [...all.values()].some(
    ({ enhancement: old }) =>
      old.step === step &&
      old.subject === subject &&
      needsAnotherLook(old.id, past) &&
      sameChange(old.change, change),
  );
}

// ---- what is open ----

/** In the order of the bot branch, bottom first; enhancements that are not on the branch come last. */
async function openOnes(
  show: Show,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
  past: EnhancementContext,
  tip: CommitId | null,
): Promise<readonly OpenEnhancement[]> {
  const open = [...all.values()].filter((kept) => isOpen(kept, past));
  const byCommit = new Map(open.map((kept) => [kept.rendering?.commit, kept]));
  const order: EnhancementRecord[] = [];
  for (let at = byCommit.get(tip ?? undefined); at; at = byCommit.get(at.rendering?.parent))
    order.unshift(at);
  const rest = open.filter((kept) => !order.includes(kept));
  return Promise.all(
    [...order, ...rest].map(async (kept) => ({
      kept: renamed(kept, past.memory),
      from: await baseTexts(show.repo, kept, (path) => past.memory.renames.get(path) ?? path),
      isParted: past.memory.parted.has(kept.enhancement.id),
      words: wordsFor(past.memory, kept.enhancement.id)?.words ?? [],
    })),
  );
}

/** Carries an enhancement over to the new name of a renamed file. */
function renamed(kept: EnhancementRecord, { renames }: DecisionState): EnhancementRecord {
  const { enhancement } = kept;
  const now = renames.get(enhancement.subject);
  if (now === undefined) return kept;
  const change = {
    ...enhancement.change,
    files: enhancement.change.files.map((file) => ({ ...file, path: renames.get(file.path) ?? file.path })),
  };
  return { ...kept, enhancement: { ...enhancement, subject: now, change } };
}

// ---- writing ----

interface Writing {
  readonly episode: EpisodeId;
  readonly main: CommitId;
  readonly tree: TreeId;
  readonly all: ReadonlyMap<EnhancementId, EnhancementRecord>;
  readonly tip: CommitId | null;
  readonly open: readonly OpenEnhancement[];
  readonly stack: Stack;
}

async function write(show: Show, writing: Writing): Promise<void> {
  const { episode, main, tree, all, tip, stack: wanted } = writing;
  const records: EnhancementRecord[] = [];
  // Each rendering needs the one below, but all their objects go to disk together, along with the records.
  const repo = show.repo.deferred();
  let top = main;
  if (await standsAlready(show, writing)) {
    top = tip ?? main;
  } else {
    let on = { commit: main, tree };
    for (const { enhancement, stale } of wanted.layers) {
      const { rendering, tree: next } = await render(repo, enhancement, on);
      records.push({ enhancement, rendering, stale, ended: null });
      on = { commit: rendering.commit, tree: next };
    }
    top = on.commit;
  }
  records.push(...endings(wanted, all), ...parkings(wanted, all));
  // Records before the branch, so that every commit on the branch has a record that keeps it.
  if (records.length > 0) {
    await show.kept.write(episode, { records, tip: top === main ? null : top, nowMs: show.nowMs() }, repo);
  }
  await repo.done();
  if (top === tip || (tip === null && top === main)) return;
  if (!(await show.repo.moveRef(botRef(episode), { from: tip, to: top }))) {
    throw new Fault('bug', 'BRANCH_MOVED', `Something else moved bot/${episode}; run it again`);
  }
}

/** Does the branch already hold exactly the wanted layers, on a base with the same episode folder as main? */
async function standsAlready(
  { repo }: Show,
  { episode, main, tree, tip, open, stack: wanted }: Writing,
): Promise<boolean> {
  // With nothing open, the branch is at main, so that it lists no commits.
  if (wanted.layers.length === 0) return tip === null || tip === main;
  const standing = new Map(open.map((one) => [one.kept.enhancement.id, one.kept]));
  const folder = treePath(`episodes/${episode}`);
  let above: CommitId | null = tip;
  for (const layer of [...wanted.layers].reverse()) {
    const kept = standing.get(layer.enhancement.id);
    if (!kept?.rendering || kept.rendering.commit !== above || !readsTheSame(kept, layer)) return false;
    above = kept.rendering.parent;
  }
  if (above === null) return false;
  const below = await repo.readCommit(above);
  return (await repo.treeAt(below.tree, folder)) === (await repo.treeAt(tree, folder));
}

function readsTheSame(kept: EnhancementRecord, { enhancement, stale }: Layer): boolean {
  return spelled(kept.enhancement) === spelled(enhancement) && kept.stale?.code === stale?.code;
}

function spelled({ change, input, fingerprint, lane, subject }: Enhancement): string {
  return JSON.stringify([change.files, fieldsOf(change), input, fingerprint, lane, subject]);
}

function endings(
  { ended }: Stack,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
): readonly EnhancementRecord[] {
  return ended.flatMap(({ id, ending }) => {
    const kept = all.get(id);
    return kept ? [{ ...kept, ended: ending }] : [];
  });
}

function parkings(
  { parked }: Stack,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
): readonly EnhancementRecord[] {
  return parked.flatMap(({ id, reason: stale }) => {
    const kept = all.get(id);
    return kept && kept.stale?.code !== stale.code ? [{ ...kept, stale }] : [];
  });
}
