// Places where it is unclear which words are content. The words stay in the script, and a person is told.
import type { Span } from '../../domain/cue.ts';

export type DoubtCode =
  | 'COMMENT_UNCLOSED'
  | 'COMMENT_UNCLEAR'
  | 'STRIKE_UNCLEAR'
  | 'FOOTNOTE_UNCLEAR'
  | 'FENCE_UNCLOSED'
  | 'CONFLICT_MARKS';

export interface Doubt extends Span {
  readonly code: DoubtCode;
}
