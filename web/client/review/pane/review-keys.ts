// Keys of the change under review.
import { type RefObject, useEffect } from 'react';
import { useLocation } from 'wouter';
import type { Review, ReviewPart } from '../../../../src/desk.ts';
import { useKeys } from '../../hands/use-keys.tsx';
import { useToasts } from '../../shell/toasts.tsx';
import type { PartHands } from '../diff/part.tsx';
import type { Asking } from './acts.tsx';
import { isPart, partAt, stepPart } from './part-focus.ts';
import type { ReviewActs } from './review-acts.ts';

interface ReviewKeysNeeds {
  readonly review: Review;
  readonly parts: readonly ReviewPart[];
  readonly hands: PartHands | null;
  readonly acts: ReviewActs;
  readonly body: RefObject<HTMLElement | null>;
  ask(what: Asking): void;
  /** Shows the change in the next view. */
  turn(): void;
  /** Opens the editor as soon as the change is there, and says so to `onEdit`. */
  readonly isToEdit: boolean;
  onEdit(): void;
}

export function useReviewKeys(needs: ReviewKeysNeeds): void {
  const { review, parts, hands, acts, body, ask, turn, isToEdit, onEdit } = needs;
  const [, go] = useLocation();
  const { isNoticed } = useToasts();
  const stepTo = (by: 1 | -1) => body.current && stepPart(body.current, by);
  const flip = () => {
    const part = parts.find(({ key }) => key === partAt(document.activeElement));
    if (part) hands?.take(part, hands.left.has(part.key));
  };
  useEffect(() => {
    if (!isToEdit) return;
    onEdit();
    acts.edit();
  });
  useKeys('This change', [
    { key: 'a', label: 'Accept', run: acts.accept },
    { key: 'r', label: 'Reject', run: () => acts.can.decide && ask('why') },
    { key: 'e', label: 'Edit the part, or the first one', run: acts.edit },
    {
      key: 'w',
      label: 'Ask again, with a remark',
      run: () => (acts.can.redo === 'ask' ? ask('remark') : acts.redo(null)),
      when: () => acts.can.redo !== null,
    },
    // A toast that offers `u` comes first: it is what was done last.
    { key: 'u', label: 'Take it back', run: acts.revert, when: () => acts.can.revert && !isNoticed() },
    { key: 'd', label: 'Look at it another way', run: turn },
    { key: 'n', label: 'Next part', run: () => stepTo(1) },
    { key: 'p', label: 'Previous part', run: () => stepTo(-1) },
    { key: ' ', label: 'Take or leave the part', run: flip, when: () => isPart(document.activeElement) },
    { key: 'o', label: 'Open the episode', run: () => go(`/episodes/${review.enhancement.episode}`) },
  ]);
}
