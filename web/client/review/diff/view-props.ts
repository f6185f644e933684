// What a view of one kind of material is given; decides nothing.
import type { ReviewFile } from '../../../../src/desk.ts';
import type { PartHands } from './part.tsx';

export interface ViewProps {
  /** The enhancement. */
  readonly id: string;
  readonly file: ReviewFile;
  readonly hands: PartHands | null;
}
