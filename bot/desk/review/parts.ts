// Verdicts on single parts: parts left out are remembered as rejected, and the rest supersedes the whole; a reviewer's
// own words go into the acceptance and land on top of the bot's text.
import type { EnhancementRow, Outcome, PartsVerdict } from '../../../src/desk.ts';
import { sameChange } from '../../../src/domain/change.ts';
import type { Decision, Who } from '../../../src/domain/decision.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import type { EnhancementId } from '../../../src/domain/ids.ts';
import { foldDecisions } from '../../../src/domain/memory.ts';
import {
  type Part,
  partsOf,
  reworded,
  textOfPart,
  type Wording,
  withoutParts,
  wordingOf,
} from '../../../src/domain/part.ts';
import type { TextAt } from '../../../src/domain/transplant.ts';
import { Fault } from '../../../src/errors.ts';
import { hashText } from '../../../src/hash.ts';
import { findRow, keptOf } from '../../index/enhancement-rows.ts';
import { landAll, outcome } from '../../land/land-all.ts';
import { type Proposal, propose } from '../../propose/propose.ts';
import type { Layer } from '../../propose/stack.ts';
import { reviewer } from '../../record/authors.ts';
import { baseTexts } from '../../record/base-texts.ts';
import { wordsFor } from '../../record/reviewer-words.ts';
import type { Show } from '../../show/show.ts';
import { aboutKept, say } from '../verdicts.ts';
import { hunksOf, partHunks, plannedHunks } from './hunks.ts';
import { movedOn } from './revision.ts';

const KEY_LENGTH = 20;

/** Identifies a part across renderings: the same words in the same field, wherever they are. */
export function partKey({ name }: Part): string {
  return hashText(name).slice(0, KEY_LENGTH);
}

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
  if (moved !== null) throw new Fault('refused', moved.code, moved.user, { tech: moved.tech });
  const at = await baseTexts(show.repo, kept);
  const chosen = choose(kept, at, verdict, wordsShown(show, kept, at));
  if (chosen.left.length === chosen.parts.length) {
    const planned = (await plannedHunks(show, kept.enhancement.episode)).get(kept.enhancement.id) ?? [];
    const hunks = [...new Set([...(await hunksOf(show, kept)), ...planned])];
    await say(show, by, null, { kind: 'reject', whole: true, hunks, ...aboutKept(show, kept) });
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

// ---- what was chosen ----

interface Chosen {
  readonly parts: readonly Part[];
  readonly left: readonly Part[];
  readonly words: ReadonlyMap<Part, string>;
}

/** Words from an earlier acceptance that has not landed yet; the present reviewer has seen the text with them. */
function wordsShown(show: Show, { enhancement }: EnhancementRecord, at: TextAt): readonly Wording[] {
  const words = wordsFor(show.decisions.memory(), enhancement.id)?.words ?? [];
  return reworded(enhancement.change, at, words) === null ? [] : words;
}

function choose(
  { enhancement }: EnhancementRecord,
  at: TextAt,
  { reject, edit }: PartsVerdict,
  shown: readonly Wording[],
): Chosen {
  const { change, id } = enhancement;
  const parts = partsOf(change, at);
  const byKey = new Map(parts.map((part) => [partKey(part), part]));
  const named = (key: string): Part => {
    const part = byKey.get(key);
    if (part !== undefined) return part;
    throw new Fault(
      'usage',
      'NO_PART',
      `${id} has no part ${key}; look at it again, its parts may be others now`,
    );
  };
  const left = new Set(reject.map(named));
  const words = new Map<Part, string>();
  for (const part of parts) {
    const text = textOfPart(change, part, shown);
    if (text !== part.after && !left.has(part)) words.set(part, text);
  }
  for (const [key, typed] of Object.entries(edit)) {
    const part = named(key);
    if (left.has(part))
      throw new Fault(
        'usage',
        'PART_TWICE',
        'A part can be left out or worded anew, not both; decide for one',
      );
    if (change.files[part.file]?.kind === 'move')
      throw new Fault(
        'usage',
        'NOT_WORDED',
        'A new name can’t be worded here; leave it out, and rename the file',
      );
    const text = inLinesLike(part, at(change.files[part.file]?.path ?? enhancement.subject), typed);
    words.delete(part);
    // Typing the old text means leaving it as it is.
    if (text === part.before && part.count > 0) left.add(part);
    else if (text !== part.after) words.set(part, text);
  }
  return { parts, left: parts.filter((part) => left.has(part)), words };
}

/** Gives typed text the line endings of the file, because browsers send their own. */
function inLinesLike({ before, after }: Part, text: string | null, typed: string): string {
  const like = [after, before, text ?? ''].find((one) => /\r?\n/.test(one)) ?? '';
  return typed.replaceAll(/\r\n?|\n/g, like.includes('\r\n') ? '\r\n' : '\n');
}

/** The words at their places in the rest, whose files and edits are numbered without the parts left out. */
function wordsOn({ enhancement }: EnhancementRecord, { parts, left, words }: Chosen): readonly Wording[] {
  const gone = new Set(left);
  const shift = new Map<number, { files: number; edits: number }>();
  const result: Wording[] = [];
  const goneFiles = emptiedFiles(parts, gone);
  for (const part of parts) {
    const before = shift.get(part.file) ?? {
      files: goneFiles.filter((file) => file < part.file).length,
      edits: 0,
    };
    if (gone.has(part)) {
      shift.set(part.file, { ...before, edits: before.edits + part.count });
      continue;
    }
    const text = words.get(part);
    if (text === undefined) continue;
    const wording = wordingOf(enhancement.change, part, text);
    result.push({ ...wording, file: part.file - before.files, first: part.first - before.edits });
  }
  return result;
}

function emptiedFiles(parts: readonly Part[], gone: ReadonlySet<Part>): readonly number[] {
  const kept = new Set(parts.filter((part) => !gone.has(part)).map(({ file }) => file));
  return [...new Set(parts.map(({ file }) => file))].filter((file) => !kept.has(file));
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
  if (layer === undefined || layer.hunks.length === 0 || now.handsOff !== null) throw notNow(now, layer, id);
  const { change } = layer.enhancement;
  if (change.files.some(({ kind }) => kind === 'move')) throw together();
  const rest = withoutParts(change, chosen.left);
  if (rest === null) throw together();
  const onMain = layer.onMain === null ? [] : [{ change: layer.onMain, at: textsOf(now.plan.main) }];
  const words = wordsOn(kept, { ...chosen, left: [] });
  const hunks = partHunks(
    [{ change: kept.enhancement.change, at }, ...onMain],
    chosen.left,
    words,
    layer.hunks,
  );
  const decision: Decision = {
    atMs: show.nowMs(),
    by,
    why: null,
    saying: { kind: 'reject', whole: false, hunks, ...aboutKept(show, kept) },
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
