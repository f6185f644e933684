// Keyboard shortcuts for components, active while a component is mounted.
import { createContext, type ReactNode, useContext, useLayoutEffect, useRef } from 'react';
import type { KeyAct, Keyboard } from './keyboard.ts';

const KeyboardContext = createContext<Keyboard>({ add: () => () => {}, layers: () => [] });

export function KeyboardProvider(props: { readonly keyboard: Keyboard; readonly children: ReactNode }) {
  return <KeyboardContext value={props.keyboard}>{props.children}</KeyboardContext>;
}

export function useKeyboard(): Keyboard {
  return useContext(KeyboardContext);
}

/** `title`: their heading in the help. `isOver`: before the keys of everything that is mounted later. */
export function useKeys(title: string, acts: readonly KeyAct[], isOver = false): void {
  const keyboard = useKeyboard();
  const newest = useRef(acts);
  // Before the page is painted: whoever sees it may press a key.
  useLayoutEffect(() => {
    newest.current = acts;
  });
  useLayoutEffect(
    () => keyboard.add({ title, isOver, acts: () => newest.current }),
    [keyboard, title, isOver],
  );
}
