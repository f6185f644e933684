// Lists the media cues of the items on air, and why some of them are not played. Chooses no files.
import { type Cue, cueValue } from '../../domain/cue.ts';
import { isInside } from '../../markdown/code.ts';
import type { Rundown, RundownEntry } from '../../markdown/rundown.ts';

export interface MediaCue {
  readonly item: RundownEntry;
  readonly cue: Cue;
  /** Why it is not played, as the rest of a sentence (`has no End Cue`); null if it is played. */
  readonly whyNot: string | null;
}

const PLAYED: ReadonlySet<string> = new Set([
  'IMG',
  'GFX',
  'SOT',
  'FSQ',
  'VO',
  'NAT',
  'PKG',
  'BUMP',
  'STING',
  'VOX',
  'MUS',
  'LIVE',
]);

/** All media cues of the items on air, in show order. */
export function mediaCues(rundown: Rundown): readonly MediaCue[] {
  const seen = new Set<string>();
  return rundown.entries
    .filter(({ onAir }) => onAir)
    .flatMap((item) =>
      item.document.cues.filter(hasMedia).map((cue): MediaCue => {
        const whyNot = notWhole(cue) ?? notPlayed(cue) ?? notRead(item, cue) ?? repeated(cue, seen);
        return { item, cue, whyNot };
      }),
    );
}

export function hasMedia(cue: Cue): boolean {
  return (cue.type !== null && PLAYED.has(cue.type)) || cueValue(cue, 'mediaurl') !== null;
}

/** The end of such a block is unknown: the text after it may or may not belong to it. */
function notWhole(cue: Cue): string | null {
  return cue.end === null && !cue.closable ? 'has no End Cue' : null;
}

function notPlayed(cue: Cue): string | null {
  if (cue.type === null) return 'has no Type';
  return PLAYED.has(cue.type) ? null : 'is of a type that is not played from the list';
}

function notRead({ document: { script } }: RundownEntry, cue: Cue): string | null {
  return isInside(script, cue.begin.start) ? null : 'stands outside the script';
}

function repeated(cue: Cue, seen: Set<string>): string | null {
  if (cue.assetId === null || cue.slug === null) return null;
  const key = JSON.stringify([cue.assetId, cue.slug]);
  if (seen.has(key)) return 'is the same cue as one before it';
  seen.add(key);
  return null;
}
