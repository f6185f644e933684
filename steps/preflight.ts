// Writes a note beside the scripts that reports whether the episode is ready for air and what is left to do. Built from
// the episode alone, never from the old note; a note edited by a person is replaced only after a review.
import { exportPath, writtenFile } from '../src/domain/export-file.ts';
import { preflightNote, verdictOf } from '../src/exports/preflight/report.ts';
import { preflight as check } from '../src/exports/preflight.ts';
import type { EpisodeSubject, Inspection, ProposedChange } from '../src/step.ts';
import { defineStep } from '../src/step.ts';

export const preflight = defineStep<'episode', never>({
  id: 'preflight',
  title: 'Say what is left to do before air',
  label: 'Preflight',
  version: 3,
  subjects: ['episode'],
  after: [
    'cue-block-repair',
    'slug-enhancement',
    'description-generation',
    'runtime-calculation',
    'script-compilation',
  ],
  tools: [],
  sumsUp: true,

  inspect(subject): Inspection {
    const { change, note } = answer(subject);
    // No diagnostics: the note lists all findings already, and they would be reported twice.
    if (change === null) return { state: 'fulfilled', diagnostics: [] };
    return { state: 'needed', input: { note }, diagnostics: [] };
  },

  async run(subject) {
    const { change, facts } = answer(subject);
    return { changes: change === null ? [] : [change], facts };
  },
});

function answer(subject: EpisodeSubject) {
  const report = check(subject);
  const note = preflightNote(report);
  const present = subject.exports.get('preflight.md') ?? null;
  const path = present?.path ?? exportPath(subject.episode, 'preflight.md');
  const file = writtenFile(path, present?.text ?? null, note);
  const blocking = report.findings.filter(({ blocks }) => blocks).length;
  const facts = { ready: report.ready, blocking, findings: report.findings.length };
  if (file === null) return { change: null, note, facts };
  const isOurs = present === null || present.ours;
  const change: ProposedChange = {
    title: `Preflight: ${verdictOf(report.ready)}${blocking === 0 ? '' : `, ${blocking} to mend before air`}`,
    why: isOurs
      ? `The report in exports/preflight.md says what blocks air and what is worth a look${blocking === 0 ? '; nothing blocks air now' : ''}.`
      : 'Somebody has written into exports/preflight.md; taking this replaces those words by the new report.',
    applicability: isOurs ? 'safe' : 'unsafe',
    files: [file],
  };
  return { change, note, facts };
}
