// Buttons for a job: cancel it, retry it, or put it before the others.

import { ArrowUp, RotateCcw, Square } from 'lucide-react';
import type { JobRow } from '../../../src/desk.ts';
import { Button } from '../parts/button.tsx';
import { useStepName } from '../parts/step-name.ts';
import { useDeciding } from '../questions/deciding.ts';
import { useToasts } from '../shell/toasts.tsx';

/** Above the 999 that the command line allows, so the job starts next. */
const FIRST = 1_000;

export function JobActs({ job, small = false }: { readonly job: JobRow; readonly small?: boolean }) {
  const stepName = useStepName();
  const { decide, isBusy } = useDeciding();
  const { say } = useToasts();
  const act = async (answer: Promise<unknown>, text: string) => {
    if ((await answer) !== null) say({ tone: 'plain', text });
  };
  const of = <span className="visually-hidden"> {stepName(job.step)}</span>;
  return (
    <div className="row job-acts">
      {job.can.includes('prioritise') && job.state === 'queued' && (
        <Button
          small={small}
          isBusy={isBusy}
          icon={<ArrowUp size={14} aria-hidden />}
          onClick={() => act(decide('prioritise', job.id, FIRST), 'It is next.')}
        >
          Next{of}
        </Button>
      )}
      {job.can.includes('retry') && (
        <Button
          small={small}
          isBusy={isBusy}
          icon={<RotateCcw size={14} aria-hidden />}
          onClick={() => act(decide('retryJob', job.id), 'It is tried again.')}
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
          onClick={() =>
            act(decide('cancelJob', job.id), 'Cancelled. It does not come back until somebody retries it.')
          }
        >
          Cancel{of}
        </Button>
      )}
    </div>
  );
}
