// A job's state as a badge, and its progress as a bar.
import type { JobRow } from '../../../src/desk.ts';
import { Badge, type BadgeTone } from '../parts/badge.tsx';

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
  // A model reports no progress; then the bar is indeterminate.
  return fraction > 0 ? (
    <progress className="job-bar" value={fraction} aria-label={job.progress?.note ?? 'progress'} />
  ) : (
    <progress className="job-bar" aria-label={job.progress?.note ?? 'at work'} />
  );
}
