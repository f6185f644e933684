// A reviewer's words for a part that somebody has changed meanwhile: shows what stands there now, and puts the words in
// its place as the reviewer's own edit. The words are in Git before they replace anything.
import type { Outcome, StandingPart } from '../../../src/desk.ts';
import type { Who } from '../../../src/domain/decision.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import { closed } from '../../../src/domain/gate.ts';
import { type CommitId, episodeOf, type TreePath, treePath } from '../../../src/domain/ids.ts';
import { type Part, partsOf } from '../../../src/domain/part.ts';
import { reason } from '../../../src/domain/reason.ts';
import { type StandingLines, standingLines } from '../../../src/domain/standing-lines.ts';
import { Fault } from '../../../src/errors.ts';
import type { FileEntry } from '../../../src/git/repo.ts';
import { lineCounter } from '../../../src/markdown/lines.ts';
import { decodeText } from '../../../src/tree/blob.ts';
import { blameLines } from '../../history/blame.ts';
import type { Touches } from '../../history/touches.ts';
import { findKept } from '../../index/enhancement-rows.ts';
import { endedReason, gateReason } from '../../land/gate-reasons.ts';
import { movePublished } from '../../publish/follow-names.ts';
import { reviewer } from '../../record/authors.ts';
import { baseTexts } from '../../record/base-texts.ts';
import { BOT, extendMain, requireMain } from '../../record/refs.ts';
import { keptWordsMessage, onTopMessage } from '../../record/restored.ts';
import { onceQuiet, putInPlace } from '../../revert/put-in-place.ts';
import { settledGates } from '../../revert/revert.ts';
import type { Show } from '../../show/show.ts';
import { snapshot } from '../../snapshot/snapshot.ts';
import { inLinesLike } from './chosen-parts.ts';
import { partKey } from './part-key.ts';
import { partsShown } from './view.ts';

interface Place {
  readonly path: TreePath;
  readonly part: Part;
  readonly main: CommitId;
  readonly entry: FileEntry | null;
  /** The whole file on main; null if it is gone or no text. */
  readonly now: string | null;
  readonly lines: StandingLines | null;
}

export async function standing(show: Show, touches: Touches, id: string, key: string): Promise<StandingPart> {
  const kept = await findKept(show, id);
  const part = (await partsShown(show, kept)).find((one) => one.key === key);
  const { path, main, now, lines } = await placeOf(show, kept, key);
  if (part === undefined) throw noPart(kept, key);
  if (now === null || lines === null) return { part, path, text: null, line: null, by: null };
  const line = lineCounter(now)(lines.start);
  const writer = lines.isGone ? undefined : (await blameLines(show, touches, path, main))[line - 1];
  const by = writer === undefined ? null : { name: writer.by.name, atMs: writer.atMs };
  return { part, path, text: lines.text, line, by };
}

export interface OnTop {
  readonly id: string;
  readonly key: string;
  readonly words: string;
  readonly theirs: string;
  readonly who: string | null;
}

/** Rejects with a Fault MOVED_ON (refused), NO_PART or NOT_WORDED (usage). */
export async function putOnTop(show: Show, wanted: OnTop): Promise<Outcome> {
  const by = reviewer(show.settings(), wanted.who);
  return onceQuiet(show, () => attempt(show, wanted, by));
}

async function attempt(show: Show, { id, key, words, theirs }: OnTop, by: Who): Promise<Outcome> {
  const kept = await findKept(show, id);
  const { episode, change } = kept.enhancement;
  await snapshot(show, [treePath(`episodes/${episode}`)]);
  const place = await placeOf(show, kept, key);
  const { path, part, main, entry, now, lines } = place;
  if (part.count === 0) {
    const sentence = 'A whole file can’t be worded here; change it by hand';
    throw new Fault('usage', 'NOT_WORDED', sentence);
  }
  if (now === null || lines === null || entry === null || lines.text !== theirs)
    throw new Fault('refused', 'MOVED_ON', 'Other words stand there by now; look at them again', {
      tech: path,
    });
  const about = { id: kept.enhancement.id, title: change.title };
  const refused = (reasons: Outcome['reasons']): Outcome => ({
    ...about,
    result: 'refused',
    commit: null,
    reasons,
  });
  const text = withWords(now, lines, inLinesLike(part, now, words));
  if (text === now) return refused([endedReason(reason('SAME_ALREADY', 'these words stand there already'))]);
  const shut = closed(settledGates(show, episodeOf(path) ?? episode, [path]));
  if (shut.length > 0) return refused(shut.map(gateReason));
  const mine: FileEntry = { id: await show.repo.writeBlob(Buffer.from(text)), mode: entry.mode };
  const commit = await keepWords(show, { path, main, mine, by });
  const message = onTopMessage(by.name, { commit, path, pathThen: path });
  const put = await putInPlace(show, { path, by, now: entry, entry: mine, message });
  if ('reason' in put) return refused([endedReason(put.reason)]);
  return { ...about, result: 'landed', commit: put.commit, reasons: [] };
}

function withWords(now: string, { start, end, isGone }: StandingLines, words: string): string {
  const eol = now.includes('\r\n') ? '\r\n' : '\n';
  const own = words.replace(/(?:\r\n|\r|\n)$/, '');
  return `${now.slice(0, start)}${own}${isGone ? eol : ''}${now.slice(end)}`;
}

/** Commits the file with these words beside main and ties it in without changing a file. Returns the commit with them. */
async function keepWords(
  show: Show,
  { path, main, mine, by }: { path: TreePath; main: CommitId; mine: FileEntry; by: Who },
): Promise<CommitId> {
  const { tree } = await show.repo.readCommit(main);
  const atMs = show.nowMs();
  const signatures = { author: { ...by, atMs }, committer: { ...BOT, atMs } };
  const message = keptWordsMessage(by.name, path);
  const changed = await show.repo.updateTree(tree, new Map([[path, mine]]));
  const own = await show.repo.writeCommit({ ...signatures, tree: changed, parents: [main], message });
  const tied = await show.repo.writeCommit({ ...signatures, tree, parents: [main, own], message });
  const wasKnown = show.disk.syncedWith() === main;
  await extendMain(show, { from: main, to: tied }, 'restored');
  await movePublished(show, { from: main, to: tied });
  if (wasKnown) show.disk.agree(tied);
  return own;
}

/** Rejects with a Fault NO_PART (usage). */
async function placeOf(show: Show, kept: EnhancementRecord, key: string): Promise<Place> {
  const { change } = kept.enhancement;
  const at = await baseTexts(show.repo, kept);
  const part = partsOf(change, at).find((one) => partKey(one) === key);
  const file = part && change.files[part.file];
  if (part === undefined || file === undefined) throw noPart(kept, key);
  const path = show.decisions.memory().names.path(file.path, kept.asOf);
  const main = await requireMain(show);
  const entry = await show.repo.fileAt((await show.repo.readCommit(main)).tree, path);
  const now =
    entry === null || entry.mode === '120000' ? null : decodeText(await show.repo.readBlob(entry.id));
  const before = at(file.path);
  const isPlaced = part.count > 0 && before !== null && now !== null;
  return { path, part, main, entry, now, lines: isPlaced ? standingLines(before, part, now) : null };
}

function noPart({ enhancement: { id } }: EnhancementRecord, key: string): Fault {
  return new Fault(
    'usage',
    'NO_PART',
    `${id} has no part ${key}; look at it again, its parts may be others now`,
  );
}
