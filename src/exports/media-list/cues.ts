// Which cues of the items on air have media to play, and why some others have none to play. Chooses no file.
import { type Cue, cueValue } from '../../domain/cue.ts';
import { isInside } from '../../markdown/code.ts';
import type { Rundown, RundownEntry } from '../../markdown/rundown.ts';

export interface MediaCue {
  readonly item: RundownEntry;
  readonly cue: Cue;
  /** Null: it is played. Else why not, as the rest of a sentence. */
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

/** All cues with media, in the order of the show; of items that are left out, none. */
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

function hasMedia(cue: Cue): boolean {
  return (cue.type !== null && PLAYED.has(cue.type)) || cueValue(cue, 'mediaurl') !== null;
}

/** Where such a block ends nobody knows, so what follows may belong to it or not. */
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
