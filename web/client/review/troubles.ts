// Keeps the reason of a refused decision, until the next decision or until it is dismissed.
import { useCallback, useState } from 'react';
import type { Outcome } from '../../../src/desk.ts';
import { whyOf } from './outcomes.ts';

export function useTroubles() {
  const [troubles, setTroubles] = useState<ReadonlyMap<string, string>>(() => new Map());
  const note = useCallback((outcomes: readonly Outcome[]) => {
    setTroubles((all) => {
      const next = new Map(all);
      for (const outcome of outcomes) {
        if (outcome.result === 'refused') next.set(outcome.id, whyOf(outcome));
        else next.delete(outcome.id);
      }
      return next;
    });
  }, []);
  const forget = useCallback(
    (id: string) => setTroubles((all) => new Map([...all].filter(([each]) => each !== id))),
    [],
  );
  return { troubles, note, forget };
}
