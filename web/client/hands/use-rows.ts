// Moves through a page's rows by keys. The focus marks the row, so Enter, screen readers and the eye agree.
import { type RefObject, useRef } from 'react';
import type { KeyAct } from './keyboard.ts';
import { useKeys } from './use-keys.tsx';

/** Each row in the returned ref's element has one link or button with `data-row`; `acts` receive its value. */
export function useRows<E extends HTMLElement>(
  title: string,
  row: string,
  acts: readonly (Omit<KeyAct, 'run'> & { run(row: string): void })[] = [],
): RefObject<E | null> {
  const ref = useRef<E>(null);
  const last = useRef(-1);
  const all = () => [...(ref.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const place = (rows: readonly HTMLElement[]) => {
    const focused = rows.findIndex((each) => boxOf(each).contains(document.activeElement));
    return focused >= 0 ? focused : Math.min(last.current, rows.length - 1);
  };
  const move = (by: number) => {
    const rows = all();
    last.current = Math.max(0, Math.min(place(rows) + by, rows.length - 1));
    const next = rows[last.current];
    next?.focus({ preventScroll: true });
    if (next) boxOf(next).scrollIntoView({ block: 'nearest' });
  };
  const chosen = () => {
    const rows = all();
    return rows[place(rows)];
  };
  useKeys(title, [
    { key: 'j', label: `Next ${row}`, run: () => move(1) },
    { key: 'k', label: `Previous ${row}`, run: () => move(-1) },
    { key: 'Enter', label: `Open the ${row}`, run: () => chosen()?.click() },
    ...acts.map(({ key, label, run }) => ({
      key,
      label,
      run: () => {
        const value = chosen()?.dataset['row'];
        if (value !== undefined) run(value);
      },
    })),
  ]);
  return ref;
}

function boxOf(row: HTMLElement): HTMLElement {
  return row.closest<HTMLElement>('li, tr') ?? row;
}
