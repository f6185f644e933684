// Modal dialog. Uses the browser's own, which traps the focus, closes on Escape and restores the focus.
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';

export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  const { title, onClose, children, wide = false } = props;
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${wide ? 'dialog-wide' : ''}`}
      aria-labelledby={id}
      onClose={onClose}
    >
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={() => ref.current?.close()}>
          <X size={18} aria-hidden />
        </button>
      </header>
      {children}
    </dialog>
  );
}
