// Repairs the form of cue blocks, one change for each cue that needs it: markers, brackets, spacing, a missing End,
// durations in four parts. What would need judgement is told as a diagnostic and left alone.

import type { Diagnostic } from '../src/domain/diagnostic.ts';
import type { Json } from '../src/domain/json.ts';
import { checkCues } from '../src/markdown/cue-check.ts';
import { type Repaired, type RepairedCue, repairCues } from '../src/markdown/cue-repair.ts';
import type { ProposedChange, SegmentSubject } from '../src/step.ts';
import { defineStep } from '../src/step.ts';

export const cueBlockRepair = defineStep<'segment', never>({
  id: 'cue-block-repair',
  title: 'Repair the form of cue blocks',
  version: 1,
  subjects: ['segment'],
  after: [],
  tools: [],

  inspect(subject) {
    // A note or a conflict copy may hold anything.
    if (!subject.document.isItem) return { state: 'fulfilled', diagnostics: [] };
    const repaired = repairCues(subject.document, subject.settings.fps);
    const diagnostics = diagnosticsOf(subject, repaired);
    if (repaired.cues.length === 0) return { state: 'fulfilled', diagnostics };
    return { state: 'needed', input: repaired.cues.map((each) => inputOf(subject, each)), diagnostics };
  },

  async run(subject) {
    const { document, settings } = subject;
    const repaired = document.isItem ? repairCues(document, settings.fps).cues : [];
    return {
      changes: repaired.map((each) => changeOf(subject, each)),
      facts: { cues: document.cues.length, repaired: repaired.length },
    };
  },
});

function diagnosticsOf(subject: SegmentSubject, repaired: Repaired): readonly Diagnostic[] {
  const frame = subject.document.diagnostics.filter((diagnostic) => diagnostic.code.startsWith('CUE_'));
  return [...frame, ...checkCues(subject.document, subject.settings.fps, repaired.withheld)];
}

/** The block's own text and what is to be done to it: an edit elsewhere in the file leaves a decision standing. */
function inputOf(subject: SegmentSubject, { cue, field, edits }: RepairedCue): Json {
  return {
    field,
    block: subject.document.text.slice(cue.span.start, cue.span.end),
    edits: edits.map((edit) => [edit.start - cue.span.start, edit.removed, edit.added]),
  };
}

function changeOf(subject: SegmentSubject, { cue, edits, wrongs }: RepairedCue): ProposedChange {
  const type = cue.type !== null && /^[A-Z]{2,8}$/.test(cue.type) ? cue.type : null;
  const name = cue.slug === null ? '' : `“${cue.slug.replace(/[\s\p{C}]+/gu, ' ').slice(0, 60)}”`;
  const about = name === '' ? `the ${type === null ? '' : `${type} `}cue` : `${type ?? 'the cue'} ${name}`;
  return {
    title: `Repair the form of ${about}`,
    why: `This cue had ${listed(wrongs)}. No word of the script changes.`,
    applicability: 'safe',
    files: [{ kind: 'edit', path: subject.path, edits }],
  };
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
