// Props of a view for one kind of material.
import type { ReviewFile } from '../../../../src/desk.ts';
import type { PartHands } from './part.tsx';

export interface ViewProps {
  /** Id of the enhancement. */
  readonly id: string;
  readonly file: ReviewFile;
  readonly hands: PartHands | null;
  /** Without media, where many changes stand in a row. */
  readonly isBrief?: boolean;
}
