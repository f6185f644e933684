// One job: where it stands, why, and what it has said so far.
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Pause } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { JobDetail } from '../../../src/desk.ts';
import { useDeciding } from '../api/deciding.ts';
import { questions } from '../api/questions.ts';
import { Button } from '../parts/button.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered } from '../parts/states.tsx';
import { clock, exactly, useNow } from '../parts/when.tsx';
import { JobActs } from './job-acts.tsx';
import { JobProgress, JobState } from './job-state.tsx';
import './jobs.css';
import { fileOf } from './jobs-view.tsx';

export function JobPage({ id }: { readonly id: string }) {
  const query = useQuery(questions.job(id));
  const { data: flow } = useQuery(questions.flow());
  const title = flow?.steps.find(({ step }) => step === query.data?.step)?.title ?? query.data?.step ?? 'Job';
  return (
    <Page
      title={title}
      note={query.data && `${query.data.episode} · ${fileOf(query.data.subject)}`}
      actions={
        <Link href="/jobs" className="row">
          <ArrowLeft size={16} aria-hidden /> All jobs
        </Link>
      }
    >
      <Answered query={query}>{(job) => <Job job={job} />}</Answered>
    </Page>
  );
}

function Job({ job }: { readonly job: JobDetail }) {
  const { decide, isBusy } = useDeciding();
  const nowMs = useNow();
  const worked =
    job.startedMs === null ? null : (job.finishedMs ?? Math.max(nowMs, job.startedMs)) - job.startedMs;
  const facts: readonly (readonly [string, string])[] = [
    ['Asked for', exactly(job.createdMs)],
    ['Begun', job.startedMs === null ? 'not yet' : exactly(job.startedMs)],
    ['Took', worked === null ? '–' : clock(worked)],
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
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <div className="row">
            <JobActs job={job} />
            <Button
              icon={<Pause size={14} aria-hidden />}
              isBusy={isBusy}
              onClick={() => decide({ path: '/pause', body: { step: job.step } })}
            >
              Pause this step
            </Button>
          </div>
        </div>
      </Panel>
      <Panel title="What it said">
        <LogTail lines={job.log} />
      </Panel>
    </>
  );
}

function LogTail({ lines }: { readonly lines: readonly string[] }) {
  const ref = useRef<HTMLOListElement>(null);
  const length = lines.length;
  useEffect(() => {
    const list = ref.current;
    if (list && length > 0) list.scrollTop = list.scrollHeight;
  }, [length]);
  if (length === 0) return <p className="quiet">Nothing yet.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <ol ref={ref} className="log" tabIndex={0} aria-label="Log, oldest first">
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end.
        <li key={i}>{line}</li>
      ))}
    </ol>
  );
}
