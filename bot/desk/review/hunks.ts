// The names under which a rejection is remembered: of every edit, by the lines around it on every text on which it may
// come up again, and by its field. Reads only.
import type { Change, FileChange } from '../../../src/domain/change.ts';
import type { RejectedEdit } from '../../../src/domain/decision.ts';
import { applyEdits, type Edit, fits } from '../../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import { fileKey, hunkKeys } from '../../../src/domain/hunk.ts';
import type { EnhancementId, EpisodeId, Hash } from '../../../src/domain/ids.ts';
import { canonical } from '../../../src/domain/json.ts';
import { type PartPlace, reworded, type Wording } from '../../../src/domain/part.ts';
import { moveThrough, type TextAt } from '../../../src/domain/transplant.ts';
import { hashText } from '../../../src/hash.ts';
import { editMarks } from '../../plan/edit-marks.ts';
import type { EditMark } from '../../plan/plan-values.ts';
import { propose } from '../../propose/propose.ts';
import { baseTexts } from '../../record/base-texts.ts';
import type { Show } from '../../show/show.ts';

/** As in a decision to reject. */
export interface RejectedEdits {
  readonly hunks: readonly Hash[];
  readonly edits: readonly RejectedEdit[];
}

/** Every edit and file of a change rejected as a whole, so that each stays rejected if the next answer mixes it with
 *  others. `planned`: its marks in the present plan; empty if that does not want it. */
export async function rejectedWhole(
  { repo, decisions }: Pick<Show, 'repo' | 'decisions'>,
  kept: EnhancementRecord,
  planned: readonly EditMark[],
): Promise<RejectedEdits> {
  const from = await baseTexts(repo, kept);
  const { names } = decisions.memory();
  const { subject, change } = kept.enhancement;
  const own = change.files.flatMap((file) => editMarks(from(file.path) ?? '')(file));
  const underNewNames = own.map(({ hunks, edit: { field, key } }) => {
    return { hunks, edit: { field: names.field({ subject, field }, kept.asOf).field, key } };
  });
  return rejected([...underNewNames, ...planned]);
}

function rejected(marks: readonly EditMark[]): RejectedEdits {
  const edits = new Map(marks.map(({ edit }) => [canonical([edit.field, edit.key]), edit]));
  return { hunks: [...new Set(marks.flatMap(({ hunks }) => hunks))], edits: [...edits.values()] };
}

/** As the plan sees the edits now: on texts without the changes of lower layers. Call inside `show.exclusively`. */
export async function plannedMarks(
  show: Show,
  episode: EpisodeId,
): Promise<ReadonlyMap<EnhancementId, readonly EditMark[]>> {
  const { stack } = await propose(show, episode, { dryRun: true });
  return new Map(stack.layers.map(({ enhancement, marks }) => [enhancement.id, marks]));
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
 * The parts that are left out, both as they are now and as they will be once the rest has landed beside them in the
 * reviewer's words. `planned`: the plan's marks of all edits and files, in their order.
 */
export function rejectedParts(
  places: readonly Placed[],
  left: readonly PartPlace[],
  words: readonly Wording[],
  planned: readonly EditMark[],
): RejectedEdits {
  const [first] = places;
  if (first === undefined) return { hunks: [], edits: [] };
  const dropped = new Set(left.flatMap(({ file, first, count }) => marks(file, first, Math.max(count, 1))));
  const editPlaces = allMarks(first.change);
  const own = rejected(planned.filter((_mark, i) => dropped.has(editPlaces[i] ?? '')));
  const hashes = new Set<Hash>(own.hunks);
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
  return { ...own, hunks: [...hashes] };
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
