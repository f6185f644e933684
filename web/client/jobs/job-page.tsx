// Page of one job: its state, the reason and its log.

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Pause, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { JobDetail } from '../../../src/desk.ts';
import { span } from '../../../src/domain/span.ts';
import { subjectName } from '../history/addresses.ts';
import { Button } from '../parts/button.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered } from '../parts/states.tsx';
import { useStepName } from '../parts/step-name.ts';
import { exactly, timeOfDay, useNow } from '../parts/when.tsx';
import { useDeciding } from '../questions/deciding.ts';
import { question } from '../questions/questions.ts';
import { JobActs } from './job-acts.tsx';
import { JobProgress, JobState } from './job-state.tsx';
import './jobs.css';

export function JobPage({ id }: { readonly id: string }) {
  const stepName = useStepName();
  const query = useQuery(question('job', id));
  const { data: flow } = useQuery(question('flow'));
  const isPaused = flow?.steps.find(({ step }) => step === query.data?.step)?.paused === true;
  return (
    <Page
      title={query.data ? stepName(query.data.step) : 'Job'}
      note={query.data ? `${query.data.episode} · ${subjectName(query.data.subject)}` : ' '}
      actions={
        <Link href="/jobs" className="row">
          <ArrowLeft size={16} aria-hidden /> All jobs
        </Link>
      }
    >
      <Answered query={query}>{(job) => <Job job={job} isPaused={isPaused} />}</Answered>
    </Page>
  );
}

function Job({ job, isPaused }: { readonly job: JobDetail; readonly isPaused: boolean }) {
  const { decide, isBusy } = useDeciding();
  const nowMs = useNow();
  const worked =
    job.startedMs === null ? null : (job.finishedMs ?? Math.max(nowMs, job.startedMs)) - job.startedMs;
  const facts: readonly (readonly [string, string])[] = [
    ['Asked for', exactly(job.createdMs)],
    ['Begun', job.startedMs === null ? 'not yet' : exactly(job.startedMs)],
    [job.finishedMs === null ? 'At work for' : 'Took', worked === null ? '–' : span(worked)],
    ['Attempts', String(job.attempts)],
    ['Priority', String(job.priority)],
    ['File', job.subject],
  ];
  return (
    <>
      <Panel>
        <div className="stack">
          <div className="row" role="status">
            <JobState state={job.state} />
            <span>
              {job.state === 'running' ? (job.progress?.note ?? 'at work') : (job.reason?.user ?? '')}
            </span>
          </div>
          <JobProgress job={job} />
          <dl className="facts">
            {facts.map(([name, value]) => (
              <div key={name} className={name === 'File' ? 'facts-wide' : ''}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <div className="row">
            <JobActs job={job} />
            <Button
              icon={isPaused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
              isBusy={isBusy}
              onClick={() => (isPaused ? decide('resume', job.step) : decide('pause', job.step, null))}
            >
              {isPaused ? 'Resume this step' : 'Pause this step'}
            </Button>
          </div>
        </div>
      </Panel>
      <Panel title="What it said">
        <LogTail lines={job.log} isOver={job.finishedMs !== null} />
      </Panel>
    </>
  );
}

function LogTail({ lines, isOver }: { readonly lines: JobDetail['log']; readonly isOver: boolean }) {
  const ref = useRef<HTMLOListElement>(null);
  const length = lines.length;
  useEffect(() => {
    const list = ref.current;
    if (list && length > 0) list.scrollTop = list.scrollHeight;
  }, [length]);
  if (length === 0) return <p className="quiet">{isOver ? 'Nothing.' : 'Nothing yet.'}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard.
    <ol ref={ref} className="log" tabIndex={0} aria-label="Log, oldest first">
      {lines.map(({ atMs, text }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end.
        <li key={i}>
          <time dateTime={new Date(atMs).toISOString()} title={exactly(atMs)}>
            {timeOfDay(atMs)}
          </time>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
