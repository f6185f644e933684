// Decision buttons, always in reach below a change. Reasons and remarks are entered in the same place.
import { Check, Pencil, RotateCcw, Undo2, X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import type { ReviewActs } from './review-acts.ts';

export type Asking = 'why' | 'remark' | null;

interface ActsProps {
  readonly acts: ReviewActs;
  readonly asking: Asking;
  ask(what: Asking): void;
}

export function Acts({ acts, asking, ask }: ActsProps) {
  if (asking !== null) return <Ask acts={acts} asking={asking} ask={ask} />;
  const { can, words } = acts;
  return (
    <div className="acts">
      {can.decide && (
        <>
          <Button
            kind="main"
            hotkey="a"
            icon={<Check size={18} aria-hidden />}
            disabled={!words.isAble}
            onClick={acts.accept}
          >
            {words.label}
          </Button>
          <Button kind="bad" hotkey="r" icon={<X size={18} aria-hidden />} onClick={() => ask('why')}>
            Reject
          </Button>
          {can.edit && (
            <Button hotkey="e" icon={<Pencil size={16} aria-hidden />} onClick={acts.edit}>
              Edit
            </Button>
          )}
        </>
      )}
      {can.revert && (
        <Button kind="bad" hotkey="u" icon={<Undo2 size={18} aria-hidden />} onClick={acts.revert}>
          Take back
        </Button>
      )}
      {can.redo !== null && (
        <Button
          hotkey="w"
          icon={<RotateCcw size={16} aria-hidden />}
          onClick={() => (can.redo === 'ask' ? ask('remark') : acts.redo(null))}
        >
          {can.redo === 'ask' ? 'Ask again' : 'Propose again'}
        </Button>
      )}
      {words.note !== null && <p className="acts-note">{words.note}</p>}
    </div>
  );
}

const TEXTS = {
  why: { label: 'Why (optional)', act: 'Reject' },
  remark: { label: 'What should be different', act: 'Ask again' },
} as const;

function Ask({ acts, asking, ask }: ActsProps & { readonly asking: 'why' | 'remark' }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const { label, act } = TEXTS[asking];
  useEffect(() => field.current?.focus(), []);
  const tell = (event: FormEvent) => {
    event.preventDefault();
    const text = said.trim() === '' ? null : said.trim();
    ask(null);
    if (asking === 'why') acts.reject(text);
    else acts.redo(text);
  };
  return (
    <form className="acts acts-ask" onSubmit={tell}>
      <input
        ref={field}
        aria-label={label}
        placeholder={label}
        value={said}
        maxLength={4000}
        onChange={(event) => setSaid(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') ask(null);
        }}
      />
      <Button type="submit" kind={asking === 'why' ? 'bad' : 'main'} hotkey="Enter">
        {act}
      </Button>
      <Button kind="bare" onClick={() => ask(null)}>
        Cancel
      </Button>
    </form>
  );
}
