// Which steps have work on which subject, and what do the known results come to? Pure: texts, decisions and results
// in; wanted changes, missing jobs and reasons out. Running the missing jobs and planning again converges.
//
// Two lanes: a change that the policy will land by itself is made on main plus other such changes; a change for
// review is made on all of those, and nothing automatic ever builds on a review item.
import { type Canvas, canvas, type Moment } from '../../src/domain/canvas.ts';
import type { Change, FileChange } from '../../src/domain/change.ts';
import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import type { Lane, Origin } from '../../src/domain/enhancement.ts';
import { infoPath } from '../../src/domain/episode.ts';
import { fileKey, hunkKeys } from '../../src/domain/hunk.ts';
import type { EpisodeId, Hash, TreePath } from '../../src/domain/ids.ts';
import type { DecisionState } from '../../src/domain/memory.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import type { TextAt } from '../../src/domain/transplant.ts';
import { hashText, hashValue } from '../../src/hash.ts';
import { isBotOff } from '../../src/markdown/bot-key.ts';
import type {
  AnyStep,
  Inspection,
  MissingAnswer,
  ProposedChange,
  SubjectKind,
  SubjectOf,
} from '../../src/step.ts';
import type { ConfiguredStep } from './policy.ts';
import { episodeSubjects, type SubjectFacts } from './subjects.ts';

export interface PlanInput extends SubjectFacts {
  /** The one step that is asked; null = all. What the others have open stays as it is. */
  readonly only: string | null;
  readonly episode: EpisodeId;
  /** The texts on main that steps look at: `info.md`, `rundown/*.md` and what steps have written in `exports/`. */
  readonly files: ReadonlyMap<TreePath, string>;
  /** Where something else stands than a text: nothing is written there. */
  readonly unreadable: ReadonlySet<TreePath>;
  readonly steps: readonly ConfiguredStep[];
  /** What the step answered to this before, placed on the present text; null = has to be run. */
  readonly known: (need: MissingAnswer, at: TextAt) => readonly ProposedChange[] | null;
  /** The job for it failed or was cancelled: nothing waits for it any more. */
  readonly givenUp: (need: MissingAnswer) => Reason | null;
  /** A person's text displaced this very change after it had landed: it needs a reviewer now. */
  readonly displaced: (step: string, subject: TreePath, change: Change) => boolean;
}

/** A change that ought to be proposed. */
export interface WantedChange {
  readonly step: AnyStep;
  readonly subject: TreePath;
  readonly input: Hash;
  readonly fingerprint: Hash;
  readonly origin: Origin | null;
  readonly lane: Lane;
  /** On main plus all automatic changes before it (lane auto), or plus all of them (lane review). */
  readonly change: Change;
  /** On main alone; null while it builds on a change that has not landed. */
  readonly onMain: Change | null;
  /** What stands for each of its edits and files where a reviewer rejects it, in their order: each by several names. */
  readonly hunks: readonly (readonly Hash[])[];
}

export interface SkippedWork {
  readonly step: string;
  readonly subject: TreePath;
  readonly reason: Reason;
}

export interface Plan {
  readonly episode: EpisodeId;
  readonly only: string | null;
  readonly wanted: readonly WantedChange[];
  readonly needs: readonly MissingAnswer[];
  /** Steps with work that they don't do now, and why. */
  readonly idle: readonly SkippedWork[];
  readonly diagnostics: readonly Diagnostic[];
  /** Main's texts, and those with all automatic changes made. */
  readonly main: ReadonlyMap<TreePath, string>;
  readonly withAuto: Canvas;
}

interface Draft extends Omit<WantedChange, 'onMain' | 'lane'> {
  readonly moment: Moment;
}

export function plan(input: PlanInput): Plan {
  const page = canvas(input.files);
  const auto: WantedChange[] = [];
  const review: Draft[] = [];
  const needs: MissingAnswer[] = [];
  const idle: SkippedWork[] = [];
  const diagnostics = new Map<string, Diagnostic>();

  for (const set of input.steps) {
    for (const subject of episodeSubjects(input.episode, page.texts, set, input)) {
      // Its texts are about to change: whatever it said now would have to be asked again.
      const first = waitsFor(set.step, subject, needs);
      if (first !== null) {
        idle.push({ step: set.step.id, subject: subject.path, reason: first });
        continue;
      }
      const { inspection, input: hash } = inspected(set.step, subject);
      for (const found of inspection.diagnostics)
        diagnostics.set(`${found.code} ${found.path} ${found.line}`, found);
      if (inspection.state === 'blocked') {
        idle.push({ step: set.step.id, subject: subject.path, reason: inspection.reason });
      }
      if (inspection.state !== 'needed') continue;
      const need = needOf(set, subject, hash, page.texts);
      // Made from this very input already: running again changes nothing.
      if (inspection.renews !== undefined && subject.madeFrom.get(inspection.renews) === need.input) continue;
      const waits = rejectedBefore(input, set, need) ?? switchedOff(input, subject.path);
      if (waits !== null) {
        idle.push({ step: set.step.id, subject: subject.path, reason: waits });
        continue;
      }
      const answer = input.known(need, page.at);
      if (answer === null) {
        const gaveUp = input.givenUp(need) ?? set.paused;
        if (gaveUp === null) needs.push(need);
        else idle.push({ step: set.step.id, subject: subject.path, reason: gaveUp });
        continue;
      }
      const moment = page.now();
      for (const proposed of answer) admit(input, set, need, proposed, moment, page, auto, review);
    }
  }

  // Whatever edits a file comes before what gives it another name.
  const drafts = [...review.filter((draft) => !moves(draft)), ...review.filter(moves)];
  const wanted = [...auto, ...drafts.flatMap((draft) => place(draft, page))];
  return {
    episode: input.episode,
    only: input.only,
    wanted,
    needs,
    idle,
    diagnostics: [...diagnostics.values()],
    main: input.files,
    withAuto: page,
  };
}

interface Inspected {
  readonly inspection: Inspection;
  /** Of what is needed. */
  readonly input: Hash;
}

/** A plan is made anew after every answer, and most subjects are as they were: what a step said of them then holds. */
function inspected(step: AnyStep, subject: SubjectOf<SubjectKind>): Inspected {
  const said = [subject.settings, [...subject.owned], [...subject.madeFrom], subject.remarks];
  const from = [step, subject.path, JSON.stringify(said)];
  const answer = (): Inspected => {
    const inspection = inspect(step, subject);
    return { inspection, input: hashValue(inspection.state === 'needed' ? inspection.input : null) };
  };
  if (subject.kind === 'segment') {
    const { document, info, previous, next, media, siblings } = subject;
    return document.once(`inspect ${step.id}`, [...from, info, previous, next, media, ...siblings], answer);
  }
  if (subject.kind === 'episode' && subject.info !== null) {
    const { info, media, segments, conflictCopies } = subject;
    const exports = [...subject.exports.values()].flatMap(({ path, text, ours }) => [path, text, ours]);
    const parts = [...from, media, ...segments, ...conflictCopies, ...exports];
    return info.once(`inspect ${step.id}`, parts, answer);
  }
  return answer();
}

/** A step that throws on some text must not stop the others. */
function inspect(step: AnyStep, subject: SubjectOf<SubjectKind>): Inspection {
  try {
    return step.inspect(subject);
  } catch (error) {
    const tech = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const failed = reason(
      'STEP_BUG',
      `${step.title} could not read this; the program has a fault here`,
      tech,
    );
    return { state: 'blocked', reason: failed, diagnostics: [] };
  }
}

function needOf(
  { step, setup }: ConfiguredStep,
  subject: SubjectOf<SubjectKind>,
  input: Hash,
  texts: ReadonlyMap<TreePath, string>,
): MissingAnswer {
  const fingerprint = hashValue([step.id, step.version, setup, subject.path, input, [...subject.remarks]]);
  return { step, subject, input, fingerprint, texts: new Map(texts) };
}

function waitsFor(
  step: AnyStep,
  { kind, path }: SubjectOf<SubjectKind>,
  needs: readonly MissingAnswer[],
): Reason | null {
  const first = needs.find(
    (other) => step.after.includes(other.step.id) && (kind === 'episode' || other.subject.path === path),
  );
  return first ? reason('WAITS_FOR_STEP', `waits for ${first.step.title.toLowerCase()}`) : null;
}

/** Rules give the same hunks again, and those are remembered one by one; only a model could word the same thing anew. */
function rejectedBefore({ memory }: PlanInput, { step }: ConfiguredStep, need: MissingAnswer): Reason | null {
  const isSo = step.tools.length > 0 && memory.rejected(step.id, need.subject.path, need.input);
  return isSo ? reason('REJECTED_BEFORE', 'was rejected for this very text') : null;
}

/** `bot: off` in the file's own head, or in its episode's. */
function switchedOff(
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

function admit(
  input: PlanInput,
  set: ConfiguredStep,
  need: MissingAnswer,
  proposed: ProposedChange,
  moment: Moment,
  page: Canvas,
  auto: WantedChange[],
  review: Draft[],
): void {
  const { origin, ...whole } = proposed;
  const kept = remembered(input.memory, need, whole, (file) => isBarred(input, file));
  if (kept === null) return;
  const { change: left, hunks } = kept;
  const policy = set.policy(left.applicability);
  if (policy === 'off') return;
  const base = {
    step: set.step,
    subject: need.subject.path,
    input: need.input,
    fingerprint: need.fingerprint,
    origin: origin ?? null,
    hunks,
  };
  const now = page.moved(left, moment);
  if (now === null) return; // Overlaps an earlier change of the same answer; it comes again when that one has landed.
  if (policy === 'review' || input.displaced(set.step.id, need.subject.path, left)) {
    review.push({ ...base, change: left, moment });
    return;
  }
  auto.push({ ...base, lane: 'auto', change: now, onMain: page.onBase(now) });
  page.apply(now);
}

function moves({ change }: Pick<Draft, 'change'>): boolean {
  return change.files.some(({ kind }) => kind === 'move');
}

function place(draft: Draft, page: Canvas): readonly WantedChange[] {
  const { moment, ...rest } = draft;
  const change = page.moved(draft.change, moment);
  return change === null ? [] : [{ ...rest, lane: 'review', change, onMain: page.onBase(change) }];
}

/** Files that nobody may write: switched off by their people, or no texts at all. */
function isBarred(input: PlanInput, file: FileChange): boolean {
  const paths = file.kind === 'move' ? [file.path, file.to] : [file.path];
  return paths.some((path) => input.unreadable.has(path) || switchedOff(input, path) !== null);
}

interface Remembered {
  readonly change: Change;
  readonly hunks: WantedChange['hunks'];
}

/** The change without the hunks that a reviewer rejected and the fields that one reverted; null when nothing is left. */
function remembered(
  memory: DecisionState,
  { step, subject, texts }: MissingAnswer,
  change: Change,
  isBarredFile: (file: FileChange) => boolean,
): Remembered | null {
  const hunks: (readonly Hash[])[] = [];
  const isLeft = (field: string, names: readonly Hash[]): boolean => {
    if (memory.revertedField(step.id, subject.path, field)) return false;
    if (names.some((name) => memory.rejectedHunk(step.id, subject.path, name))) return false;
    hunks.push(names);
    return true;
  };
  const files = change.files.flatMap((file): readonly FileChange[] => {
    if (isBarredFile(file)) return [];
    if (file.kind !== 'edit') return isLeft(file.field, [hashText(fileKey(file))]) ? [file] : [];
    const keysOf = hunkKeys(texts.get(file.path) ?? '');
    const edits = file.edits.filter((edit) => isLeft(edit.field, keysOf(edit).map(hashText)));
    return edits.length === 0 ? [] : [{ ...file, edits }];
  });
  // Links that follow a new name are wrong without it, and the other way round.
  const isTorn = moves({ change }) && spelledFiles(files) !== spelledFiles(change.files);
  return files.length === 0 || isTorn ? null : { change: { ...change, files }, hunks };
}

function spelledFiles(files: readonly FileChange[]): string {
  return JSON.stringify(
    files.map((file) => [file.path, file.kind === 'edit' ? file.edits.length : file.kind]),
  );
}
