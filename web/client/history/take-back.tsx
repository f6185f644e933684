// Dialog that reverts a landing, and shows the reasons if that is refused.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { HistoryEntry, Outcome } from '../../../src/desk.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { AnswerProblem, tell } from '../questions/ask.ts';
import { useToasts } from '../shell/toasts.tsx';
import { useWho } from '../shell/who.tsx';
import { OutcomeTrouble, troubleIn } from './outcome-trouble.tsx';

export function TakeBack(props: {
  readonly entry: Pick<HistoryEntry, 'title'>;
  readonly enhancement: string;
  readonly onClose: () => void;
}) {
  const { entry, enhancement, onClose } = props;
  const { who } = useWho();
  const { say } = useToasts();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<readonly string[]>([]);
  const [isStuck, setStuck] = useState(false);
  const revert = async () => {
    setBusy(true);
    try {
      const path = `/enhancements/${encodeURIComponent(enhancement)}/revert`;
      const outcome = await tell<Outcome>('POST', path, { who, ...(isStuck ? { withLater: true } : {}) });
      if (outcome.result !== 'reverted') return setTrouble(troubleIn(outcome));
      say({ tone: 'good', text: `Taken back: ${entry.title}` });
      onClose();
    } catch (error) {
      setStuck(error instanceof AnswerProblem && error.code === 'LATER_LANDINGS');
      setTrouble([error instanceof Error ? error.message : String(error)]);
    } finally {
      setBusy(false);
      void client.invalidateQueries();
    }
  };
  return (
    <Dialog title="Take this back?" onClose={onClose}>
      <div className="stack">
        <p>
          <strong>{entry.title}</strong>
        </p>
        <p>
          The files read again as before, but for what people have written since. Both stay in history, and it
          does not come back until somebody asks again.
        </p>
        <OutcomeTrouble reasons={trouble} />
        <div className="row dialog-acts">
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="bad" isBusy={isBusy} onClick={() => void revert()}>
            {isStuck ? 'Take back together' : 'Take it back'}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
