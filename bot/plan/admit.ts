// Turns a step's answer into changes to propose: leaves out what a reviewer rejected or reverted and files that may not
// be written, and decides the lane by policy.
import type { Canvas, Moment } from '../../src/domain/canvas.ts';
import type { Change, FileChange } from '../../src/domain/change.ts';
import { infoPath } from '../../src/domain/episode.ts';
import type { TreePath } from '../../src/domain/ids.ts';
import type { DecisionState } from '../../src/domain/memory.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { isBotOff } from '../../src/markdown/bot-key.ts';
import type { MissingAnswer, ProposedChange } from '../../src/step.ts';
import type { MarksOf } from './edit-marks.ts';
import type { EditMark, PlanInput, WantedChange } from './plan-values.ts';
import type { ConfiguredStep } from './policy.ts';

/** A change for review, with the moment at which it was placed on the page. */
export interface ReviewDraft extends Omit<WantedChange, 'onMain' | 'lane'> {
  readonly moment: Moment;
}

export type Admitted =
  | { readonly lane: 'auto'; readonly wanted: WantedChange }
  | { readonly lane: 'review'; readonly draft: ReviewDraft };

export interface Answered {
  readonly set: ConfiguredStep;
  readonly need: MissingAnswer;
  readonly proposed: ProposedChange;
  readonly moment: Moment;
  /** The names of a file's edits. */
  readonly marksIn: (path: TreePath) => MarksOf;
}

/** null if nothing of it is left, its step is off, or it overlaps an earlier change of the same answer: then it comes
 *  again when that one has landed. The caller applies an automatic change to the page. */
export function admit(
  input: PlanInput,
  page: Canvas,
  { set, need, proposed, moment, marksIn }: Answered,
): Admitted | null {
  const { origin, ...whole } = proposed;
  const kept = remembered(input.memory, need, whole, {
    isBarred: (file) => isBarred(input, file),
    marksIn,
  });
  if (kept === null) return null;
  const { change: left, marks } = kept;
  const policy = set.policy(left.applicability);
  const now = policy === 'off' ? null : page.moved(left, moment);
  if (now === null) return null;
  const base = {
    step: set.step,
    subject: need.subject.path,
    input: need.input,
    fingerprint: need.fingerprint,
    origin: origin ?? null,
    marks,
  };
  if (policy === 'review' || input.displaced(set.step.id, need.subject.path, left))
    return { lane: 'review', draft: { ...base, change: left, moment } };
  return { lane: 'auto', wanted: { ...base, lane: 'auto', change: now, onMain: page.onBase(now) } };
}

/** Places the drafts above all automatic changes; edits of a file come before its rename. */
export function placeReview(drafts: readonly ReviewDraft[], page: Canvas): readonly WantedChange[] {
  return [...drafts.filter((draft) => !moves(draft)), ...drafts.filter(moves)].flatMap((draft) =>
    place(draft, page),
  );
}

function moves({ change }: Pick<ReviewDraft, 'change'>): boolean {
  return change.files.some(({ kind }) => kind === 'move');
}

function place(draft: ReviewDraft, page: Canvas): readonly WantedChange[] {
  const { moment, ...rest } = draft;
  const change = page.moved(draft.change, moment);
  return change === null ? [] : [{ ...rest, lane: 'review', change, onMain: page.onBase(change) }];
}

/** Why `bot: off` keeps steps from this file: in its own head or in its episode's; null if it does not. */
export function switchedOff(
  { episode, files, documents }: Pick<PlanInput, 'episode' | 'files' | 'documents'>,
  path: TreePath,
): Reason | null {
  const info = files.get(infoPath(episode));
  const own = path.endsWith('.md') ? files.get(path) : undefined;
  if (info !== undefined && isBotOff(documents.info(infoPath(episode), info)))
    return reason('BOT_OFF', '“bot: off” stands in the episode’s info.md');
  if (own !== undefined && isBotOff(documents.segment(path, own)))
    return reason('BOT_OFF', '“bot: off” stands in this file');
  return null;
}

/** True if the file may not be written: `bot: off`, or no text. */
function isBarred(input: PlanInput, file: FileChange): boolean {
  const paths = file.kind === 'move' ? [file.path, file.to] : [file.path];
  return paths.some((path) => input.unreadable.has(path) || switchedOff(input, path) !== null);
}

interface Remembered {
  readonly change: Change;
  readonly marks: readonly EditMark[];
}

/** The change without rejected hunks and reverted fields; null if nothing is left. */
function remembered(
  memory: DecisionState,
  { step, subject }: MissingAnswer,
  change: Change,
  { isBarred, marksIn }: { isBarred: (file: FileChange) => boolean } & Pick<Answered, 'marksIn'>,
): Remembered | null {
  const marks: EditMark[] = [];
  const isLeft = (mark: EditMark): boolean => {
    if (memory.revertedField(step.id, subject.path, mark.edit.field)) return false;
    if (memory.rejectedEdit(step.id, subject.path, mark.edit)) return false;
    if (mark.hunks.some((name) => memory.rejectedHunk(step.id, subject.path, name))) return false;
    marks.push(mark);
    return true;
  };
  const files = change.files.flatMap((file): readonly FileChange[] => {
    if (isBarred(file)) return [];
    const own = marksIn(file.path)(file);
    if (file.kind !== 'edit') return own.every(isLeft) ? [file] : [];
    const edits = file.edits.filter((_edit, i) => own.slice(i, i + 1).every(isLeft));
    return edits.length === 0 ? [] : [{ ...file, edits }];
  });
  // A rename and the links to the new name are only right together.
  const isTorn = moves({ change }) && spelledFiles(files) !== spelledFiles(change.files);
  return files.length === 0 || isTorn ? null : { change: { ...change, files }, marks };
}

function spelledFiles(files: readonly FileChange[]): string {
  return JSON.stringify(
    files.map((file) => [file.path, file.kind === 'edit' ? file.edits.length : file.kind]),
  );
}
