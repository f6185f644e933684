// Collects reviewers' decisions about each step on each subject: rejected, reverted, remarked, asked again. They follow
// the subject, and its cues and tokens, when names change.
import type { DecisionKind, DecisionTarget, RejectedEdit } from './decision.ts';
import type { EnhancementId, Hash, TreePath } from './ids.ts';
import { type NewNames, renamedFields } from './names.ts';

/** Decisions about one step on one subject. */
interface Said {
  readonly rejectedInputs: Set<Hash>;
  readonly rejectedHunks: Set<Hash>;
  /** Field → keys of its rejected edits. */
  readonly rejectedEdits: Map<string, Set<Hash>>;
  readonly revertedFields: Set<string>;
  readonly remarks: string[];
  /** Number of times a person asked for another answer; part of the fingerprint. */
  asked: number;
}

export interface Told {
  rejected(step: string, subject: TreePath, input: Hash): boolean;
  rejectedHunk(step: string, subject: TreePath, hunk: Hash): boolean;
  rejectedEdit(step: string, subject: TreePath, edit: RejectedEdit): boolean;
  revertedField(step: string, subject: TreePath, field: string): boolean;
  /** True if an edit of such a field of this subject was rejected or reverted. */
  isDecidedOn(subject: TreePath, isField: (field: string) => boolean): boolean;
  /** Subjects for which that is true. */
  subjectsWith(isField: (field: string) => boolean): readonly TreePath[];
  remarks(step: string, subject: TreePath): readonly string[];
  asked(step: string, subject: TreePath): number;
  /** Enhancements for which a reviewer asked for another answer. */
  readonly redone: ReadonlySet<EnhancementId>;
}

type Target = Pick<DecisionTarget, 'step' | 'subject'>;

interface GrowingTold extends Told {
  reject(saying: Extract<DecisionKind, { kind: 'reject' }>): void;
  revert(about: Target, fields: readonly string[]): void;
  askAgain(about: Target & Pick<DecisionTarget, 'id'>, remark: string | null): void;
  follow(names: NewNames): void;
}

export function growingTold(): GrowingTold {
  const said: SaidOf = new Map();
  const redone = new Set<EnhancementId>();
  const look = (step: string, subject: TreePath) => said.get(subject)?.get(step);
  const isDecidedOn = (subject: TreePath, isField: (field: string) => boolean) =>
    [...(said.get(subject)?.values() ?? [])].some(({ rejectedEdits, revertedFields }) =>
      [...rejectedEdits.keys(), ...revertedFields].some(isField),
    );
  return {
    reject(saying) {
      const about = saidOf(said, saying);
      for (const hunk of saying.hunks) about.rejectedHunks.add(hunk);
      for (const edit of saying.edits ?? []) noteRejected(about, edit);
      if (saying.whole) about.rejectedInputs.add(saying.input);
    },
    revert(about, fields) {
      for (const field of fields) saidOf(said, about).revertedFields.add(field);
    },
    askAgain(about, remark) {
      askAgain(saidOf(said, about), remark);
      redone.add(about.id);
    },
    redone,
    follow: (names) => follow(said, names),
    rejected: (step, subject, input) => look(step, subject)?.rejectedInputs.has(input) ?? false,
    rejectedHunk: (step, subject, hunk) => look(step, subject)?.rejectedHunks.has(hunk) ?? false,
    rejectedEdit: (step, subject, { field, key }) =>
      look(step, subject)?.rejectedEdits.get(field)?.has(key) ?? false,
    revertedField: (step, subject, field) => look(step, subject)?.revertedFields.has(field) ?? false,
    isDecidedOn,
    subjectsWith: (isField) => [...said.keys()].filter((subject) => isDecidedOn(subject, isField)),
    remarks: (step, subject) => look(step, subject)?.remarks ?? [],
    asked: (step, subject) => look(step, subject)?.asked ?? 0,
  };
}

type SaidOf = Map<TreePath, Map<string, Said>>;

function saidOf(said: SaidOf, { step, subject }: Pick<DecisionTarget, 'step' | 'subject'>): Said {
  const steps = said.get(subject) ?? new Map<string, Said>();
  said.set(subject, steps);
  const found = steps.get(step) ?? {
    rejectedInputs: new Set(),
    rejectedHunks: new Set(),
    rejectedEdits: new Map(),
    revertedFields: new Set(),
    remarks: [],
    asked: 0,
  };
  steps.set(step, found);
  return found;
}

function noteRejected({ rejectedEdits }: Said, { field, key }: RejectedEdit): void {
  rejectedEdits.set(field, (rejectedEdits.get(field) ?? new Set<Hash>()).add(key));
}

/** A `redo` lifts earlier rejections and reverts. */
function askAgain(about: Said, remark: string | null): void {
  about.rejectedInputs.clear();
  about.rejectedHunks.clear();
  about.rejectedEdits.clear();
  about.revertedFields.clear();
  about.asked += 1;
  // Without a remark the request would be the same, and so would its cached answer.
  about.remarks.push(remark ?? `Word it differently than before (${about.asked}).`);
}

/** All names change at once. Where a file takes the name of one that stays, decisions about the latter are dropped: it
 *  was deleted or replaced. */
function follow(said: SaidOf, names: NewNames): void {
  const paths = new Map(names.files.map(({ from, to }) => [from, to]));
  const taken = new Set(paths.values());
  const touched = new Set([...paths.keys(), ...taken, ...names.things.map(({ from }) => from.subject)]);
  const old = [...touched].flatMap((subject) => {
    const steps = said.get(subject);
    return steps === undefined ? [] : [{ subject, steps }];
  });
  for (const { subject } of old) said.delete(subject);
  for (const { subject, steps } of old) {
    const path = paths.get(subject) ?? (taken.has(subject) ? null : subject);
    for (const [step, about] of steps) moveSaid(said, about, { subject, step, path, names });
  }
}

interface Moving extends Target {
  /** Present path of the subject; null if it is gone. */
  readonly path: TreePath | null;
  readonly names: NewNames;
}

function moveSaid(said: SaidOf, old: Said, { subject, step, path, names }: Moving): void {
  if (path !== null) {
    const own = saidOf(said, { step, subject: path });
    for (const input of old.rejectedInputs) own.rejectedInputs.add(input);
    for (const hunk of old.rejectedHunks) own.rejectedHunks.add(hunk);
    own.remarks.push(...old.remarks);
    own.asked = old.asked;
  }
  const moved = (field: string) =>
    renamedFields({ subject, field }, names).filter((to) => path !== null || to.subject !== subject);
  for (const field of old.revertedFields) {
    for (const to of moved(field)) saidOf(said, { step, subject: to.subject }).revertedFields.add(to.field);
  }
  for (const [field, keys] of old.rejectedEdits) {
    for (const to of moved(field)) {
      const about = saidOf(said, { step, subject: to.subject });
      for (const key of keys) noteRejected(about, { field: to.field, key });
    }
  }
}
