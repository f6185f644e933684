// The parts of an item's script as plain values, from which any kind of page can be built. They contain no Markdown or
// HTML: each page writes styles its own way and escapes all text.
import type { Cue } from '../../domain/cue.ts';
import type { StrayKind } from './stray.ts';

export type Style = 'bold' | 'italic' | 'underline' | 'struck' | 'highlight';

export interface Speaker {
  /** Lower case with hyphens: `josh`, `guest`, `dr-mitchell`. */
  readonly voice: string;
  /** As written, for the page: `DR. MITCHELL`. Null for the host if no name is given. */
  readonly name: string | null;
}

export type TextRun =
  | {
      /** direction: a few words in brackets within speech · token: shorthand for a cue that does not exist yet */
      readonly kind: 'text' | 'direction' | 'token';
      /** `\n` breaks the line. */
      readonly text: string;
      readonly styles: readonly Style[];
    }
  | {
      /** An undecided suggested edit; `text` counts until then. */
      readonly kind: 'edit';
      readonly text: string;
      /** The replacement; empty if the edit only deletes. */
      readonly suggested: string;
    };

export interface Speech {
  readonly kind: 'speech';
  readonly speaker: Speaker;
  readonly bullet: boolean;
  /** Quoted with `>`. */
  readonly quoted: boolean;
  /** A note that asks for attention; empty if flagged without a note, null if not flagged. */
  readonly flag: string | null;
  readonly runs: readonly TextRun[];
}

export interface ListEntry {
  /** 0 for the outermost list. */
  readonly depth: number;
  /** As typed: `12.`; `•` for every kind of bullet. Empty for a further paragraph of the same entry. */
  readonly marker: string;
  readonly runs: readonly TextRun[];
}

export type ScriptPart =
  | Speech
  | { readonly kind: 'list'; readonly entries: readonly ListEntry[] }
  /** A person's own heading. Not read out. */
  | { readonly kind: 'heading'; readonly runs: readonly TextRun[] }
  | { readonly kind: 'cue'; readonly cue: Cue }
  /** A cue without a clear end, so its extent is unknown. `text` is as in the file. */
  | { readonly kind: 'broken-cue'; readonly cue: Cue; readonly text: string }
  /** A paragraph that is shorthand for a cue that does not exist yet: `{SOT/foo}`. */
  | { readonly kind: 'token'; readonly text: string }
  /** Lines that are neither speech nor a cue: instructions, notes, fields, pasted prints. `text` has no marks around it. */
  | { readonly kind: 'stray'; readonly what: StrayKind; readonly text: string }
  /** A line entirely in brackets: a stage direction, not read out. */
  | { readonly kind: 'direction'; readonly runs: readonly TextRun[] }
  | { readonly kind: 'picture'; readonly source: string; readonly caption: string }
  /** A fenced block: an example or a note, not read out. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' };

export function isStruck(run: TextRun): boolean {
  return run.kind !== 'edit' && run.styles.includes('struck');
}

/** True for words that are shown, but not read out: struck ones, `[^1]` and `^[a footnote in place]`. */
export function isOnlyShown(run: TextRun): boolean {
  return isStruck(run) || (run.kind === 'direction' && /^(?:\[\^|\^\[)/.test(run.text));
}

/** The words as written, without styles. */
export function textOf(runs: readonly TextRun[]): string {
  return runs.map((run) => run.text).join('');
}
