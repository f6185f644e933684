// Actions on a loaded change as a whole, for its buttons and its keys.
import type { EnhancementDetail, Review, ReviewPart } from '../../../../src/desk.ts';
import type { PartHands } from '../diff/part.tsx';
import { framed } from '../value.ts';
import type { DraftVerdict } from '../verdict.ts';
import { type AcceptWords, acceptWords } from './accept-words.ts';
import type { PaneProps } from './pane.tsx';
import { partAt } from './part-focus.ts';

export interface ReviewActs {
  readonly can: {
    readonly decide: boolean;
    readonly revert: boolean;
    readonly edit: boolean;
    /** Another answer with a remark, or the same one proposed again. */
    readonly redo: EnhancementDetail['redo'];
  };
  readonly words: AcceptWords;
  /** Does nothing if the change cannot be accepted now; the same for `revert` and `edit`. */
  accept(): void;
  reject(why: string | null): void;
  redo(remark: string | null): void;
  revert(): void;
  /** Opens the editor of the focused part, else of the first part with words, else of the first editable one. */
  edit(): void;
}

interface ActsNeeds {
  readonly pane: Pick<PaneProps, 'id' | 'decisions' | 'onLeave'>;
  readonly review: Review;
  readonly parts: readonly ReviewPart[];
  readonly verdict: DraftVerdict;
  /** null if the change cannot be decided. */
  readonly hands: PartHands | null;
  /** Switches to the only view that has editors. */
  showParts(): void;
}

export function isDecidable({ enhancement: { state } }: Review): boolean {
  return state === 'proposed' || state === 'accepted';
}

export function reviewActs({ pane, review, parts, verdict, hands, showParts }: ActsNeeds): ReviewActs {
  const { id, decisions, onLeave } = pane;
  const { enhancement, revision } = review;
  const target = { id, title: enhancement.title, revision };
  const words = acceptWords(review, verdict);
  const can = {
    decide: isDecidable(review),
    revert: enhancement.state === 'landed' || enhancement.state === 'accepted',
    edit: parts.some(isEditable),
    redo: enhancement.redo,
  };
  return {
    can,
    words,
    accept: () => {
      if (!can.decide || !words.isAble) return;
      onLeave([id]);
      if (verdict.parts === null) void decisions.decide('accept', [target]);
      else void decisions.decideParts(target, verdict.parts);
    },
    reject: (why) => {
      onLeave([id]);
      void decisions.decide('reject', [target], why);
    },
    redo: (remark) => {
      if (can.redo === null) return;
      onLeave([id]);
      void decisions.redo(target, remark);
    },
    revert: () => {
      if (can.revert) void decisions.decide('revert', [target]);
    },
    edit: () => {
      const here = partAt(document.activeElement);
      const part = parts.find(({ key }) => key === here) ?? parts.find(hasWords) ?? parts.find(isEditable);
      if (hands === null || part === undefined || !isEditable(part)) return;
      showParts();
      hands.edit(part.key);
    },
  };
}

/** Whether the part has words worth editing, not only markup. */
function hasWords({ kind, after }: ReviewPart): boolean {
  return kind === 'prose' || framed(kind, after) !== null;
}

function isEditable({ kind }: ReviewPart): boolean {
  return kind !== 'file';
}
