// Verdicts on single parts: parts left out are remembered as rejected, and the rest supersedes the whole; a reviewer's
// own words go into the acceptance and land on top of the bot's text.
import type { EnhancementRow, Outcome, PartsVerdict } from '../../../src/desk.ts';
import { sameChange } from '../../../src/domain/change.ts';
import type { Decision, Who } from '../../../src/domain/decision.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import type { EnhancementId } from '../../../src/domain/ids.ts';
import { foldDecisions } from '../../../src/domain/memory.ts';
import { withoutParts } from '../../../src/domain/part.ts';
import type { TextAt } from '../../../src/domain/transplant.ts';
import { Fault, refusalFor } from '../../../src/errors.ts';
import { findRow, keptOf } from '../../index/enhancement-rows.ts';
import { landAll, outcome } from '../../land/land-all.ts';
import { type Proposal, propose } from '../../propose/propose.ts';
import type { Layer } from '../../propose/stack.ts';
import { reviewer } from '../../record/authors.ts';
import { baseTexts } from '../../record/base-texts.ts';
import type { Show } from '../../show/show.ts';
import { aboutKept, say } from '../verdicts.ts';
import { type Chosen, choose, wordsOn, wordsShown } from './chosen-parts.ts';
import { plannedMarks, rejectedParts, rejectedWhole } from './hunks.ts';
import { movedOn } from './revision.ts';

/** Rejects with a Fault: MOVED_ON, PARTS_TOGETHER, NOT_NOW (refused), NO_PART, PART_TWICE, NOT_WORDED (usage). */
export async function decideParts(
  show: Show,
  id: string,
  verdict: PartsVerdict,
  revision: string | null,
  who: string | null,
): Promise<Outcome> {
  const row = await findRow(show, id);
  const by = reviewer(show.settings(), who);
  const left = await show.exclusively(() => decide(show, row, verdict, revision, by));
  if (left === null) return outcome(row, 'rejected');
  const [result] = await landAll(show, [left], by.name);
  return result ?? outcome(left, 'waiting');
}

type Left = Pick<EnhancementRow, 'id' | 'episode' | 'title'>;

/** Records the verdict. Returns what is left to land; null if every part was left out. */
async function decide(
  show: Show,
  row: EnhancementRow,
  verdict: PartsVerdict,
  revision: string | null,
  by: Who,
): Promise<Left | null> {
  await show.history.advance();
  const kept = await keptOf(show, row);
  const moved = movedOn(show, kept, revision, ['proposed', 'accepted']);
  if (moved !== null) throw refusalFor(moved);
  const at = await baseTexts(show.repo, kept);
  const chosen = choose(kept, at, verdict, wordsShown(show, kept, at));
  if (chosen.left.length === chosen.parts.length) {
    const planned = (await plannedMarks(show, kept.enhancement.episode)).get(kept.enhancement.id) ?? [];
    const edits = await rejectedWhole(show, kept, planned);
    await say(show, by, null, { kind: 'reject', whole: true, ...edits, ...aboutKept(show, kept) });
    await propose(show, kept.enhancement.episode);
    return null;
  }
  const rest = chosen.left.length === 0 ? kept : await leaveOut(show, kept, at, chosen, by);
  const words = wordsOn(kept, chosen);
  const saying = {
    kind: 'accept',
    ...(words.length === 0 ? {} : { words }),
    ...aboutKept(show, rest),
  } as const;
  await say(show, by, null, saying);
  const { id, episode, change } = rest.enhancement;
  return { id, episode, title: change.title };
}

// ---- leaving out ----

/** Proposes the change without these parts in place of the whole. Decides nothing until a dry run shows it works. */
async function leaveOut(
  show: Show,
  kept: EnhancementRecord,
  at: TextAt,
  chosen: Chosen,
  by: Who,
): Promise<EnhancementRecord> {
  const { id, episode } = kept.enhancement;
  const now = await propose(show, episode, { askRules: true, dryRun: true });
  const layer = now.stack.layers.find(({ enhancement }) => enhancement.id === id);
  if (layer === undefined || layer.marks.length === 0 || now.handsOff !== null) throw notNow(now, layer, id);
  const { change } = layer.enhancement;
  if (change.files.some(({ kind }) => kind === 'move')) throw together();
  const rest = withoutParts(change, chosen.left);
  if (rest === null) throw together();
  const onMain = layer.onMain === null ? [] : [{ change: layer.onMain, at: textsOf(now.plan.main) }];
  const words = wordsOn(kept, { ...chosen, left: [] });
  const edits = rejectedParts(
    [{ change: kept.enhancement.change, at }, ...onMain],
    chosen.left,
    words,
    layer.marks,
  );
  const decision: Decision = {
    atMs: show.nowMs(),
    by,
    why: null,
    saying: { kind: 'reject', whole: false, ...edits, ...aboutKept(show, kept) },
  };
  const isRest = ({ enhancement }: Layer) =>
    enhancement.step === kept.enhancement.step &&
    enhancement.supersedes === id &&
    sameChange(enhancement.change, rest);
  const would = await propose(supposing(show, decision), episode, { askRules: true, dryRun: true });
  if (!would.stack.layers.some(isRest)) throw together();
  await show.decisions.add(decision);
  const done = await propose(show, episode, { askRules: true });
  const next = done.stack.layers.find(isRest);
  if (next === undefined)
    throw new Fault('bug', 'REST_LOST', `What is left of ${id} was not proposed; look at it again`);
  return keptOf(show, { id: next.enhancement.id, episode });
}

function supposing(show: Show, decision: Decision): Show {
  const memory = foldDecisions([...show.decisions.all(), decision]);
  return { ...show, decisions: { ...show.decisions, memory: () => memory } };
}

function textsOf(texts: Proposal['plan']['main']): TextAt {
  return (path) => texts.get(path) ?? null;
}

function notNow({ stack, handsOff }: Proposal, layer: Layer | undefined, id: EnhancementId): Fault {
  const parked = stack.parked.find((one) => one.id === id)?.reason;
  const ended = stack.ended.find((one) => one.id === id)?.ending.reason;
  const why = handsOff ?? layer?.stale ?? parked ?? ended;
  const sentence = why?.user ?? 'its text changed; look at it again';
  return new Fault('refused', why === undefined || ended ? 'MOVED_ON' : 'NOT_NOW', sentence, {
    tech: why?.tech ?? `${id} is not wanted by the present plan`,
  });
}

function together(): Fault {
  const sentence =
    'Its parts belong together: one without the others would be wrong; accept or reject it whole';
  return new Fault('refused', 'PARTS_TOGETHER', sentence);
}
