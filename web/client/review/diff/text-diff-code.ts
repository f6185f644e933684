// The diff view's code, which is large and comes after the page: asked for, and kept, like an answer.
import { queryOptions } from '@tanstack/react-query';

/** Kept like an answer: code that is here already is shown at once, where a lazy component would blink. */
export const textDiffCode = queryOptions({
  queryKey: ['code', 'text-diff'],
  queryFn: async () => {
    const code = await import('./text-diff.tsx');
    await code.warmUp();
    return code;
  },
});
