// Decides whether a cue needs a file, and which one its slug means. Searches only for cues without usable media.
import { type Cue, cueType, cueValue } from '../../../domain/cue.ts';
import { placedName } from '../../../domain/media/place.ts';
import type { MediaKind, MediaMatch } from '../../../domain/media/shelf.ts';
import { cueMedia } from '../../cue-media.ts';
import type { SegmentDocument } from '../../document.ts';
import type { RepairContext } from '../offer.ts';
import { trimsOf } from './trims.ts';
import { isUnusable, mediaOf } from './urls.ts';

const KINDS: ReadonlyMap<string, readonly MediaKind[]> = new Map([
  ['SOT', ['video']],
  ['VO', ['video']],
  ['NAT', ['video']],
  ['PKG', ['video']],
  ['IMG', ['image']],
  ['GFX', ['image']],
  ['BUMP', ['video', 'audio']],
  ['STING', ['video', 'audio']],
  ['VOX', ['video', 'audio']],
  ['MUS', ['audio', 'video']],
]);

/** Null if no search is needed: the cue names its media or shows it, or a program draws it. */
export function mediaFor(
  doc: SegmentDocument,
  cue: Cue,
  type: string | null,
  { fps, media }: RepairContext,
): MediaMatch | null {
  const { used } = mediaOf(cue);
  const kinds = KINDS.get(type ?? '');
  const wanted = used === null ? lacksMedia(cue, type) : isUnusable(used.value) && !isDrawn(cue, type);
  if (!wanted || kinds === undefined || cue.slug === null) return null;
  const own = cueMedia(cue, doc.text, media, fps);
  if (own.by === 'named') return null;
  const { isCut } = trimsOf(cue, fps);
  if (own.file !== null && !isCut) return { kind: 'found', file: own.file };
  const bySlug = placedName(cue.slug, cueValue(cue, 'enumerator'), media.files)?.name ?? cue.slug;
  const name = (isCut ? filmTitle(cue) : null) ?? bySlug;
  const match = media.match({ name, kinds, sourcesOnly: isCut });
  return own.file !== null && match.kind !== 'found' ? null : match;
}

/** The title of the film that a converted clip is cut from, kept as its Description while the film was missing; null if
 *  there is none, or only notes in capitals. The slug of such a clip names no film. */
function filmTitle(cue: Cue): string | null {
  const [title = ''] = (cueValue(cue, 'description') ?? '').split('; ');
  return cueValue(cue, 'convertedfrom') !== null && /\p{Ll}/u.test(title) ? title : null;
}

export function lacksMedia(cue: Cue, type: string | null): boolean {
  // A clip cut from a film gets its own file when the film is cut.
  if (mediaOf(cue).used !== null || cueValue(cue, 'sourceurl') !== null) return false;
  if (type === 'GFX') return !isDrawn(cue, type) && cueValue(cue, 'asseturl') === null;
  return cueType(type)?.required.includes('mediaurl') === true;
}

/** True if a program draws its picture from the cue's own words. */
export function isDrawn(cue: Cue, type: string | null): boolean {
  return type === 'FSQ' || (type === 'GFX' && cueValue(cue, 'gfxtype') !== null);
}
