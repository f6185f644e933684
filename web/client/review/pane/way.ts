// The views of a change that the reviewer can choose. Remembers the preferred one in this browser.
import { useCallback, useSyncExternalStore } from 'react';
import type { Way } from '../diff/change-view.tsx';

const KEY = 'show-build.way';
const CHANGED = 'show-build-way';

const WAYS = [
  { value: 'parts', label: 'Parts' },
  { value: 'unified', label: 'Unified' },
  { value: 'split', label: 'Side by side' },
] as const;

/** Side by side only if there is room. */
export function waysFor(isWide: boolean): readonly { readonly value: Way; readonly label: string }[] {
  return WAYS.filter(({ value }) => value !== 'split' || isWide);
}

export function wayAfter(way: Way, isWide: boolean): Way {
  const ways = waysFor(isWide);
  return ways[(ways.findIndex(({ value }) => value === way) + 1) % ways.length]?.value ?? 'parts';
}

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
