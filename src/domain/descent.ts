// Did whoever wrote this text have a landed change before their eyes? Decides whether a text without the change is a
// person's deletion of it, or a version that never saw it.
import { type Edit, inverted } from './edit.ts';
import { transplantEdits } from './transplant.ts';

/**
 * `unseen`: what the change replaced still stands, and what it wrote does not. `seen`: its words stand, or so much
 * was rewritten that nobody can tell; then a person has edited, and their text is taken as meant.
 * `edits` are placed on `before`; `after` is what they made of it.
 */
export function saw(text: string, before: string, after: string, edits: readonly Edit[]): 'seen' | 'unseen' {
  if (text === before) return 'unseen';
  if (transplantEdits(inverted(edits), after, text).ok) return 'seen';
  return transplantEdits(edits, before, text).ok ? 'unseen' : 'seen';
}
