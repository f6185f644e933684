// Hashes that identify an enhancement's edits among the rejected ones: by the lines around them, for every text on
// which the same edit may come up again. Reads only.
import type { Change, FileChange } from '../../../src/domain/change.ts';
import { applyEdits, type Edit, fits } from '../../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import { fileKey, hunkKeys } from '../../../src/domain/hunk.ts';
import type { EnhancementId, EpisodeId, Hash } from '../../../src/domain/ids.ts';
import { type PartPlace, reworded, type Wording } from '../../../src/domain/part.ts';
import { moveThrough, type TextAt } from '../../../src/domain/transplant.ts';
import { hashText } from '../../../src/hash.ts';
import { propose } from '../../propose/propose.ts';
import type { Layer } from '../../propose/stack.ts';
import { baseTexts } from '../../record/base-texts.ts';
import type { Show } from '../../show/show.ts';

/** Every edit and file of a change rejected as a whole, so that each stays rejected if the next answer mixes it with
 *  others. */
export async function hunksOf(
  { repo }: Pick<Show, 'repo'>,
  kept: EnhancementRecord,
): Promise<readonly Hash[]> {
  const from = await baseTexts(repo, kept);
  return kept.enhancement.change.files.flatMap((file) => {
    if (file.kind !== 'edit') return [hashText(fileKey(file))];
    const text = from(file.path);
    return text === null ? [] : file.edits.flatMap(hashesOn(text));
  });
}

/** As the plan sees the edits now: on texts without the changes of lower layers. Call inside `show.exclusively`. */
export async function plannedHunks(
  show: Show,
  episode: EpisodeId,
): Promise<ReadonlyMap<EnhancementId, readonly Hash[]>> {
  const { stack } = await propose(show, episode, { dryRun: true });
  return new Map(stack.layers.map(({ enhancement, hunks }) => [enhancement.id, hunks.flat()]));
}

function hashesOn(text: string): (edit: Edit) => readonly Hash[] {
  const keysOf = hunkKeys(text);
  return (edit) => keysOf(edit).map(hashText);
}

/** A change as placed on these texts. */
export interface Placed {
  readonly change: Change;
  readonly at: TextAt;
}

/**
 * Hashes of the parts that are left out, both as they are now and as they will be once the rest has landed beside them
 * in the reviewer's words. `planned`: the plan's hashes of all edits and files, in their order.
 */
export function partHunks(
  places: readonly Placed[],
  left: readonly PartPlace[],
  words: readonly Wording[],
  planned: Layer['hunks'],
): readonly Hash[] {
  const [first] = places;
  if (first === undefined) return [];
  const dropped = new Set(left.flatMap(({ file, first, count }) => marks(file, first, Math.max(count, 1))));
  const hashes = new Set<Hash>();
  for (const [i, name] of allMarks(first.change).entries()) {
    if (dropped.has(name)) for (const hash of planned[i] ?? []) hashes.add(hash);
  }
  for (const { change, at } of places) {
    const worded = reworded(change, at, words) ?? change;
    for (const [i, file] of change.files.entries()) {
      if (file.kind !== 'edit') {
        if (dropped.has(mark(i, 0))) hashes.add(hashText(fileKey(file)));
        continue;
      }
      const text = at(file.path);
      const mine = file.edits.filter((_edit, n) => dropped.has(mark(i, n)));
      if (text === null || mine.length === 0 || !fits(text, file.edits)) continue;
      const hashNow = hashesOn(text);
      for (const hash of mine.flatMap(hashNow)) hashes.add(hash);
      const rest = restOf(worded.files[i], mine);
      const moved = rest.length === 0 || !fits(text, rest) ? null : moveThrough(mine, rest);
      if (moved === null) continue;
      const hashThen = hashesOn(applyEdits(text, rest));
      for (const hash of moved.flatMap(hashThen)) hashes.add(hash);
    }
  }
  return [...hashes];
}

function restOf(file: FileChange | undefined, mine: readonly Edit[]): readonly Edit[] {
  const gone = new Set(mine);
  return file?.kind === 'edit' ? file.edits.filter((edit) => !gone.has(edit)) : [];
}

function allMarks({ files }: Change): readonly string[] {
  return files.flatMap((file, i) => marks(i, 0, file.kind === 'edit' ? file.edits.length : 1));
}

function marks(file: number, first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => mark(file, first + i));
}

function mark(file: number, edit: number): string {
  return `${file}.${edit}`;
}
