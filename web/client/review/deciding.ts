// Sends decisions about enhancements. A decided row disappears at once, and returns with the reason if refused.
// Decisions that can be reverted offer an undo. What is shown always comes from the API again.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Outcome, PartsVerdict } from '../../../src/desk.ts';
import { AnswerProblem, tell } from '../questions/ask.ts';
import { useToasts } from '../shell/toasts.tsx';
import { useWho } from '../shell/who.tsx';
import { forgetDraft } from './draft.ts';
import { refused, sentenceOf } from './outcomes.ts';
import { useTroubles } from './troubles.ts';

/** Subject of a decision, in the version the reviewer saw. */
export interface Target {
  readonly id: string;
  readonly title: string;
  /** null: whatever version is current. */
  readonly revision: string | null;
}

export type VerdictVerb = 'accept' | 'reject' | 'revert';

export interface DecisionControls {
  /** Decided but not answered yet: hidden. */
  readonly leaving: ReadonlySet<string>;
  /** Id → why the last decision about it was refused. */
  readonly troubles: ReadonlyMap<string, string>;
  /** Accepted here and not landed yet: id → title. */
  readonly awaited: ReadonlyMap<string, string>;
  decide(verb: VerdictVerb, targets: readonly Target[], why?: string | null): Promise<void>;
  decideParts(target: Target, verdict: PartsVerdict): Promise<void>;
  redo(target: Target, remark: string | null): Promise<void>;
  /** Decides one batch of a bulk action: rows stay until the answer, and no toast appears. */
  tellMany(verb: VerdictVerb, targets: readonly Target[], why: string | null): Promise<readonly Outcome[]>;
  arrived(id: string): void;
  forgetTrouble(id: string): void;
  /** Opens this enhancement. */
  show(id: string): void;
}

const PATH = '/enhancements';

export function useDecisions(show: (id: string) => void): DecisionControls {
  const { who } = useWho();
  const { say } = useToasts();
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(NONE);
  const [awaited, setAwaited] = useState<ReadonlyMap<string, string>>(NOBODY);
  const { troubles, note, forget: forgetTrouble } = useTroubles();

  const tellMany = useCallback(
    async (
      verb: VerdictVerb,
      targets: readonly Target[],
      why: string | null,
    ): Promise<readonly Outcome[]> => {
      const seen = targets.flatMap(({ id, revision }) =>
        revision === null ? [] : [[id, revision] as const],
      );
      const selection = {
        ids: targets.map(({ id }) => id),
        ...(seen.length > 0 ? { revisions: Object.fromEntries(seen) } : {}),
      };
      try {
        return await tell<readonly Outcome[]>('POST', `${PATH}/${verb}`, { selection, why, who });
      } catch (error) {
        return targets.map((target) => refusedBy(target, error));
      }
    },
    [who],
  );

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

  return useMemo(() => {
    const redo = async (target: Target, remark: string | null) => {
      const outcomes = await settle([target], () =>
        tell<Outcome>('POST', `${PATH}/${one(target.id)}/redo`, { remark, who }).then(
          (outcome) => [outcome],
          (error: unknown) => [refusedBy(target, error)],
        ),
      );
      say(sentenceOf(outcomes));
    };
    const decide = async (verb: VerdictVerb, targets: readonly Target[], why: string | null = null) => {
      report(await settle(targets, () => tellMany(verb, targets, why)));
    };
    const report = (outcomes: readonly Outcome[]) => {
      const [first] = outcomes;
      if (first === undefined) return;
      const back = outcomes.map(({ id, title }) => ({ id, title, revision: null }));
      const isAll = (result: Outcome['result']) => outcomes.every((each) => each.result === result);
      const undo = isAll('landed')
        ? { label: 'Undo', run: () => void decide('revert', back) }
        : isAll('rejected') && outcomes.length === 1
          ? { label: 'Undo', run: () => void redo({ ...first, revision: null }, null) }
          : outcomes.some(({ result }) => result === 'refused')
            ? { label: 'Show', run: () => show(first.id) }
            : undefined;
      say({ ...sentenceOf(outcomes), ...(undo ? { undo } : {}) });
    };
    return {
      leaving,
      troubles,
      awaited,
      decide,
      decideParts: async (target, verdict) => {
        const body = { ...verdict, revision: target.revision, who };
        const outcomes = await settle([target], () =>
          tell<Outcome>('POST', `${PATH}/${one(target.id)}/parts`, body).then(
            (outcome) => [outcome],
            (error: unknown) => [refusedBy(target, error)],
          ),
        );
        report(outcomes);
      },
      redo,
      tellMany,
      arrived: (id) => {
        const title = awaited.get(id) ?? '';
        setAwaited((all) => new Map([...all].filter(([each]) => each !== id)));
        const undo = { label: 'Undo', run: () => void decide('revert', [{ id, title, revision: null }]) };
        say({ tone: 'good', text: `Landed: ${title}`, undo });
      },
      forgetTrouble,
      show,
    };
  }, [leaving, troubles, awaited, settle, tellMany, say, show, who, forgetTrouble]);
}

const NONE: ReadonlySet<string> = new Set();
const NOBODY: ReadonlyMap<string, string> = new Map();
const one = encodeURIComponent;

function refusedBy({ id, title }: Target, error: unknown): Outcome {
  if (error instanceof AnswerProblem) return refused(id, title, error.code, error.message);
  return refused(id, title, 'BROKEN', error instanceof Error ? error.message : String(error));
}
