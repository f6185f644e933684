// Sends a bulk decision in portions, with its progress and a way to stop between two of them.
import { useRef, useState } from 'react';
import type { InboxRow, Outcome } from '../../../../src/desk.ts';
import type { DecisionControls } from '../deciding.ts';

export interface BulkRun {
  readonly phase: 'asking' | 'telling' | 'told';
  readonly outcomes: readonly Outcome[];
  /** `why`: '' if no reason is given. */
  start(why: string): Promise<void>;
  /** The portion that is already sent is still decided. */
  stop(): void;
}

interface BulkRunNeeds {
  readonly verb: 'accept' | 'reject';
  readonly rows: readonly InboxRow[];
  readonly decisions: Pick<DecisionControls, 'tellMany' | 'remember'>;
  onDone(): void;
}

/** Rows per request: few enough that the progress bar moves, enough that the round trip does not matter. */
const PORTION = 10;

export function useBulkRun({ verb, rows, decisions, onDone }: BulkRunNeeds): BulkRun {
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [phase, setPhase] = useState<BulkRun['phase']>('asking');
  const isStopped = useRef(false);
  const start = async (why: string) => {
    setPhase('telling');
    const all: Outcome[] = [];
    for (let at = 0; at < rows.length && !isStopped.current; at += PORTION) {
      setOutcomes([...all]);
      const portion = rows.slice(at, at + PORTION);
      all.push(...(await decisions.tellMany(verb, portion, why.trim() === '' ? null : why.trim())));
    }
    setOutcomes(all);
    setPhase('told');
    decisions.remember(all);
    onDone();
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { phase, outcomes, start, stop };
}
