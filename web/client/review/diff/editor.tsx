// Editor for a part in the reviewer's own words. Every keystroke is kept; Esc restores the previous text, Ctrl+Enter
// confirms.
import { useEffect, useRef } from 'react';
import { Button } from '../../parts/button.tsx';

interface EditorProps {
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
  /** Called when the text is confirmed. */
  onDone(): void;
  onCancel(): void;
}

export function Editor({ label, value, onChange, onDone, onCancel }: EditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = area;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);
  return (
    <div className="editor">
      <textarea
        ref={area}
        aria-label={`Your words for ${label}`}
        value={value}
        rows={Math.min(20, value.split('\n').length + Math.floor(value.length / 70))}
        spellCheck
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            onCancel();
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            onDone();
          }
        }}
      />
      <div className="row">
        <Button small kind="main" onClick={onDone}>
          Take these words
        </Button>
        <Button small kind="bare" onClick={onCancel}>
          Put back
        </Button>
        <span className="quiet small">Ctrl+Enter takes, Esc puts back</span>
      </div>
    </div>
  );
}
