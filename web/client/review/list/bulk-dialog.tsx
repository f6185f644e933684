// Dialog for bulk decisions: shows exactly what will happen, then the progress, then the outcomes.

import { useEffect, useRef, useState } from 'react';
import type { InboxRow, Outcome } from '../../../../src/desk.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useStepName } from '../../parts/step-name.ts';
import type { DecisionControls } from '../deciding.ts';
import { reasonsOf, tallied } from '../outcomes.ts';
import { count, laterThan } from '../row-labels.ts';
import { useBulkRun } from './bulk-run.ts';

export interface Bulk {
  readonly verb: 'accept' | 'reject';
  readonly rows: readonly InboxRow[];
  /** Describes the selection: "all that are shown", "all of 0101". */
  readonly what: string;
  /** Number of matching rows that are not loaded and stay undecided. */
  readonly left: number;
}

interface BulkProps {
  readonly bulk: Bulk;
  readonly decisions: DecisionControls;
  onDone(): void;
  onClose(): void;
}

export function BulkDialog({ bulk, decisions, onDone, onClose }: BulkProps) {
  const [why, setWhy] = useState('');
  const { verb, rows, what } = bulk;
  const { phase, outcomes, start, stop } = useBulkRun({ verb, rows, decisions, onDone });
  const acts = useRef<HTMLDivElement>(null);
  // Focus the button to press next, not the cross above.
  useEffect(() => {
    if (phase !== 'telling') acts.current?.querySelector<HTMLElement>('.button:last-child')?.focus();
  }, [phase]);
  const act = verb === 'accept' ? 'Accept' : 'Reject';
  const total = rows.length;
  const close = () => {
    stop();
    onClose();
  };

  return (
    <Dialog title={`${act} ${count(total, 'change')}`} onClose={close}>
      <div className="stack">
        {phase === 'asking' && (
          <>
            <p>
              {act === 'Accept' ? 'This accepts' : 'This rejects'} {what}.
            </p>
            <Plan bulk={bulk} />
            {verb === 'reject' && (
              <div className="field">
                <label htmlFor="bulk-why">Why (optional)</label>
                <input id="bulk-why" value={why} onChange={(event) => setWhy(event.target.value)} />
              </div>
            )}
            <div className="row dialog-acts" ref={acts}>
              <Button onClick={close}>Cancel</Button>
              <Button kind={verb === 'accept' ? 'main' : 'bad'} onClick={() => void start(why)}>
                {act} {total}
              </Button>
            </div>
          </>
        )}
        {phase === 'telling' && (
          <div className="stack" role="status">
            <p>
              {outcomes.length} of {total} done
            </p>
            <progress value={outcomes.length} max={total} aria-label="How far it is" />
            <div className="row dialog-acts" ref={acts}>
              <Button onClick={close}>Stop after these</Button>
            </div>
          </div>
        )}
        {phase === 'told' && (
          <>
            <Summary outcomes={outcomes} left={total - outcomes.length} />
            <div className="row dialog-acts" ref={acts}>
              <Button kind="main" onClick={close}>
                Close
              </Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Plan({ bulk: { verb, rows, left } }: { readonly bulk: Bulk }) {
  const stepName = useStepName();
  const steps = counted(rows, ({ step }) => stepName(step));
  const episodes = counted(rows, ({ episode }) => episode);
  const later = rows.filter((row) => laterThan(row).length > 0);
  const reasons = counted(later, (row) => laterThan(row)[0]?.user ?? '');
  return (
    <ul className="bulk-plan">
      <li>{steps.map(([step, many]) => `${many} ${step}`).join(', ')}</li>
      <li>{episodes.map(([episode, many]) => `${many} in ${episode}`).join(', ')}</li>
      {verb === 'accept' && rows.length > later.length && (
        <li>
          {rows.length - later.length} land at once, as soon as their files have been quiet for a moment
        </li>
      )}
      {verb === 'accept' && later.length > 0 && (
        <li>
          {later.length} {later.length === 1 ? 'lands' : 'land'} later:
          <ul>
            {reasons.slice(0, MOST_REASONS).map(([why, many]) => (
              <li key={why}>
                {many}: {why}
              </li>
            ))}
          </ul>
        </li>
      )}
      {verb === 'reject' && <li>They do not come back until somebody asks again</li>}
      {left > 0 && <li>{left.toLocaleString('en')} more are not loaded, and stay as they are</li>}
      <li>Each can be taken back afterwards, and all of them together</li>
    </ul>
  );
}

const MOST_REASONS = 5;

function Summary({ outcomes, left }: { readonly outcomes: readonly Outcome[]; readonly left: number }) {
  const { landed, waiting, rejected, refused } = tallied(outcomes);
  return (
    <div role="status">
      <dl className="bulk-sums">
        {landed.length > 0 && <Sum tone="good" word="landed" many={landed.length} />}
        {waiting.length > 0 && <Sum tone="warn" word="waiting" many={waiting.length} />}
        {rejected.length > 0 && <Sum tone="plain" word="rejected" many={rejected.length} />}
        {refused.length > 0 && <Sum tone="bad" word="refused" many={refused.length} />}
        {left > 0 && <Sum tone="plain" word="not asked" many={left} />}
      </dl>
      <Reasons title="Waiting" outcomes={waiting} />
      <Reasons title="Refused" outcomes={refused} />
    </div>
  );
}

function Sum({ tone, word, many }: { readonly tone: string; readonly word: string; readonly many: number }) {
  return (
    <div className={`bulk-sum bulk-${tone}`}>
      <dt>{word}</dt>
      <dd>{many}</dd>
    </div>
  );
}

function Reasons({ title, outcomes }: { readonly title: string; readonly outcomes: readonly Outcome[] }) {
  if (outcomes.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="bulk-plan">
        {reasonsOf(outcomes).map(({ why, many }) => (
          <li key={why}>
            {many}: {why}
          </li>
        ))}
      </ul>
    </>
  );
}

function counted<T>(all: readonly T[], wordOf: (one: T) => string): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(wordOf(one), (counts.get(wordOf(one)) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}
