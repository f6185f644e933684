// Which files of the show may be looked at by the API: what lies in `episodes/` or `lib/`, is media or text by its name, and
// is really there, also behind links. Refuses everything else without saying whether it exists.
import { realpathSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { systemCode } from '../src/errors.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What a browser shows by itself and that can't do anything there. */
const SHOWN = words(
  'mp4 m4v mov webm mkv ogv mp3 wav m4a ogg oga opus flac aac png jpg jpeg gif webp avif pdf vtt srt txt md csv json',
);
/** What is handed over as a file: it could do something, or nothing shows it. */
const HANDED = words(
  'avi mpg mpeg mts m2ts mxf aif aiff tif tiff heic heif psd ai svg html xml m3u m3u8 yaml yml edl fcpxml zip',
);
const TOPS: ReadonlySet<string> = new Set(['episodes', 'lib']);

export type MediaServing = 'shown' | 'handed';

/** By its name alone; null = it is not given at all. */
export function mediaKind(path: string): MediaServing | null {
  const extension = extname(path).slice(1).toLowerCase();
  if (SHOWN.has(extension)) return 'shown';
  return HANDED.has(extension) ? 'handed' : null;
}

/** `path` as it stands in the address, decoded: `/episodes/0101/assets/film.mp4`. */
export function isGiven(root: string, path: string): boolean {
  const parts = path.replace(/^\//, '').split('/');
  if (!isPlain(parts) || mediaKind(path) === null) return false;
  try {
    const own = realpathSync(root);
    const real = relative(own, realpathSync(join(own, ...parts)));
    return isPlain(real.split(sep)) && mediaKind(real) !== null;
  } catch (error) {
    // A name that the disk does not know, or can not bear, is simply not there.
    if (systemCode(error) !== null) return false;
    throw error;
  }
}

/** Below one of the two folders, without hidden names, steps upwards and bytes that are no part of a name. */
function isPlain(parts: readonly string[]): boolean {
  return (
    parts.length >= 2 &&
    TOPS.has(parts[0] ?? '') &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !/[\0-\x1f\x7f\\]/.test(part))
  );
}
