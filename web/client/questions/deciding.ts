// Sends a decision to the API in the name of the chosen person, then reloads everything it may have changed. Errors
// appear in a toast, in the server's own words.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useToasts } from '../shell/toasts.tsx';
import { useWho } from '../shell/who.tsx';
import { tell } from './ask.ts';

export interface DecisionCall {
  readonly method?: 'POST' | 'DELETE';
  /** Path below /api/v1. */
  readonly path: string;
  readonly body?: object;
}

/** `decide(…)` resolves with the answer, or with null after it has shown the error. */
export function useDeciding<T>() {
  const { who } = useWho();
  const { say } = useToasts();
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ method = 'POST', path, body = {} }: DecisionCall) =>
      method === 'DELETE' ? tell<T>(method, path) : tell<T>(method, path, { ...body, who }),
    onSettled: () => client.invalidateQueries(),
  });
  const decide = async (decision: DecisionCall): Promise<T | null> => {
    try {
      return await mutation.mutateAsync(decision);
    } catch (error) {
      say({ tone: 'bad', text: error instanceof Error ? error.message : String(error) });
      return null;
    }
  };
  return { decide, isBusy: mutation.isPending };
}
