// Dialog that puts a file back as it was in a commit, after explaining the effect.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { answerTo } from '../questions/questions.ts';
import { useToasts } from '../shell/toasts.tsx';
import { useWho } from '../shell/who.tsx';
import { fileName } from './addresses.ts';
import { OutcomeTrouble, troubleIn } from './outcome-trouble.tsx';

export interface WantedFile {
  readonly path: string;
  readonly commit: string;
  /** The file did not exist then, so putting it back removes it. */
  readonly isAbsent: boolean;
  /** `before Josh's edit of 4 May`. */
  readonly moment: string;
}

export function PutBack({ wanted, onClose }: { readonly wanted: WantedFile; readonly onClose: () => void }) {
  const { path, commit, isAbsent, moment } = wanted;
  const { who, people } = useWho();
  const { say } = useToasts();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<readonly string[]>([]);
  const name = people.find(({ key }) => key === who)?.name;
  const put = async () => {
    setBusy(true);
    try {
      const outcome = await answerTo('restore', [path, commit, who]);
      if (outcome.result !== 'landed') return setTrouble(troubleIn(outcome));
      const done = isAbsent ? 'is taken away' : `reads as ${moment}`;
      say({ tone: 'good', text: `${fileName(path)} ${done}.` });
      onClose();
    } catch (error) {
      setTrouble([error instanceof Error ? error.message : String(error)]);
    } finally {
      setBusy(false);
      void client.invalidateQueries();
    }
  };
  return (
    <Dialog title={isAbsent ? 'Take this file away?' : 'Put this file back?'} onClose={onClose}>
      <div className="stack">
        <p>
          <strong>{path}</strong>
        </p>
        <p>
          {isAbsent
            ? `The file was not there ${moment}. It is taken out of the show for everybody.`
            : `Everybody gets the whole file again as it was ${moment}.`}{' '}
          It counts as {name === undefined ? 'an edit by whoever is at the desk' : `an edit by ${name}`}. What
          stands there now stays in history. If somebody is typing in it, this waits for a pause.
        </p>
        <OutcomeTrouble reasons={trouble} />
        <div className="row dialog-acts">
          <Button onClick={onClose}>Leave it</Button>
          <Button kind={isAbsent ? 'bad' : 'main'} isBusy={isBusy} onClick={() => void put()}>
            {isAbsent ? 'Take it away' : 'Put it back'}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
