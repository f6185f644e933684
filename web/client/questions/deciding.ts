// Sends a decision to the API in the name of the chosen person, then reloads everything it may have changed. Errors
// appear in a toast, in the server's own words.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ADDRESSES, Addressed, AnswerOf } from '../../../src/desk/addresses.ts';
import type { Desk } from '../../../src/desk.ts';
import { useToasts } from '../shell/toasts.tsx';
import { useWho } from '../shell/who.tsx';
import { answerTo } from './questions.ts';

/** Methods whose last argument is the person who decides. */
type Decision = {
  [N in Addressed]: (typeof ADDRESSES)[N]['args'] extends readonly [...unknown[], 'who'] ? N : never;
}[Addressed];

type Decided<N extends Decision> = Parameters<Desk[N]> extends [...infer A, string | null] ? A : never;

/** `decide(…)` resolves with the desk's answer, or with null after it has shown the error. */
export function useDeciding() {
  const { who } = useWho();
  const { say } = useToasts();
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onSettled: () => client.invalidateQueries(),
  });
  const decide = async <N extends Decision>(name: N, ...args: Decided<N>): Promise<AnswerOf<N> | null> => {
    const all: readonly unknown[] = [...args, who];
    try {
      const answer = await mutation.mutateAsync(() => answerTo(name, all as Parameters<Desk[N]>));
      return answer as AnswerOf<N>;
    } catch (error) {
      say({ tone: 'bad', text: error instanceof Error ? error.message : String(error) });
      return null;
    }
  };
  return { decide, isBusy: mutation.isPending };
}
