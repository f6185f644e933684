// Asks a step whether it has work on a subject. A plan is computed again after every answer while most subjects stay
// the same, so inspections are remembered with the document they read.
import type { Hash } from '../../src/domain/ids.ts';
import { reason } from '../../src/domain/reason.ts';
import { hashValue } from '../../src/hash.ts';
import type { AnyStep, Inspection, SubjectKind, SubjectOf } from '../../src/step.ts';

export interface Inspected {
  readonly inspection: Inspection;
  /** Hash of the needed input. */
  readonly input: Hash;
}

export function inspected(step: AnyStep, subject: SubjectOf<SubjectKind>): Inspected {
  const said = [subject.settings, [...subject.owned], [...subject.madeFrom], subject.remarks];
  const copies = subject.copies.flatMap(({ key, who, base, theirs, isMerged }) => [
    key,
    who,
    base,
    theirs,
    isMerged,
  ]);
  const from = [step, subject.path, JSON.stringify(said), ...copies];
  const answer = (): Inspected => {
    const inspection = inspect(step, subject);
    return { inspection, input: hashValue(inspection.state === 'needed' ? inspection.input : null) };
  };
  if (subject.kind === 'segment') {
    const { document, info, previous, next, media, siblings, notes, linkedFrom } = subject;
    return document.once(
      `inspect ${step.id}`,
      [...from, ...linkedFrom, info, previous, next, media, siblings, ...notes],
      answer,
    );
  }
  if (subject.kind === 'episode' && subject.info !== null) {
    const { info, media, segments, conflictCopies } = subject;
    const exports = [...subject.exports.values()].flatMap(({ path, text, ours }) => [path, text, ours]);
    const orphans = subject.orphans.flatMap(({ path, key, who, theirs }) => [path, key, who, theirs]);
    const parts = [...from, media, segments, ...conflictCopies, ...orphans, ...exports];
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
