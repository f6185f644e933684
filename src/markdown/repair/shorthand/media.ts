// Chooses the media file for a new cue. Takes only certain matches; reports if there are several or none.
import { nameOf, type TreePath } from '../../../domain/ids.ts';
import type { MediaFile, MediaMatch } from '../../../domain/media/shelf.ts';
import type { RepairContext } from '../offer.ts';
import type { ShorthandCode } from './shorthand-messages.ts';
import { mediaOf } from './types.ts';

export interface MediaChoice {
  readonly file: MediaFile | null;
  /** Null if there is nothing to report. */
  readonly code: Extract<ShorthandCode, 'CUE_MEDIA_MISSING' | 'CUE_MEDIA_UNCLEAR'> | null;
  /** Names of possible files, best first. */
  readonly candidates: readonly string[];
  /** Null if no file was searched for, or none is needed. */
  readonly confidence: number | null;
}

/** Confidence shown to the reviewer with a match. */
export const FOUND = 0.9;
/** Confidence in a cue whose media is left open. */
export const WITHOUT = 0.5;

/** `name`: a slug. */
export function chooseMedia(context: RepairContext, type: string, name: string): MediaChoice {
  const media = mediaOf(type);
  if (media === null) return { file: null, code: null, candidates: [], confidence: null };
  const match = context.media.match({ name, kinds: media.kinds, sourcesOnly: false });
  if (match.kind === 'found') return { file: match.file, code: null, candidates: [], confidence: FOUND };
  if (match.kind === 'none' && !media.expected)
    return { file: null, code: null, candidates: [], confidence: null };
  const code = match.kind === 'none' ? 'CUE_MEDIA_MISSING' : 'CUE_MEDIA_UNCLEAR';
  return { file: null, code, candidates: candidatesOf(match), confidence: WITHOUT };
}

/** The film a clip is cut from. `name`: a slug, or the title a person wrote. */
export function chooseSource(context: RepairContext, name: string): MediaMatch {
  return context.media.match({ name, kinds: ['video'], sourcesOnly: true });
}

export function candidatesOf(match: MediaMatch): readonly string[] {
  return match.kind === 'unclear' ? match.candidates.map(({ path }) => nameOf(path)) : [];
}

/** Path relative to the file's folder: `../preshow/x.mp4`. */
export function urlFrom(from: TreePath, to: TreePath): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let same = 0;
  while (same < here.length && here[same] === there[same]) same += 1;
  return [...here.slice(same).map(() => '..'), ...there.slice(same)].join('/');
}
