// Toasts in a corner, with an undo where possible. Announced to screen readers. Errors stay longer.
import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';

export interface Toast {
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
  readonly undo?: { readonly label: string; run(): void };
}

interface Toasts {
  say(toast: Toast): void;
}

const ToastContext = createContext<Toasts>({ say: () => {} });
const STAYS_MS = { good: 7_000, plain: 7_000, bad: 15_000 } as const;
const MOST = 3;

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: number) => setShown((all) => all.filter((each) => each.id !== id)), []);
  const say = useCallback(
    (toast: Toast) => {
      const id = next.current++;
      setShown((all) => [...all.slice(1 - MOST), { ...toast, id }]);
      window.setTimeout(() => drop(id), STAYS_MS[toast.tone]);
    },
    [drop],
  );
  const value = useMemo(() => ({ say }), [say]);
  return (
    <ToastContext value={value}>
      {children}
      <section className="toasts" aria-label="What just happened" aria-live="polite">
        {shown.map(({ id, tone, text, undo }) => (
          <div key={id} className={`toast toast-${tone}`}>
            <p>{text}</p>
            {undo && (
              <Button
                small
                onClick={() => {
                  drop(id);
                  undo.run();
                }}
              >
                {undo.label}
              </Button>
            )}
            <button
              type="button"
              className="icon-button"
              aria-label="Close this message"
              onClick={() => drop(id)}
            >
              <X size={16} aria-hidden />
            </button>
          </div>
        ))}
      </section>
    </ToastContext>
  );
}

export function useToasts(): Toasts {
  return useContext(ToastContext);
}
