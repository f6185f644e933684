// Repairs cues as people type them: fixes the form of cue blocks, fills in missing fields, and turns shorthand into cue
// blocks. One change per cue or place. Never guesses: unclear cases are left alone and reported as diagnostics.
import { repairHead } from '../src/markdown/repair/head.ts';
import type { Offer, Offers } from '../src/markdown/repair/offer.ts';
import { repairSegment } from '../src/markdown/repair/segment.ts';
import type { EpisodeSubject, Inspection, ProposedChange, SegmentSubject } from '../src/step.ts';
import { defineStep } from '../src/step.ts';

type Subject = SegmentSubject | EpisodeSubject;

export const cueBlockRepair = defineStep<'segment' | 'episode', never>({
  id: 'cue-block-repair',
  title: 'Repair cue blocks',
  label: 'Cues',
  version: 4,
  subjects: ['segment', 'episode'],
  after: [],
  tools: [],

  inspect(subject): Inspection {
    const { offers, diagnostics } = offersOf(subject);
    if (offers.length === 0) return { state: 'fulfilled', diagnostics };
    return { state: 'needed', input: offers.map((offer) => inputOf(subject, offer)), diagnostics };
  },

  async run(subject) {
    const { offers } = offersOf(subject);
    return { changes: offers.map((offer) => changeOf(subject, offer)), facts: { repaired: offers.length } };
  },
});

function offersOf(subject: Subject): Offers {
  if (subject.kind === 'episode')
    return subject.info === null ? { offers: [], diagnostics: [] } : repairHead(subject.info);
  // A note or a conflict copy may hold anything.
  if (!subject.document.isItem) return { offers: [], diagnostics: [] };
  return repairSegment(subject.document, { ...subject.settings, ...subject });
}

/** Only the affected text and its edits, so that an edit elsewhere in the file leaves the decision valid. */
function inputOf(subject: Subject, { field, span, edits }: Offer) {
  const text = subject.kind === 'segment' ? subject.document.text : (subject.info?.text ?? '');
  return {
    field,
    block: text.slice(span.start, span.end),
    edits: edits.map((edit) => [edit.start - span.start, edit.removed, edit.added]),
  };
}

function changeOf(subject: Subject, offer: Offer): ProposedChange {
  const { title, why, applicability, edits, confidence } = offer;
  const change = { title, why, applicability, files: [{ kind: 'edit', path: subject.path, edits }] } as const;
  if (confidence === null) return change;
  return { ...change, origin: { model: 'rules', prompt: 'media-match@1', costUsd: 0, confidence } };
}
