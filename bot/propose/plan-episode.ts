// Plans one episode from Git as it is now: its texts, what is open, what was decided, and the answers that are known.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { CommitId, EnhancementId, EpisodeId, TreeId } from '../../src/domain/ids.ts';
import { type TextAt, transplant } from '../../src/domain/transplant.ts';
import type { MissingAnswer, ProposedChange } from '../../src/step.ts';
import { configuredSteps } from '../plan/configured-steps.ts';
import { episodeTexts } from '../plan/episode-texts.ts';
import { notesLately, RENAME_MS } from '../plan/lately.ts';
import { plan } from '../plan/plan.ts';
import type { Plan, PlanInput } from '../plan/plan-values.ts';
import { subjectFacts } from '../plan/subject-facts.ts';
import { baseTexts } from '../record/base-texts.ts';
import { type EnhancementContext, isAccepted, isOpen } from '../record/enhancement-state.ts';
import { underPresentNames } from '../record/present-names.ts';
import { wordsFor } from '../record/reviewer-words.ts';
import { ask } from '../run/jobs.ts';
import type { Show } from '../show/show.ts';
import type { OpenEnhancement } from './open-enhancement.ts';
import { needsSecondLook } from './second-look.ts';

interface Known {
  readonly open: readonly OpenEnhancement[];
  readonly all: ReadonlyMap<EnhancementId, EnhancementRecord>;
  readonly past: EnhancementContext;
  readonly onlyStep: string | null;
  readonly askRules: boolean;
}

/** One answer can make another step due, and there are few steps. */
const MOST_ROUNDS = 12;

export async function planEpisode(
  show: Show,
  episode: EpisodeId,
  tree: TreeId,
  { open, all, past, onlyStep, askRules }: Known,
): Promise<Plan> {
  const steps = configuredSteps(show, onlyStep);
  const isLinked = steps.some(({ step, settings }) => step.followsLinks(settings));
  const texts = await episodeTexts(show, tree, episode, isLinked);
  const input: PlanInput = {
    episode,
    only: onlyStep,
    files: texts.files,
    unreadable: texts.unreadable,
    awaited: await awaitedIn(show, episode, tree, { open, files: texts.files }),
    steps,
    ...(await subjectFacts(show, episode, tree, all, isLinked)),
    known: (need, at) => pinned(need, at, open, past) ?? show.results.find(need, at),
    givenUp: show.results.gaveUp,
    displaced: needsSecondLook({ all, past, nowMs: show.nowMs() }),
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

type AmongFiles = Pick<Known, 'open'> & Pick<PlanInput, 'files'>;

/** Asked only where something is open for a note that is not there; not for one that went with its whole episode. */
async function awaitedIn(
  show: Show,
  episode: EpisodeId,
  tree: TreeId,
  { open, files }: AmongFiles,
): Promise<Plan['awaited']> {
  const subjects = open.map(({ kept }) => kept.enhancement.subject);
  const missing = subjects.filter((path) => path.endsWith('.md') && !files.has(path));
  if (missing.length === 0 || files.size === 0) return new Map();
  const { gone } = await notesLately(show, episode, tree);
  return new Map(
    missing.flatMap((path) => {
      const note = gone.get(path);
      return note === undefined ? [] : [[path, note.atMs + RENAME_MS]];
    }),
  );
}

/** Rules look at one text; none takes nearly this long. */
const RULE_MS = 30000;

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

// ---- what is open ----
/** In the order of the bot branch, bottom first; enhancements that are not on the branch come last. */
export async function openOnes(
  show: Show,
  all: ReadonlyMap<EnhancementId, EnhancementRecord>,
  past: EnhancementContext,
  tip: CommitId | null,
): Promise<readonly OpenEnhancement[]> {
  const open = [...all.values()].filter((kept) => isOpen(kept, past));
  const byCommit = new Map(open.map((kept) => [kept.rendering?.commit, kept]));
  const order: EnhancementRecord[] = [];
  for (let at = byCommit.get(tip ?? undefined); at; at = byCommit.get(at.rendering?.parent)) order.push(at);
  const known = new Set(order.reverse());
  const rest = open.filter((kept) => !known.has(kept));
  return Promise.all(
    [...order, ...rest].map(async (kept) => ({
      kept: underPresentNames(kept, past.memory.names),
      from: await baseTexts(show.repo, kept, (path) => past.memory.names.path(path, kept.asOf)),
      isDecided: isDecided(kept.enhancement.id, past),
      isParted: past.memory.parted.has(kept.enhancement.id),
      isAskedAgain: past.memory.redone.has(kept.enhancement.id),
      words: wordsFor(past.memory, kept.enhancement.id)?.words ?? [],
    })),
  );
}

function isDecided(id: EnhancementId, { history, memory }: EnhancementContext): boolean {
  const { verdicts, opened, parted, redone } = memory;
  return history.landed(id) !== null || [verdicts, opened, parted, redone].some((said) => said.has(id));
}
