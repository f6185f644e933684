// Which steps have work on which subject, and what do the known answers come to? Pure: texts, decisions and answers
// in; wanted changes, missing answers and reasons out. Running what is missing and planning again converges.
//
// Two lanes: a change that the policy will land by itself is made on main plus other such changes; a change for
// review is made on all of those, and nothing automatic ever builds on a review item.
import { type Canvas, canvas } from '../../src/domain/canvas.ts';
import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import type { Hash, TreePath } from '../../src/domain/ids.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { hashValue } from '../../src/hash.ts';
import type { AnyStep, MissingAnswer, ProposedChange, SubjectKind, SubjectOf } from '../../src/step.ts';
import { admit, placeReview, type ReviewDraft, switchedOff } from './admit.ts';
import { editMarks, type MarksOf } from './edit-marks.ts';
import { inspected } from './inspected.ts';
import type { Plan, PlanInput, SkippedWork, WantedChange } from './plan-values.ts';
import type { ConfiguredStep } from './policy.ts';
import { episodeSubjects } from './subjects.ts';

export function plan(input: PlanInput): Plan {
  const page = canvas(input.files);
  const auto: WantedChange[] = [];
  const review: ReviewDraft[] = [];
  const needs = missingAnswers();
  const idle: SkippedWork[] = [];
  const diagnostics = new Map<string, Diagnostic>();

  for (const set of input.steps) {
    for (const subject of episodeSubjects(input.episode, page.texts, set, input)) {
      const asked = askStep(input, page, { set, subject, needs });
      for (const found of asked.diagnostics)
        diagnostics.set(`${found.code} ${found.path} ${found.line}`, found);
      if (asked.missing !== null) needs.add(asked.missing);
      if (asked.skipped !== null)
        idle.push({ step: set.step.id, subject: subject.path, reason: asked.skipped });
      if (asked.answer === null) continue;
      const { need, changes } = asked.answer;
      const moment = page.now();
      const marksIn = marksOfFiles(need.texts);
      const room = roomFor(need.texts);
      for (const proposed of changes) {
        if (!room.has(proposed)) continue;
        const admitted = admit(input, page, { set, need, proposed, moment, marksIn });
        if (admitted !== null) room.take(proposed);
        if (admitted?.lane === 'review') review.push(admitted.draft);
        if (admitted?.lane !== 'auto') continue;
        auto.push(admitted.wanted);
        page.apply(admitted.wanted.change);
      }
      if (room.left() > 0)
        idle.push({ step: set.step.id, subject: subject.path, reason: crowded(room.left()) });
    }
  }

  return {
    episode: input.episode,
    only: input.only,
    awaited: input.awaited,
    wanted: [...auto, ...placeReview(review, page)],
    needs: needs.all,
    idle,
    diagnostics: [...diagnostics.values()],
    main: input.files,
    withAuto: page,
  };
}

/** Looks at each file once, for all changes of an answer. */
function marksOfFiles(texts: MissingAnswer['texts']): (path: TreePath) => MarksOf {
  const known = new Map<TreePath, MarksOf>();
  return (path) => {
    const marks = known.get(path) ?? editMarks(texts(path) ?? '');
    known.set(path, marks);
    return marks;
  };
}

/** Each open change is a commit with all of its file in it, so many changes of a large file are a multiple of it: a
 *  hundred for a script as long as a book, and thousands for an everyday one. */
const MOST_WRITTEN = 16 * 1024 * 1024;

/** The room for the changes of one answer. At least one always has it. */
function roomFor(texts: MissingAnswer['texts']) {
  let written = 0;
  let left = 0;
  const sizeOf = ({ files }: ProposedChange) =>
    files.reduce((sum, { path }) => sum + (texts(path)?.length ?? 0), 0);
  return {
    has(change: ProposedChange): boolean {
      const fits = written === 0 || written + sizeOf(change) <= MOST_WRITTEN;
      if (!fits) left += 1;
      return fits;
    },
    take(change: ProposedChange): void {
      written += sizeOf(change);
    },
    left: () => left,
  };
}

function crowded(left: number): Reason {
  const more = left === 1 ? '1 more change of this file waits' : `${left} more changes of this file wait`;
  return reason(
    'FILE_CROWDED',
    `${more}: it is very long, so the first ones have to land or be decided before`,
  );
}

interface Asking {
  readonly set: ConfiguredStep;
  readonly subject: SubjectOf<SubjectKind>;
  /** Missing already; a step waits for those that come before it. */
  readonly needs: MissingAnswers;
}

/** At most one of `missing`, `skipped` and `answer` is set; none if the step has no work. */
interface Asked {
  readonly diagnostics: readonly Diagnostic[];
  readonly missing: MissingAnswer | null;
  readonly skipped: Reason | null;
  readonly answer: { readonly need: MissingAnswer; readonly changes: readonly ProposedChange[] } | null;
}

const NOTHING: Asked = { diagnostics: [], missing: null, skipped: null, answer: null };

function askStep(input: PlanInput, page: Canvas, { set, subject, needs }: Asking): Asked {
  // Its texts are about to change, so any answer now would have to be asked for again.
  const first = waitsFor(set.step, subject, needs);
  if (first !== null) return { ...NOTHING, skipped: first };
  const { inspection, input: hash } = inspected(set.step, subject);
  const { diagnostics } = inspection;
  const asked = { ...NOTHING, diagnostics };
  if (inspection.state === 'blocked') return { ...asked, skipped: inspection.reason };
  if (inspection.state !== 'needed') return asked;
  const need = needOf(set, subject, hash, page.snapshot());
  // Made from this very input already: running again changes nothing.
  if (inspection.renews !== undefined && subject.madeFrom.get(inspection.renews) === need.input) return asked;
  const waits = rejectedBefore(input, set, need) ?? switchedOff(input, subject.path);
  if (waits !== null) return { ...asked, skipped: waits };
  const changes = input.known(need, page.at);
  if (changes !== null) return { ...asked, answer: { need, changes } };
  const gaveUp = input.givenUp(need) ?? set.paused;
  return gaveUp === null ? { ...asked, missing: need } : { ...asked, skipped: gaveUp };
}

function needOf(
  { step, setup }: ConfiguredStep,
  subject: SubjectOf<SubjectKind>,
  input: Hash,
  texts: MissingAnswer['texts'],
): MissingAnswer {
  const fingerprint = hashValue([step.id, step.version, setup, subject.path, input, [...subject.remarks]]);
  return { step, subject, input, fingerprint, texts };
}

function waitsFor(step: AnyStep, subject: SubjectOf<SubjectKind>, needs: MissingAnswers): Reason | null {
  const before = subject.kind === 'episode' ? needs.all : readPaths(subject).flatMap(needs.of);
  const first = before.find((other) => step.after.includes(other.step.id));
  return first ? reason('WAITS_FOR_STEP', `waits for ${first.step.title.toLowerCase()}`) : null;
}

/** A clip's cues tell what it is cut to. */
function readPaths(subject: SubjectOf<SubjectKind>): readonly TreePath[] {
  return subject.kind === 'asset'
    ? [subject.path, ...subject.uses.map(({ document }) => document.path)]
    : [subject.path];
}

/** Only for steps that ask a model, which could word the same thing anew. Rules give the same hunks again, and those are
 *  remembered one by one. */
function rejectedBefore({ memory }: PlanInput, { step }: ConfiguredStep, need: MissingAnswer): Reason | null {
  const isSo = step.tools.length > 0 && memory.rejected(step.id, need.subject.path, need.input);
  return isSo ? reason('REJECTED_BEFORE', 'was rejected for this very text') : null;
}

interface MissingAnswers {
  readonly all: readonly MissingAnswer[];
  of(path: TreePath): readonly MissingAnswer[];
  add(need: MissingAnswer): void;
}

function missingAnswers(): MissingAnswers {
  const all: MissingAnswer[] = [];
  const byPath = new Map<TreePath, MissingAnswer[]>();
  return {
    all,
    of: (path) => byPath.get(path) ?? [],
    add(need) {
      all.push(need);
      const own = byPath.get(need.subject.path);
      if (own === undefined) byPath.set(need.subject.path, [need]);
      else own.push(need);
    },
  };
}
