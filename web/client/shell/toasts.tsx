// Toasts in a corner, with an act where possible. Announced to screen readers. Errors stay longer, and none vanishes
// while it is pointed at or focused. Remembers what can be taken back, after its toast too.
import { X } from 'lucide-react';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Button } from '../parts/button.tsx';
import { type TakeBacks, takeBacks, type WayBack } from './take-backs.ts';

export interface Toast {
  readonly tone: 'good' | 'bad' | 'plain';
  readonly text: string;
  readonly act?: { readonly label: string; run(): void };
  /** Offers to take it back, instead of `act`. */
  readonly way?: WayBack;
}

interface Toasts extends TakeBacks {
  say(toast: Toast): void;
  /** A toast that can be taken back still shows. */
  isNoticed(): boolean;
}

const ToastContext = createContext<Toasts>({ ...takeBacks(), say: () => {}, isNoticed: () => false });
const STAYS_MS = { good: 7_000, plain: 7_000, bad: 15_000 } as const;
/** After it was pointed at. */
const LINGERS_MS = 2_000;
const MOST = 3;

type Shown = Toast & { readonly id: number };

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const next = useRef(0);
  const box = useRef<HTMLElement>(null);
  const noticed = useRef(false);
  const [ways] = useState(takeBacks);
  useEffect(() => {
    noticed.current = shown.some(({ way }) => way !== undefined);
  }, [shown]);
  const drop = useCallback((id: number) => {
    setShown((all) => all.filter((each) => each.id !== id));
  }, []);
  const value = useMemo<Toasts>(
    () => ({
      ...ways,
      takeBack: () => {
        setShown((all) => all.filter(({ way }) => way === undefined || way !== ways.newest()));
        return ways.takeBack();
      },
      say: (toast) => {
        if (toast.way) ways.remember(toast.way);
        setShown((all) => [
          ...crowded(all, ({ id }) => isHeld(box.current?.querySelector(`[data-toast='${id}']`))),
          { ...toast, id: next.current++ },
        ]);
      },
      isNoticed: () => noticed.current,
    }),
    [ways],
  );
  const last = shown.findLast(({ way }) => way !== undefined && way === ways.newest());
  return (
    <ToastContext value={value}>
      {children}
      <section ref={box} className="toasts" aria-label="What just happened" aria-live="polite">
        {shown.map((toast) => (
          <ToastBox
            key={toast.id}
            toast={toast}
            isLast={toast === last}
            takeBack={(way) => ways.take(way)}
            onClose={() => drop(toast.id)}
          />
        ))}
      </section>
    </ToastContext>
  );
}

/** Whether a person points at it, or has the focus in it. */
function isHeld(toast: Element | null | undefined): boolean {
  return toast?.matches(':hover, :focus-within') ?? false;
}

/** Makes room for one more; those that are held stay. */
function crowded(all: readonly Shown[], isKept: (toast: Shown) => boolean): readonly Shown[] {
  const loose = all.filter((each) => !isKept(each));
  const gone = new Set(loose.slice(0, Math.max(all.length + 1 - MOST, 0)));
  return all.filter((each) => !gone.has(each));
}

interface BoxProps {
  readonly toast: Shown;
  /** `u` takes this one back. */
  readonly isLast: boolean;
  takeBack(way: WayBack): void;
  onClose(): void;
}

function ToastBox({ toast: { id, tone, text, act, way }, isLast, takeBack, onClose }: BoxProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const end = () => {
      if (isHeld(box.current)) timer = window.setTimeout(end, LINGERS_MS);
      else close.current();
    };
    let timer = window.setTimeout(end, STAYS_MS[tone]);
    return () => clearTimeout(timer);
  }, [tone]);
  const offered = way === undefined ? act : { label: 'Take back', run: () => takeBack(way) };
  return (
    <div ref={box} className={`toast toast-${tone}`} data-toast={id}>
      <p>{text}</p>
      {offered && (
        <Button
          small
          {...(isLast ? { hotkey: 'u' } : {})}
          onClick={() => {
            onClose();
            offered.run();
          }}
        >
          {offered.label}
        </Button>
      )}
      <button type="button" className="icon-button" aria-label="Close this message" onClick={onClose}>
        <X size={16} aria-hidden />
      </button>
    </div>
  );
}

export function useToasts(): Toasts {
  return useContext(ToastContext);
}
