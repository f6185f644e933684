// Sends decisions about enhancements. A decided row disappears at once, and returns with the reason if refused.
// Decisions that can be reverted offer an undo. What is shown always comes from the API again.
import { useCallback, useMemo } from 'react';
import type { Outcome, PartsVerdict } from '../../../src/desk.ts';
import { type Toast, useToasts } from '../shell/toasts.tsx';
import { useWho } from '../shell/who.tsx';
import { sendParts, sendRedo, sendVerdict, type Target, type VerdictVerb } from './decision-requests.ts';
import { sentenceOf } from './outcomes.ts';
import { useSettling } from './settling.ts';

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

export function useDecisions(show: (id: string) => void): DecisionControls {
  const { who } = useWho();
  const { say } = useToasts();
  const { leaving, awaited, troubles, settle, forgetAwaited, forgetTrouble } = useSettling();
  const tellMany = useCallback<DecisionControls['tellMany']>(
    (verb, targets, why) => sendVerdict(verb, targets, why, who),
    [who],
  );

  return useMemo(() => {
    const decide = async (verb: VerdictVerb, targets: readonly Target[], why: string | null = null) => {
      report(await settle(targets, () => tellMany(verb, targets, why)));
    };
    const redo = async (target: Target, remark: string | null) => {
      say(sentenceOf(await settle([target], () => sendRedo(target, remark, who))));
    };
    const report = (outcomes: readonly Outcome[]) => {
      const [first] = outcomes;
      if (first === undefined) return;
      const undo = undoOf(outcomes, first, { decide, redo, show });
      say({ ...sentenceOf(outcomes), ...(undo ? { undo } : {}) });
    };
    return {
      leaving,
      troubles,
      awaited,
      decide,
      decideParts: async (target, verdict) =>
        report(await settle([target], () => sendParts(target, verdict, who))),
      redo,
      tellMany,
      arrived: (id) => {
        const title = awaited.get(id) ?? '';
        forgetAwaited(id);
        const undo = { label: 'Undo', run: () => void decide('revert', [{ id, title, revision: null }]) };
        say({ tone: 'good', text: `Landed: ${title}`, undo });
      },
      forgetTrouble,
      show,
    };
  }, [leaving, troubles, awaited, settle, tellMany, say, show, who, forgetAwaited, forgetTrouble]);
}

/** Button of the toast. Redo takes one enhancement at a time, so only a single rejection has an undo. */
function undoOf(
  outcomes: readonly Outcome[],
  first: Outcome,
  { decide, redo, show }: Pick<DecisionControls, 'decide' | 'redo' | 'show'>,
): Toast['undo'] {
  const isAll = (result: Outcome['result']) => outcomes.every((each) => each.result === result);
  const back = outcomes.map(({ id, title }) => ({ id, title, revision: null }));
  if (isAll('landed')) return { label: 'Undo', run: () => void decide('revert', back) };
  if (isAll('rejected') && outcomes.length === 1)
    return { label: 'Undo', run: () => void redo({ ...first, revision: null }, null) };
  const isStuck = outcomes.some(({ later }) => later !== undefined);
  if (isAll('refused') && isStuck)
    return {
      label: 'Take back together',
      run: () =>
        void decide(
          'revert',
          back.map((one) => ({ ...one, withLater: true })),
        ),
    };
  if (outcomes.some(({ result }) => result === 'refused'))
    return { label: 'Show', run: () => show(first.id) };
  return undefined;
}
