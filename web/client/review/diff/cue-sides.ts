// Decides which media of a cue are shown beside its change: one side where both mean the same, and none that has nothing
// to say. Pure.
import type { PlayedMedia, ReviewCue, ReviewPart } from '../../../../src/desk.ts';

export interface CueSide {
  /** null where there is nothing to tell it from. */
  readonly label: 'Before' | 'After' | null;
  readonly media: PlayedMedia;
}

export function cueSides({ media }: Pick<ReviewCue, 'media'>): readonly CueSide[] {
  const before = spoken(media?.before ?? null);
  const after = spoken(media?.after ?? null);
  if (after === null) return before === null ? [] : [{ label: 'Before', media: before }];
  if (before === null || isSame(before, after)) return [{ label: null, media: after }];
  return [
    { label: 'Before', media: before },
    { label: 'After', media: after },
  ];
}

/** The cue of parts that belong to one, as it is on both sides if any of them lies in both. */
export function cueOf(parts: readonly Pick<ReviewPart, 'cue'>[]): ReviewCue | null {
  const cues = parts.flatMap(({ cue }) => cue ?? []);
  return (
    cues.find(({ media }) => media !== null && media.before !== null && media.after !== null) ??
    cues[0] ??
    null
  );
}

function spoken(media: PlayedMedia | null): PlayedMedia | null {
  return media === null || (media.files.length === 0 && media.missing === null) ? null : media;
}

function isSame(a: PlayedMedia, b: PlayedMedia): boolean {
  const paths = ({ files }: PlayedMedia) => files.map(({ path }) => path).join('\n');
  return a.missing === b.missing && paths(a) === paths(b);
}
