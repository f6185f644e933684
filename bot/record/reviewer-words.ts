// A reviewer's own words in a landing: the person's commit on top of the bot's rendering, and the check that it changes
// only the files the person reworded.
import type { Change } from '../../src/domain/change.ts';
import type { Decision, Who } from '../../src/domain/decision.ts';
import type { Enhancement, EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { CommitId, EnhancementId, TreeId, TreePath } from '../../src/domain/ids.ts';
import type { DecisionState } from '../../src/domain/memory.ts';
import { reworded, type Wording, wordedFields } from '../../src/domain/part.ts';
import { Fault } from '../../src/errors.ts';
import type { Repo } from '../../src/git/repo.ts';
import { baseTexts } from './base-texts.ts';
import { wordsMessage } from './commit-messages.ts';
import { BOT } from './refs.ts';
import { changedTree } from './render.ts';

export interface ReviewerWording {
  readonly words: readonly Wording[];
  readonly by: Who;
  readonly atMs: number;
}

/** The reviewer's wording to land an enhancement with; null if it lands as the bot wrote it. */
export function wordsFor(
  { verdicts }: Pick<DecisionState, 'verdicts'>,
  id: EnhancementId,
): ReviewerWording | null {
  const verdict = verdicts.get(id);
  return verdict?.kind === 'accept' ? wordsIn(verdict.decision) : null;
}

export function wordsIn({ saying, by, atMs }: Decision): ReviewerWording | null {
  if (saying.kind !== 'accept' || saying.words === undefined || saying.words.length === 0) return null;
  return { words: saying.words, by, atMs };
}

/** The change as it landed, including the person's words, based on the texts it landed on. */
export async function landedChange(repo: Pick<Repo, 'readBlob'>, kept: EnhancementRecord): Promise<Change> {
  const { change } = kept.enhancement;
  if (kept.worded === undefined) return change;
  return reworded(change, await baseTexts(repo, kept), kept.worded) ?? change;
}

interface Placed {
  /** The enhancement, placed on the tree `on`. */
  readonly enhancement: Enhancement;
  /** The same change in the person's words. */
  readonly change: Change;
  readonly rendering: CommitId;
  readonly on: TreeId;
}

/** Writes the person's commit on top of the bot's. */
export async function commitWords(
  repo: Repo,
  { enhancement, change, rendering, on }: Placed,
  { words, by, atMs }: ReviewerWording,
  nowMs: number,
): Promise<{ readonly commit: CommitId; readonly tree: TreeId }> {
  const { tree } = await changedTree(repo, change, on);
  const fields = [...wordedFields(enhancement.change, words)];
  const commit = await repo.writeCommit({
    tree,
    parents: [rendering],
    author: { ...by, atMs },
    committer: { ...BOT, atMs: nowMs },
    message: wordsMessage(enhancement, by, fields),
  });
  return { commit, tree };
}

/** Rejects with a Fault `bug` if the bot's tree and the person's differ in a file the person did not reword. */
export async function onlyWords(
  repo: Repo,
  { files }: Change,
  words: readonly Wording[],
  [rendered, worded]: readonly [TreeId, TreeId],
): Promise<void> {
  const named = new Set(
    words.flatMap(({ file }): TreePath[] => {
      const path = files[file]?.path;
      const moved = files.find((one) => one.kind === 'move' && one.path === path);
      return path === undefined ? [] : [moved?.kind === 'move' ? moved.to : path];
    }),
  );
  const touched = (await repo.diffTrees(rendered, worded)).map(({ path }) => path);
  if (touched.every((path) => named.has(path))) return;
  throw new Fault('bug', 'NOT_AS_WORDED', 'More would land than was worded; nothing was landed', {
    tech: `touches ${touched.join(', ')}`,
  });
}
