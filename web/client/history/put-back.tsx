// Dialog that puts a file back as it was in a commit, after showing the later changes it takes out and the difference.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RestorePreview } from '../../../src/desk.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Answered } from '../parts/states.tsx';
import { answerTo, question } from '../questions/questions.ts';
import { useToasts } from '../shell/toasts.tsx';
import { useWho } from '../shell/who.tsx';
import { fileName } from './addresses.ts';
import { EntryList } from './entry-list.tsx';
import { FileDiff } from './file-cards.tsx';
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
  const query = useQuery(question('restorePreview', path, commit));
  const { isBusy, trouble, put } = usePutBack(wanted, onClose);
  const name = people.find(({ key }) => key === who)?.name;
  const { data } = query;
  return (
    <Dialog title={isAbsent ? 'Take this file away?' : 'Put this file back?'} wide onClose={onClose}>
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
        <Answered query={query} rows={6}>
          {(preview) => <Preview preview={preview} />}
        </Answered>
        <OutcomeTrouble reasons={trouble} />
        <div className="row dialog-acts">
          <Button onClick={onClose}>Leave it</Button>
          <Button
            kind={isAbsent ? 'bad' : 'main'}
            isBusy={isBusy}
            disabled={data === undefined || data.difference === null}
            onClick={() => void put(data?.seen ?? null)}
          >
            {isAbsent ? 'Take it away' : 'Put it back'}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function usePutBack({ path, commit, isAbsent, moment }: WantedFile, onClose: () => void) {
  const { who } = useWho();
  const { say } = useToasts();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<readonly string[]>([]);
  /** `seen`: the mark of what was shown. */
  const put = async (seen: string | null) => {
    setBusy(true);
    try {
      const outcome = await answerTo('restore', [path, commit, who, seen]);
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
  return { isBusy, trouble, put };
}

/** The later changes that go, and the difference from the file as it stands. */
function Preview({ preview: { later, more, difference } }: { readonly preview: RestorePreview }) {
  if (difference === null) return <p className="quiet">It reads so already; nothing would change.</p>;
  return (
    <>
      <section className="put-back-later" aria-label="Later changes that it takes out">
        <h3>
          {later.length === 0
            ? 'No later change is taken out'
            : `It takes out ${changes(later.length + more)}`}
        </h3>
        <EntryList entries={later} small />
        {more > 0 && <p className="small quiet">and {more} more</p>}
      </section>
      {difference.kind === 'changed' && (
        <section className="put-back-text" aria-label="The difference it makes">
          <FileDiff file={difference} style="unified" />
        </section>
      )}
    </>
  );
}

function changes(n: number): string {
  return n === 1 ? 'one later change' : `${n} later changes`;
}
