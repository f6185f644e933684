// Follows decisions until they are settled: hides their rows until the answer, keeps the reasons of refusals, and
// remembers changes that were accepted but have not landed.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Outcome } from '../../../src/desk.ts';
import type { Target } from './decision-requests.ts';
import { forgetDraft } from './draft.ts';
import { useTroubles } from './troubles.ts';

export function useSettling() {
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(NONE);
  const [awaited, setAwaited] = useState<ReadonlyMap<string, string>>(NOBODY);
  const { troubles, note, forget: forgetTrouble } = useTroubles();

  const settle = useCallback(
    async (targets: readonly Target[], ask: () => Promise<readonly Outcome[]>) => {
      const ids = targets.map(({ id }) => id);
      setLeaving((all) => new Set([...all, ...ids]));
      const outcomes = await ask();
      note(outcomes);
      for (const { id, result } of outcomes) if (result !== 'refused') forgetDraft(id);
      const coming = outcomes.filter(({ result }) => result === 'waiting');
      if (coming.length > 0)
        setAwaited((all) => new Map([...all, ...coming.map(({ id, title }) => [id, title] as const)]));
      const stale = client.invalidateQueries({ queryKey: ['inbox'] });
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'inbox' });
      const isRefused = outcomes.some(({ result }) => result === 'refused');
      // A decided row stays hidden until the newer list is loaded; a refused one returns at once.
      if (!isRefused) await stale;
      setLeaving((all) => new Set([...all].filter((id) => !ids.includes(id))));
      return outcomes;
    },
    [client, note],
  );
  const forgetAwaited = useCallback(
    (id: string) => setAwaited((all) => new Map([...all].filter(([each]) => each !== id))),
    [],
  );
  return { leaving, awaited, troubles, settle, forgetAwaited, forgetTrouble };
}

const NONE: ReadonlySet<string> = new Set();
const NOBODY: ReadonlyMap<string, string> = new Map();
