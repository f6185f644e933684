// Sends decisions about enhancements. A decided row disappears at once, and returns with the reason if refused. Each can
// be taken back, while its toast shows and after. What is shown always comes from the API again.
import { useCallback, useMemo } from 'react';
import type { Outcome, PartsVerdict } from '../../../src/desk.ts';
import { type Toast, useToasts } from '../shell/toasts.tsx';
import { useWho } from '../shell/who.tsx';
import {
  sendParts,
  sendRedo,
  sendTakeBack,
  sendVerdict,
  type Target,
  type VerdictVerb,
} from './decision-requests.ts';
import { isBackable, sentenceOf, takenBackSentence } from './outcomes.ts';
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
  /** Decisions of a bulk action, to be taken back together. */
  remember(outcomes: readonly Outcome[]): void;
  arrived(id: string): void;
  forgetTrouble(id: string): void;
  /** Opens this enhancement. */
  show(id: string): void;
}

export function useDecisions(show: (id: string) => void): DecisionControls {
  const { who } = useWho();
  const { say, remember, forget } = useToasts();
  const { leaving, awaited, troubles, settle, forgetAwaited, forgetTrouble } = useSettling();
  const tellMany = useCallback<DecisionControls['tellMany']>(
    (verb, targets, why) => sendVerdict(verb, targets, why, who),
    [who],
  );

  return useMemo(() => {
    const { decide, takeBack, tell } = deciding({ settle, tellMany, say, remember, forget, show, who });
    return {
      leaving,
      troubles,
      awaited,
      decide,
      decideParts: (target, verdict) => tell([target], () => sendParts(target, verdict, who)),
      redo: async (target, remark) => {
        say(sentenceOf(await settle([target], () => sendRedo(target, remark, who))));
      },
      tellMany,
      remember: (outcomes) => remember({ of: nameOf(outcomes), run: () => void takeBack(outcomes) }),
      arrived: (id) => {
        const title = awaited.get(id) ?? '';
        forgetAwaited(id);
        const way = { of: id, run: () => void decide('revert', [{ id, title, revision: null }]) };
        say({ tone: 'good', text: `Landed: ${title}`, way });
      },
      forgetTrouble,
      show,
    };
  }, [
    leaving,
    troubles,
    awaited,
    settle,
    tellMany,
    say,
    remember,
    forget,
    show,
    who,
    forgetAwaited,
    forgetTrouble,
  ]);
}

type DecidingNeeds = Pick<ReturnType<typeof useSettling>, 'settle'> &
  Pick<ReturnType<typeof useToasts>, 'say' | 'remember' | 'forget'> &
  Pick<DecisionControls, 'tellMany' | 'show'> & { readonly who: string | null };

function deciding({ settle, tellMany, say, remember, forget, show, who }: DecidingNeeds) {
  const takeBack = async (outcomes: readonly Outcome[]) => {
    const those = outcomes.filter(isBackable);
    if (those.length === 0) return;
    const answers = await settle(those.map(targetOf), () => sendTakeBack(those, who));
    say({ ...takenBackSentence(answers), ...actOf(answers, { together, show }) });
  };
  const together = (outcomes: readonly Outcome[]) =>
    decide(
      'revert',
      outcomes.map((one) => ({ ...targetOf(one), withLater: true })),
    );
  /** It can be taken back from the first moment: the way back waits for the answer. */
  const tell = async (targets: readonly Target[], ask: () => Promise<readonly Outcome[]>) => {
    const of = nameOf(targets);
    const answer = settle(targets, ask);
    const way = { of, run: () => void answer.then(takeBack) };
    remember(way);
    const outcomes = await answer;
    if (!outcomes.some(isBackable)) {
      forget(of);
      return say({ ...sentenceOf(outcomes), ...actOf(outcomes, { together, show }) });
    }
    say({ ...sentenceOf(outcomes), way });
  };
  const decide = async (verb: VerdictVerb, targets: readonly Target[], why: string | null = null) => {
    if (verb !== 'revert') return tell(targets, () => tellMany(verb, targets, why));
    forget(nameOf(targets));
    const answers = await settle(targets, () => tellMany(verb, targets, why));
    say({ ...takenBackSentence(answers), ...actOf(answers, { together, show }) });
  };
  return { decide, takeBack, tell };
}

function targetOf({ id, title }: Outcome): Target {
  return { id, title, revision: null };
}

function nameOf(all: readonly { readonly id: string }[]): string {
  return all.map(({ id }) => id).join(' ');
}

/** Button of a toast where nothing can be taken back. */
function actOf(
  outcomes: readonly Outcome[],
  { together, show }: Pick<DecisionControls, 'show'> & { together(outcomes: readonly Outcome[]): unknown },
): Pick<Toast, 'act'> {
  const refused = outcomes.filter(({ result }) => result === 'refused');
  const [first] = refused;
  if (first === undefined) return {};
  if (refused.some(({ later }) => later !== undefined))
    return { act: { label: 'Take back together', run: () => void together(refused) } };
  return { act: { label: 'Show', run: () => show(first.id) } };
}
