// An open enhancement as the stack sees it.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { Wording } from '../../src/domain/part.ts';
import type { TextAt } from '../../src/domain/transplant.ts';

/** Proposed or accepted, with the texts its change is placed on. */
export interface OpenEnhancement {
  readonly kept: EnhancementRecord;
  readonly from: TextAt;
  /** A person has decided something about it, or it has landed before: its text must stay as it was seen. */
  readonly isDecided: boolean;
  /** A reviewer took some of its parts and left others: the rest replaces it. */
  readonly isParted: boolean;
  /** A reviewer asked the step for another answer. */
  readonly isAskedAgain: boolean;
  /** A reviewer's own words, to land with it. */
  readonly words: readonly Wording[];
}
