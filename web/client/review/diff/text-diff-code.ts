// Loads the diff view's code, which is large, after the page.
import { queryOptions } from '@tanstack/react-query';

/** Cached as a query: loaded code renders at once, whereas a lazy component would flicker. */
export const textDiffCode = queryOptions({
  queryKey: ['code', 'text-diff'],
  queryFn: async () => {
    const code = await import('./text-diff.tsx');
    await code.warmUp();
    return code;
  },
});
