// Decision buttons, always in reach below a change. Reasons and remarks are entered in the same place.
import { Check, Pencil, RotateCcw, Undo2, X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../parts/button.tsx';

export type Asking = 'why' | 'remark' | null;

interface ActsProps {
  readonly accept: { readonly label: string; readonly isAble: boolean; readonly note: string | null };
  readonly can: { readonly decide: boolean; readonly revert: boolean; readonly edit: boolean };
  readonly asking: Asking;
  ask(what: Asking): void;
  onAccept(): void;
  onReject(why: string | null): void;
  onRedo(remark: string | null): void;
  onRevert(): void;
  onEdit(): void;
}

export function Acts(props: ActsProps) {
  const { accept, can, asking, ask } = props;
  if (asking !== null) return <Ask {...props} asking={asking} />;
  return (
    <div className="acts">
      {can.decide && (
        <>
          <Button
            kind="main"
            hotkey="a"
            icon={<Check size={18} aria-hidden />}
            disabled={!accept.isAble}
            onClick={props.onAccept}
          >
            {accept.label}
          </Button>
          <Button kind="bad" hotkey="r" icon={<X size={18} aria-hidden />} onClick={() => ask('why')}>
            Reject
          </Button>
          {can.edit && (
            <Button hotkey="e" icon={<Pencil size={16} aria-hidden />} onClick={props.onEdit}>
              Edit
            </Button>
          )}
        </>
      )}
      {can.revert && (
        <Button kind="bad" hotkey="u" icon={<Undo2 size={18} aria-hidden />} onClick={props.onRevert}>
          Take back
        </Button>
      )}
      <Button hotkey="w" icon={<RotateCcw size={16} aria-hidden />} onClick={() => ask('remark')}>
        Ask again
      </Button>
      {accept.note !== null && <p className="acts-note">{accept.note}</p>}
    </div>
  );
}

const TEXTS = {
  why: { label: 'Why (optional)', act: 'Reject' },
  remark: { label: 'What should be different', act: 'Ask again' },
} as const;

function Ask({ asking, ask, onReject, onRedo }: ActsProps & { readonly asking: 'why' | 'remark' }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const { label, act } = TEXTS[asking];
  useEffect(() => field.current?.focus(), []);
  const tell = (event: FormEvent) => {
    event.preventDefault();
    const words = said.trim() === '' ? null : said.trim();
    ask(null);
    if (asking === 'why') onReject(words);
    else onRedo(words);
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
