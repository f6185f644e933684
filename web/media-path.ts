// Decides which of the show's files the API serves: files in `episodes/` or `lib/`, links resolved, whose names say
// that they are media or text. Refuses all others without revealing whether they exist.
import { realpathSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { systemCode } from '../src/errors.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Extensions that a browser displays itself and that can't run anything. */
const SHOWN = words(
  'mp4 m4v mov webm mkv ogv mp3 wav m4a ogg oga opus flac aac png jpg jpeg gif webp avif pdf vtt srt txt md csv json',
);
/** Extensions served as downloads: they could run something, or browsers don't display them. */
const HANDED = words(
  'avi mpg mpeg mts m2ts mxf aif aiff tif tiff heic heif psd ai svg html xml m3u m3u8 yaml yml edl fcpxml zip',
);
const TOPS: ReadonlySet<string> = new Set(['episodes', 'lib']);

export type MediaServing = 'shown' | 'handed';

/** Judged by the name alone; null = not served at all. */
export function mediaKind(path: string): MediaServing | null {
  const extension = extname(path).slice(1).toLowerCase();
  if (SHOWN.has(extension)) return 'shown';
  return HANDED.has(extension) ? 'handed' : null;
}

/** `path`: decoded path from the address: `/episodes/0101/assets/film.mp4`. */
export function isGiven(root: string, path: string): boolean {
  const parts = path.replace(/^\//, '').split('/');
  if (!isPlain(parts) || mediaKind(path) === null) return false;
  try {
    const own = realpathSync(root);
    const real = relative(own, realpathSync(join(own, ...parts)));
    return isPlain(real.split(sep)) && mediaKind(real) !== null;
  } catch (error) {
    // A name that is unknown or invalid on this disk is simply absent.
    if (systemCode(error) !== null) return false;
    throw error;
  }
}

/** Below one of the two folders; no hidden names, no parent steps, no bytes that are invalid in names. */
function isPlain(parts: readonly string[]): boolean {
  return (
    parts.length >= 2 &&
    TOPS.has(parts[0] ?? '') &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !/[\0-\x1f\x7f\\]/.test(part))
  );
}
