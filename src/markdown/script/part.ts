// What stands in the script of an item, as plain values that every kind of page can be made of. Holds no Markdown and
// no HTML: a page spells styles its own way, and escapes all text.
import type { Cue } from '../../domain/cue.ts';

export type Style = 'bold' | 'italic' | 'underline' | 'struck' | 'highlight';

export interface Speaker {
  /** In small letters with hyphens: `josh`, `guest`, `dr-mitchell`. */
  readonly voice: string;
  /** As it was written, for the page: `DR. MITCHELL`. Null for the host where nobody is named. */
  readonly name: string | null;
}

export type Run =
  | {
      /** direction: a few words in brackets within speech · token: stands for a cue that nobody has made yet. */
      readonly kind: 'text' | 'direction' | 'token';
      /** `\n` breaks the line. */
      readonly text: string;
      readonly styles: readonly Style[];
    }
  | {
      /** A suggested edit that nobody has decided on: what stands counts. */
      readonly kind: 'edit';
      readonly text: string;
      /** What would stand instead; empty where the edit only takes out. */
      readonly suggested: string;
    };

export interface Speech {
  readonly kind: 'speech';
  readonly speaker: Speaker;
  readonly bullet: boolean;
  /** Quoted with `>`. */
  readonly quoted: boolean;
  /** What somebody noted for whom it concerns; empty where it is only marked; null where it is not. */
  readonly flag: string | null;
  readonly runs: readonly Run[];
}

export interface ListEntry {
  /** 0 for the outermost list. */
  readonly depth: number;
  /** As typed: `12.`; `•` for every kind of bullet. Empty for a further paragraph of the same entry. */
  readonly marker: string;
  readonly runs: readonly Run[];
}

export type ScriptPart =
  | Speech
  | { readonly kind: 'list'; readonly entries: readonly ListEntry[] }
  /** A heading of the person's own. Not read out. */
  | { readonly kind: 'heading'; readonly runs: readonly Run[] }
  | { readonly kind: 'cue'; readonly cue: Cue }
  /** A cue that never ends: what belongs to it, nobody knows. Text as it stands in the file. */
  | { readonly kind: 'broken-cue'; readonly cue: Cue; readonly text: string }
  /** A paragraph that stands for a cue that nobody has made yet: `{SOT/foo}`. */
  | { readonly kind: 'token'; readonly text: string }
  /** A line that is all brackets: it tells somebody to do something, and is not read out. */
  | { readonly kind: 'direction'; readonly runs: readonly Run[] }
  | { readonly kind: 'picture'; readonly source: string; readonly caption: string }
  /** A fenced block: an example or a note, not read out. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' };

/** The words as they stand, without styles. */
export function textOf(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('');
}
