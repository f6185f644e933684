// Whether there is room for the list and a change side by side.
import { useSyncExternalStore } from 'react';

const WIDE = '(min-width: 60rem)';

export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(WIDE);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(WIDE).matches,
  );
}
