// Remembers the preferred view of changes in this browser.
import { useCallback, useSyncExternalStore } from 'react';
import type { Way } from '../diff/change-view.tsx';

const KEY = 'show-build.way';
const CHANGED = 'show-build-way';

export function useWay(isWide: boolean): readonly [Way, (way: Way) => void] {
  const said = useSyncExternalStore(listen, () => localStorage.getItem(KEY));
  const way: Way = said === 'unified' || (said === 'split' && isWide) ? said : 'parts';
  const choose = useCallback((next: Way) => {
    localStorage.setItem(KEY, next);
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [way, choose];
}

function listen(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}
