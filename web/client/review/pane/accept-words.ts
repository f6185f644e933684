// Label of the accept button, and whether it is enabled. Pure.
import type { Review } from '../../../../src/desk.ts';
import { typist } from '../row-labels.ts';
import type { DraftVerdict } from '../verdict.ts';

export interface AcceptWords {
  readonly label: string;
  readonly isAble: boolean;
  /** Why it is disabled, or what to know first. */
  readonly note: string | null;
}

export function acceptWords(
  { enhancement: { state, commit, reasons, redo }, stale, files }: Review,
  { label, taken, parts }: DraftVerdict,
): AcceptWords {
  if (stale !== null && commit === null)
    return {
      label: 'Accept',
      isAble: false,
      note: `It has no place in the present text.${redo === 'ask' ? ' Ask again for a new one.' : ''}`,
    };
  if (taken === 0 && files.length > 0 && parts !== null)
    return { label: 'Accept', isAble: false, note: 'Nothing of it is taken. Reject it instead.' };
  if (state === 'accepted' && parts === null)
    return { label: 'Accepted', isAble: false, note: 'It lands as soon as nothing stands in the way.' };
  const who = typist(reasons);
  return { label: who === null ? label : `${label} – lands when ${who} stops`, isAble: true, note: null };
}
