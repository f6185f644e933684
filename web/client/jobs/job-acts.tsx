// Buttons for a job: cancel it, retry it, or put it before the others.
import { ArrowUp, RotateCcw, Square } from 'lucide-react';
import type { JobDetail, JobRow } from '../../../src/desk.ts';
import { Button } from '../parts/button.tsx';
import { useDeciding } from '../questions/deciding.ts';
import { stepName } from '../review/row-labels.ts';
import { useToasts } from '../shell/toasts.tsx';

/** Above the 999 that the command line allows, so the job starts next. */
const FIRST = 1_000;

export function JobActs({ job, small = false }: { readonly job: JobRow; readonly small?: boolean }) {
  const { decide, isBusy } = useDeciding<JobDetail>();
  const { say } = useToasts();
  const act = async (path: string, body: object, text: string) => {
    const answer = await decide({ path: `/jobs/${encodeURIComponent(job.id)}/${path}`, body });
    if (answer !== null) say({ tone: 'plain', text });
  };
  const of = <span className="visually-hidden"> {stepName(job.step)}</span>;
  return (
    <div className="row job-acts">
      {job.can.includes('prioritise') && job.state === 'queued' && (
        <Button
          small={small}
          isBusy={isBusy}
          icon={<ArrowUp size={14} aria-hidden />}
          onClick={() => act('priority', { priority: FIRST }, 'It is next.')}
        >
          Next{of}
        </Button>
      )}
      {job.can.includes('retry') && (
        <Button
          small={small}
          isBusy={isBusy}
          icon={<RotateCcw size={14} aria-hidden />}
          onClick={() => act('retry', {}, 'It is tried again.')}
        >
          Retry{of}
        </Button>
      )}
      {job.can.includes('cancel') && (
        <Button
          small={small}
          kind="bad"
          isBusy={isBusy}
          icon={<Square size={14} aria-hidden />}
          onClick={() => act('cancel', {}, 'Cancelled. It does not come back until somebody retries it.')}
        >
          Cancel{of}
        </Button>
      )}
    </div>
  );
}
