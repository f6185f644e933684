// List of jobs, live, running ones first, then newest first: state, reason, and buttons.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { JobRow } from '../../../src/desk.ts';
import { JOB_STATES } from '../../../src/domain/job.ts';
import { useKeys } from '../hands/use-keys.tsx';
import { subjectName } from '../history/addresses.ts';
import { useAddress } from '../parts/address.ts';
import { Select } from '../parts/choice.tsx';
import { Panel } from '../parts/page.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { useStepName } from '../parts/step-name.ts';
import { When } from '../parts/when.tsx';
import { question } from '../questions/questions.ts';
import { JobActs } from './job-acts.tsx';
import { JobProgress, JobState } from './job-state.tsx';

export function JobsView() {
  const stepName = useStepName();
  const [{ state, step, episode }, set] = useAddress(['state', 'step', 'episode']);
  const filter = {
    ...(state !== '' && { state }),
    ...(step !== '' && { step }),
    ...(episode !== '' && { episode }),
  };
  const query = useQuery(question('jobs', { ...filter, limit: 200 }));
  const { data: flow } = useQuery(question('flow'));
  const { data: status } = useQuery(question('status'));
  const steps = flow?.steps ?? [];
  return (
    <>
      <div className="filters">
        <Select
          label="State"
          value={state}
          options={[
            { value: '', label: 'Any' },
            ...JOB_STATES.map((value) => ({ value, label: `${value} (${status?.jobs[value] ?? 0})` })),
          ]}
          onChange={(value) => set({ state: value })}
        />
        <Select
          label="Step"
          value={step}
          options={[
            { value: '', label: 'Any' },
            ...steps.map(({ step: value }) => ({ value, label: stepName(value) })),
          ]}
          onChange={(value) => set({ step: value })}
        />
        <Select
          label="Episode"
          value={episode}
          options={[
            { value: '', label: 'Any' },
            ...(status?.episodes ?? []).map((row) => ({ value: row.episode, label: row.episode })),
          ]}
          onChange={(value) => set({ episode: value })}
        />
      </div>
      <Panel className="panel-flush">
        <Answered query={query} rows={8}>
          {(jobs) =>
            jobs.length === 0 ? (
              <Empty title="No jobs here">
                Rules answer at once and need none; a job is made where a model or a tool has to be waited
                for.
              </Empty>
            ) : (
              <Jobs jobs={jobs} />
            )
          }
        </Answered>
      </Panel>
    </>
  );
}

function Jobs({ jobs: newestFirst }: { readonly jobs: readonly JobRow[] }) {
  const stepName = useStepName();
  const jobs = runningFirst(newestFirst);
  const [, go] = useLocation();
  const [at, setAt] = useState(-1);
  const chosen = jobs[Math.min(at, jobs.length - 1)];
  const move = (by: number) => {
    const next = Math.max(0, Math.min(at + by, jobs.length - 1));
    setAt(next);
    document.querySelector<HTMLElement>(`[data-job="${jobs[next]?.id}"]`)?.focus();
  };
  useKeys('Jobs', [
    { key: 'j', label: 'Next job', run: () => move(1) },
    { key: 'k', label: 'Previous job', run: () => move(-1) },
    { key: 'Enter', label: 'Open the job', run: () => chosen && go(`/jobs/${chosen.id}`) },
  ]);
  return (
    <ul className="rows">
      {jobs.map((job) => (
        <li key={job.id} className="job">
          <JobState state={job.state} />
          <div className="job-what">
            <Link href={`/jobs/${job.id}`} data-job={job.id}>
              {stepName(job.step)}
            </Link>{' '}
            <span className="quiet">
              {job.episode} · {subjectName(job.subject)}
            </span>
            <p className="small quiet job-note">
              {job.progress && job.state === 'running'
                ? job.progress.note
                : (job.reason?.user ?? whenOf(job))}
            </p>
          </div>
          <JobProgress job={job} />
          <span className="small quiet job-when">
            <When atMs={job.finishedMs ?? job.startedMs ?? job.createdMs} />
          </span>
          <JobActs job={job} small />
        </li>
      ))}
    </ul>
  );
}

/** Running jobs come before queued and finished ones. */
function runningFirst(jobs: readonly JobRow[]): readonly JobRow[] {
  const isRunning = ({ state }: JobRow) => state === 'running';
  return [...jobs.filter(isRunning), ...jobs.filter((job) => !isRunning(job))];
}

function whenOf({ state, attempts }: JobRow): string {
  if (state === 'queued') return 'waits for its turn';
  return attempts > 1 ? `${attempts} attempts` : '';
}
