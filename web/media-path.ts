// Decides which of the show's files the API serves: files in `episodes/` or `lib/`, links resolved, whose names say
// that they are media or text. Refuses all others without revealing whether they exist.
import { extname, join, relative, sep } from 'node:path';

const types = (list: string): ReadonlyMap<string, string> =>
  new Map(
    list.split(', ').flatMap((one) => {
      const [type = '', ...extensions] = one.split(' ');
      return extensions.map((extension) => [extension, type] as const);
    }),
  );

/** Media types by extension, of files that a browser displays itself and that can't run anything. */
const SHOWN = types(
  'video/mp4 mp4, video/x-m4v m4v, video/quicktime mov, video/webm webm, video/x-matroska mkv, video/ogg ogv, ' +
    'audio/mpeg mp3, audio/wav wav, audio/mp4 m4a, audio/ogg ogg oga opus, audio/x-flac flac, audio/x-aac aac, ' +
    'image/png png, image/jpeg jpg jpeg, image/gif gif, image/webp webp, image/avif avif, application/pdf pdf, ' +
    'text/vtt vtt, application/x-subrip srt, text/plain txt, text/markdown md, text/csv csv, application/json json',
);
/** Of files served as downloads: they could run something, or browsers don't display them. */
const HANDED = types(
  'video/x-msvideo avi, video/mpeg mpg mpeg, video/mp2t mts m2ts, application/mxf mxf, audio/x-aiff aif aiff, ' +
    'image/tiff tif tiff, image/heic heic, image/heif heif, image/vnd.adobe.photoshop psd, application/postscript ai, ' +
    'image/svg+xml svg, text/html html, application/xml xml, audio/x-mpegurl m3u, ' +
    'application/vnd.apple.mpegurl m3u8, text/yaml yaml yml, text/plain edl, application/xml fcpxml, ' +
    'application/zip zip',
);
const TOPS: ReadonlySet<string> = new Set(['episodes', 'lib']);

export type MediaServing = 'shown' | 'handed';

/** Judged by the name alone; null = not served at all. */
export function mediaKind(path: string): MediaServing | null {
  const extension = extensionOf(path);
  if (SHOWN.has(extension)) return 'shown';
  return HANDED.has(extension) ? 'handed' : null;
}

export function contentType(path: string): string {
  const extension = extensionOf(path);
  const type = SHOWN.get(extension) ?? HANDED.get(extension) ?? 'application/octet-stream';
  return /^text\/|\/json$/.test(type) ? `${type}; charset=utf-8` : type;
}

function extensionOf(path: string): string {
  return extname(path).slice(1).toLowerCase();
}

interface RealPaths {
  realPath(place: string): Promise<string>;
}

/** The file's real path; null if it is not served. Rejects with the disk's error. `path`: decoded path from the
 *  address, below the prefix: `episodes/0101/assets/film.mp4`. */
export async function mediaPlace(disk: RealPaths, root: string, path: string): Promise<string | null> {
  const parts = path.split('/');
  if (!isPlain(parts) || mediaKind(path) === null) return null;
  const own = await disk.realPath(root);
  const place = await disk.realPath(join(own, ...parts));
  const real = relative(own, place);
  return isPlain(real.split(sep)) && mediaKind(real) !== null ? place : null;
}

/** Below one of the two folders; no hidden names, no parent steps, no bytes that are invalid in names. */
function isPlain(parts: readonly string[]): boolean {
  return (
    parts.length >= 2 &&
    TOPS.has(parts[0] ?? '') &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !/[\0-\x1f\x7f\\]/.test(part))
  );
}
