// Is there room for the list and a change beside each other?
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
