// Decides which file a cue plays: the one it names, else the picture embedded in it, else the one that lies finished at
// the place kept for its slug. Guesses nothing: a named file that is missing stays missing.
import { type Cue, cueValue } from '../domain/cue.ts';
import type { MediaFile, MediaShelf } from '../domain/media/shelf.ts';
import { trimsOf } from './repair/values/trims.ts';
import { isOnline, isUnusable, mediaOf } from './repair/values/urls.ts';
import { attribute } from './script/tags.ts';

export interface PlayedFile {
  readonly file: MediaFile | null;
  /** named: in the cue, by a field or a picture · finished: by its place */
  readonly by: 'named' | 'finished' | null;
  /** Several finished files may be the cue's; empty otherwise. */
  readonly unclear: readonly MediaFile[];
}

const NONE: PlayedFile = { file: null, by: null, unclear: [] };

/** `text`: of the file that holds the cue. */
export function cueMedia(cue: Cue, text: string, media: MediaShelf, fps: number): PlayedFile {
  const url = cueUrl(cue);
  const isPlayable = url !== null && !isUnusable(url) && !isOnline(url);
  if (isPlayable) return named(media.resolve(url));
  const picture = embeddedPicture(cue, text, media);
  if (picture !== null) return named(picture);
  if (cue.type === null || cue.slug === null) return NONE;
  const match = media.finished({
    type: cue.type,
    slug: cue.slug,
    enumerator: cueValue(cue, 'enumerator'),
    part: cueValue(cue, 'part'),
    isCut: trimsOf(cue, fps).isCut,
  });
  if (match.kind === 'found') return { file: match.file, by: 'finished', unclear: [] };
  return match.kind === 'unclear' ? { ...NONE, unclear: match.candidates } : NONE;
}

/** The address in the field that counts; null if the cue names no media. */
export function cueUrl(cue: Cue): string | null {
  return mediaOf(cue).used?.value ?? (cue.type === 'GFX' ? cueValue(cue, 'asseturl') : null);
}

function named(file: MediaFile | null): PlayedFile {
  return { file, by: 'named', unclear: [] };
}

const SHOWS_PICTURE: ReadonlySet<string> = new Set(['IMG', 'GFX', 'FSQ']);
const PICTURES =
  /<img\b[^<>]{0,2000}>|!\[\[([^[\]|\n]{1,300})(?:\|[^[\]\n]*)?\]\]|!\[[^[\]]{0,300}\]\(<?([^()<>\n]{1,1000})>?\)/gi;

/** The last picture in the cue's block, outside its fields, that the episode has. In a clip it is a thumbnail. */
function embeddedPicture(cue: Cue, text: string, media: MediaShelf): MediaFile | null {
  if (cue.type === null || !SHOWS_PICTURE.has(cue.type)) return null;
  const outside = cue.fields.reduceRight(
    (block, { span }) => block.slice(0, span.start - cue.span.start) + block.slice(span.end - cue.span.start),
    text.slice(cue.span.start, cue.span.end),
  );
  const found = [...outside.matchAll(PICTURES)].flatMap(([tag, wiki, address]) => {
    const file = media.resolve((wiki ?? address ?? attribute(tag, 'src') ?? '').trim());
    return file?.kind === 'image' ? [file] : [];
  });
  return found.at(-1) ?? null;
}
