// Brings an episode's bot branch into line with its plan: one commit per enhancement, stacked on main. Does not touch
// main or the tree, and writes nothing if nothing has changed.
import { fieldsOf } from '../../src/domain/change.ts';
import type { Enhancement, EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { CommitId, EnhancementId, EpisodeId, TreeId } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import type { Reason } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import type { Plan } from '../plan/plan-values.ts';
import { contextOf } from '../record/enhancement-state.ts';
import { botRef, MAIN } from '../record/refs.ts';
import { render } from '../record/render.ts';
import type { Show } from '../show/show.ts';
import { keptBackIdle } from './backlog.ts';
import { backlogLimits } from './backlog-limits.ts';
import { handsOffOf } from './hands-off.ts';
import type { OpenEnhancement } from './open-enhancement.ts';
import { openOnes, planEpisode } from './plan-episode.ts';
import { type Layer, type Stack, stack } from './stack.ts';

export interface Proposal {
  readonly episode: EpisodeId;
  readonly main: CommitId;
  readonly tree: TreeId;
  readonly plan: Plan;
  readonly stack: Stack;
  /** Set if a person has put a commit on the bot branch, or a service elsewhere works on the show: nothing is proposed
   *  or landed here until that is over. */
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
  let top = main;
  if (await standsAlready(show, writing)) {
    top = tip ?? main;
  } else {
    let on = { commit: main, tree };
    for (const { enhancement, stale } of wanted.layers) {
      const { rendering, tree: next } = await render(show.repo, enhancement, on);
      records.push({ enhancement, asOf: show.decisions.count(), rendering, stale, ended: null });
      on = { commit: rendering.commit, tree: next };
    }
    top = on.commit;
  }
  records.push(...endings(wanted, all), ...parkings(wanted, all));
  // Records before the branch, so that every commit on the branch has a record that keeps it.
  if (records.length > 0) {
    await show.kept.write(episode, { records, tip: top === main ? null : top, nowMs: show.nowMs() });
  }
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
