// Where a job stands, in a word and a bar.
import type { JobRow } from '../../../src/desk.ts';
import { Badge, type BadgeTone } from '../parts/badge.tsx';

export const JOB_STATES = ['queued', 'running', 'done', 'skipped', 'blocked', 'failed', 'cancelled'] as const;

const TONES: Readonly<Record<string, BadgeTone>> = {
  running: 'accent',
  done: 'good',
  blocked: 'warn',
  failed: 'bad',
};

export function JobState({ state }: { readonly state: string }) {
  return <Badge tone={TONES[state] ?? 'plain'}>{state}</Badge>;
}

export function JobProgress({ job }: { readonly job: JobRow }) {
  if (job.state !== 'running') return <span className="job-bar" />;
  const fraction = job.progress?.fraction ?? 0;
  // A model says nothing of how far it is: then the bar moves without a number.
  return fraction > 0 ? (
    <progress className="job-bar" value={fraction} aria-label={job.progress?.note ?? 'progress'} />
  ) : (
    <progress className="job-bar" aria-label={job.progress?.note ?? 'at work'} />
  );
}
