// Holds an episode, so that nothing lands in it for a while, and releases it.
import { CirclePause, CirclePlay } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { EpisodeRow } from '../../../src/desk.ts';
import { Button } from '../parts/button.tsx';
import { Segments } from '../parts/choice.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useDeciding } from '../questions/deciding.ts';
import { useToasts } from '../shell/toasts.tsx';

interface HoldProps {
  readonly episode: string;
  readonly hold: EpisodeRow['hold'];
}

export function HoldActs({ episode, hold }: HoldProps) {
  const [isAsked, setAsked] = useState(false);
  const { decide, isBusy } = useDeciding();
  const { say } = useToasts();
  const release = async () => {
    const done = await decide('release', episode);
    if (done !== null) say({ tone: 'good', text: `${episode} is released.` });
  };
  return (
    <>
      {hold === null ? (
        <Button icon={<CirclePause size={16} aria-hidden />} onClick={() => setAsked(true)}>
          Hold
        </Button>
      ) : (
        <Button icon={<CirclePlay size={16} aria-hidden />} isBusy={isBusy} onClick={() => void release()}>
          Release
        </Button>
      )}
      {isAsked && <HoldQuestion episode={episode} onClose={() => setAsked(false)} />}
    </>
  );
}

const HOUR_MS = 3_600_000;
type Span = '1h' | '2h' | 'today' | 'released';

function forMsOf(span: Span): number | null {
  if (span === 'released') return null;
  if (span !== 'today') return span === '1h' ? HOUR_MS : 2 * HOUR_MS;
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
}

function HoldQuestion({ episode, onClose }: { readonly episode: string; readonly onClose: () => void }) {
  const id = useId();
  const [span, setSpan] = useState<Span>('2h');
  const [why, setWhy] = useState('');
  const { decide, isBusy } = useDeciding();
  const { say } = useToasts();
  const hold = async (event: FormEvent) => {
    event.preventDefault();
    const done = await decide('hold', episode, forMsOf(span), why.trim() || null);
    if (done === null) return;
    say({ tone: 'good', text: `${episode} is held.` });
    onClose();
  };
  return (
    <Dialog title={`Hold ${episode}?`} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void hold(event)}>
        <p>Nothing lands in it meanwhile, not even what was accepted. The bot goes on proposing.</p>
        <Segments
          label="How long"
          value={span}
          options={[
            { value: '1h', label: '1 hour' },
            { value: '2h', label: '2 hours' },
            { value: 'today', label: 'Today' },
            { value: 'released', label: 'Until released' },
          ]}
          onChange={setSpan}
        />
        <div className="field">
          <label htmlFor={id}>Why (others see it)</label>
          <input id={id} value={why} maxLength={200} onChange={(event) => setWhy(event.target.value)} />
        </div>
        <div className="row dialog-acts">
          <Button onClick={onClose}>Not now</Button>
          <Button kind="main" type="submit" isBusy={isBusy}>
            Hold
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
