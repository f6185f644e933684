// Pieces of a merged text, and of the three texts that it is made from.

/** A stretch of the merged text, in order; `ours` is the text that it stands for on our side. */
export type Piece =
  | { readonly kind: 'ours'; readonly ours: string }
  | { readonly kind: 'theirs'; readonly ours: string; readonly base: string; readonly theirs: string }
  | { readonly kind: 'choice'; readonly ours: string; readonly base: string; readonly theirs: string };

/** Pieces of each text. */
export interface Sides {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

export function kept(ours: readonly string[]): readonly Piece[] {
  return ours.length === 0 ? [] : [{ kind: 'ours', ours: ours.join('') }];
}

/** All of the copy's. */
export function taken({ base, ours, theirs }: Sides): Piece {
  return { kind: 'theirs', ours: ours.join(''), base: base.join(''), theirs: theirs.join('') };
}
