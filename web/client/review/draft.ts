// A reviewer's undecided choices and words for one enhancement. Kept for this tab by enhancement, so neither switching
// rows nor a newer version loses a word.
import { useCallback, useSyncExternalStore } from 'react';
import type { ReviewPart } from '../../../src/desk.ts';

export interface Draft {
  /** Keys of the parts that are left out. */
  readonly left: readonly string[];
  /** Part key → the reviewer's own words. */
  readonly edits: Readonly<Record<string, string>>;
  /** Part key → the enhancement that its words were typed for, if it was another one. */
  readonly origins: Readonly<Record<string, string>>;
}

const NOTHING: Draft = { left: [], edits: {}, origins: {} };
const CHANGED = 'show-build-draft';
const keyOf = (id: string) => `show-build.draft.${id}`;

export function useDraft(id: string): readonly [Draft, (change: (draft: Draft) => Draft) => void] {
  const text = useSyncExternalStore(listen, () => sessionStorage.getItem(keyOf(id)) ?? '');
  const change = useCallback((make: (draft: Draft) => Draft) => keep(id, make(readDraft(id))), [id]);
  return [parse(text), change];
}

function readDraft(id: string): Draft {
  return parse(sessionStorage.getItem(keyOf(id)) ?? '');
}

export function forgetDraft(id: string): void {
  keep(id, NOTHING);
}

/** Moves a draft to the enhancement that supersedes it; what was already typed there wins. */
export function moveDraft(from: string, to: string): void {
  const [old, now] = [readDraft(from), readDraft(to)];
  const left = [...new Set([...now.left, ...old.left])];
  const typed = Object.fromEntries(Object.keys(old.edits).map((key) => [key, from]));
  const origins = { ...typed, ...old.origins, ...now.origins };
  keep(to, { left, edits: { ...old.edits, ...now.edits }, origins });
  forgetDraft(from);
}

export function withTaken(draft: Draft, key: string, isTaken: boolean): Draft {
  const left = draft.left.filter((each) => each !== key);
  return { ...draft, left: isTaken ? left : [...left, key] };
}

/** Drops words identical to the bot's; rewording a part also takes it. */
export function withWords(draft: Draft, part: Pick<ReviewPart, 'key' | 'after'>, words: string): Draft {
  const { [part.key]: _old, ...edits } = draft.edits;
  if (words === part.after) return { ...draft, edits };
  return { ...withTaken(draft, part.key, true), edits: { ...edits, [part.key]: words } };
}

export function withoutWords(draft: Draft, key: string): Draft {
  const { [key]: _words, ...edits } = draft.edits;
  return { ...draft, edits };
}

function keep(id: string, { left, edits, origins }: Draft): void {
  if (left.length === 0 && Object.keys(edits).length === 0) sessionStorage.removeItem(keyOf(id));
  else sessionStorage.setItem(keyOf(id), JSON.stringify({ left, edits, origins }));
  window.dispatchEvent(new Event(CHANGED));
}

function parse(text: string): Draft {
  return text === '' ? NOTHING : { ...NOTHING, ...(JSON.parse(text) as Partial<Draft>) };
}

function listen(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}
