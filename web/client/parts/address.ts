// Keeps a page's filters in its address, so they can be bookmarked, shared and returned to.
import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

/**
 * The value of each name, '' if it is not in the address. `set` changes the given values, replacing the history entry.
 */
export function useAddress<N extends string>(
  names: readonly N[],
): readonly [Readonly<Record<N, string>>, (changed: Partial<Record<N, string>>) => void] {
  const search = useSearch();
  const [location, go] = useLocation();
  const list = names.join(' ');
  const values = useMemo(() => {
    const all = new URLSearchParams(search);
    return Object.fromEntries(list.split(' ').map((name) => [name, all.get(name) ?? ''])) as Record<
      N,
      string
    >;
  }, [search, list]);
  const set = useCallback(
    (changed: Partial<Record<N, string>>) => {
      const all = new URLSearchParams(search);
      for (const [name, value] of Object.entries<string | undefined>(changed)) {
        if (value === undefined || value === '') all.delete(name);
        else all.set(name, value);
      }
      go(all.size === 0 ? location : `${location}?${all}`, { replace: true });
    },
    [search, location, go],
  );
  return [values, set];
}
