// One part of a change: what is removed and added, whether it is taken, and the reviewer's own words instead.
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { ReviewPart } from '../../../../src/desk.ts';
import { Badge } from '../../parts/badge.tsx';
import { framed } from '../value.ts';
import { Editor } from './editor.tsx';
import { Change } from './word-runs.tsx';

/** Actions on parts; null if the view is read-only. */
export interface PartHands {
  readonly left: ReadonlySet<string>;
  readonly edits: Readonly<Record<string, string>>;
  /** Key of the part in the editor. */
  readonly open: string | null;
  take(part: ReviewPart, isTaken: boolean): void;
  word(part: ReviewPart, words: string): void;
  /** Opens a part's editor, or closes it and returns the focus to the part. */
  edit(key: string | null): void;
}

interface PartProps {
  readonly part: ReviewPart;
  readonly hands: PartHands | null;
}

export function Part({ part, hands }: PartProps) {
  const { key, kind, label } = part;
  const words = hands?.edits[key];
  const isLeft = hands?.left.has(key) ?? false;
  const isOpen = hands?.open === key;
  // The card already names the cue.
  const name = kind === 'cue' ? cueName(label) : label;
  return (
    // Focusable by n and p, so that space and e act on it.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would not take part in the grid.
    <div
      role="group"
      className={`part part-${kind}`}
      tabIndex={-1}
      data-part={key}
      data-left={isLeft}
      aria-label={`${label}${isLeft ? ', left out' : ''}`}
    >
      {hands !== null && (
        <label className="part-check" title={isLeft ? 'Take it' : 'Leave it out'}>
          <input
            type="checkbox"
            checked={!isLeft}
            aria-label={`Take ${label}`}
            onChange={(event) => hands.take(part, event.target.checked)}
          />
        </label>
      )}
      <div className="part-name">
        <span title={label}>{name}</span>
        {isLeft && <Badge>left out</Badge>}
        {words !== undefined && !isOpen && <Badge tone="accent">your words</Badge>}
      </div>
      <div className="part-body">
        {hands !== null && isOpen ? (
          <OpenEditor part={part} hands={hands} />
        ) : (
          <div className="part-text">
            {words === undefined ? <Shown part={part} /> : <OwnWords part={part} words={words} />}
          </div>
        )}
      </div>
      {hands !== null && kind !== 'file' && (
        <button
          type="button"
          className="icon-button part-edit"
          aria-label={`Edit ${label}`}
          aria-expanded={isOpen}
          onClick={() => hands.edit(isOpen ? null : key)}
        >
          <Pencil size={16} aria-hidden />
        </button>
      )}
    </div>
  );
}

function Shown({ part }: { readonly part: ReviewPart }) {
  if (part.kind === 'file' && part.before === '') return <div className="new-text">{part.after}</div>;
  const values = valuesOf(part);
  if (values !== null)
    return (
      <>
        <del>{values.was}</del> <ins>{values.is}</ins>
      </>
    );
  const added = newLine(part);
  if (added !== null) return <ins>{added}</ins>;
  if (part.kind !== 'head') return <Change {...part} />;
  const [before, after] = [part.before, part.after].map((text) => framed('head', text)?.value ?? text);
  return <Change words={withoutKey(part)} before={before ?? ''} after={after ?? ''} />;
}

/**
 * Old and new value if both are single words and nothing else changes, such as a length or a slug: shown whole, because
 * a letter diff would be unreadable.
 */
function valuesOf({ kind, before, after }: ReviewPart): { readonly was: string; readonly is: string } | null {
  const [was, is] = [framed(kind, before), framed(kind, after)];
  if (was === null || is === null || was.value === is.value) return null;
  if (!/^\S+\n\S+$/.test(`${was.value}\n${is.value}`) || was.framing(is.value) !== after) return null;
  return { was: was.value, is: is.value };
}

/** Value of a new front matter key. The unchanged line after it only marks the place. */
function newLine({ kind, words }: ReviewPart): string | null {
  const [first, second, ...rest] = words;
  if (kind !== 'head' || first?.kind !== 'added' || second?.kind !== 'same' || rest.length > 0) return null;
  return framed('head', first.text)?.value ?? null;
}

/** Drops the key, which is already the part's label. */
function withoutKey({ words, label }: ReviewPart): ReviewPart['words'] {
  const [first, ...rest] = words;
  const start = `${label}:`;
  if (first?.kind !== 'same' || !first.text.startsWith(start)) return words;
  const kept = first.text.slice(start.length).trimStart();
  const [next, ...others] = rest;
  if (kept !== '' || next === undefined) return [{ kind: 'same', text: kept }, ...rest];
  return [{ ...next, text: next.text.trimStart() }, ...others];
}

/** More than three changed fields count as the whole cue. */
function cueName(label: string): string {
  const fields = label.replace(/ of .*/s, '');
  return fields.split(', ').length > MOST_FIELDS ? 'Whole cue' : fields;
}

const MOST_FIELDS = 3;

function OwnWords({ part: { kind, before }, words }: { readonly part: ReviewPart; readonly words: string }) {
  const was = framed(kind, before)?.value ?? before;
  const is = framed(kind, words)?.value ?? words;
  return (
    <>
      {was !== '' && <del className="whole">{was}</del>}
      <ins className="whole">{is === '' ? 'Nothing' : is}</ins>
    </>
  );
}

function OpenEditor({ part, hands }: { readonly part: ReviewPart; readonly hands: PartHands }) {
  const { key, kind, after, label } = part;
  const [before] = useState(hands.edits[key] ?? after);
  // A front matter or cue line is edited without its syntax.
  const frame = framed(kind, before);
  const [typed, setTyped] = useState(frame?.value ?? before);
  return (
    <Editor
      label={label}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        hands.word(part, text === frame?.value ? before : (frame?.framing(text) ?? text));
      }}
      onDone={() => hands.edit(null)}
      onCancel={() => {
        hands.word(part, before);
        hands.edit(null);
      }}
    />
  );
}
