// Derives the verdict from a draft: the button's label and the parts to send. Pure.
import type { PartsVerdict, ReviewFile, ReviewPart } from '../../../src/desk.ts';
import type { Draft } from './draft.ts';

export interface DraftVerdict {
  /** null: accept everything as the bot made it. */
  readonly parts: PartsVerdict | null;
  readonly taken: number;
  readonly label: string;
  /** Words for parts that no longer exist: typed before the change was replaced. */
  readonly orphans: Readonly<Record<string, string>>;
}

export function partsOf(files: readonly Pick<ReviewFile, 'parts'>[]): readonly ReviewPart[] {
  return files.flatMap(({ parts }) => parts);
}

export function verdictOf(
  parts: readonly ReviewPart[],
  { left, edits }: Pick<Draft, 'left' | 'edits'>,
): DraftVerdict {
  const keys = new Set(parts.map(({ key }) => key));
  const reject = left.filter((key) => keys.has(key));
  const rejected = new Set(reject);
  const edit = Object.fromEntries(
    Object.entries(edits).filter(([key]) => keys.has(key) && !rejected.has(key)),
  );
  const orphans = Object.fromEntries(Object.entries(edits).filter(([key]) => !keys.has(key)));
  const isEdited = Object.keys(edit).length > 0;
  const taken = parts.length - reject.length;
  const some = reject.length > 0 ? ` ${taken} of ${parts.length}` : '';
  return {
    parts: reject.length > 0 || isEdited ? { reject, edit } : null,
    taken,
    label: `Accept${some}${isEdited ? ' with your words' : ''}`,
    orphans,
  };
}
