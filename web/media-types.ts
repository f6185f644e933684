// Media types of the files that the API serves, by name, and whether a browser shows or stores them. Reads no disk: the
// page loads it too, so that it asks for no file that it can't show.

export const MEDIA = '/api/v1/media/';

export function mediaAddress(path: string): string {
  return `${MEDIA}${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** Files that the show keeps under their hash: `…/<sha-256>/film.mp4`. */
export const KEPT = '/api/v1/kept-media/';

/** `name`: any that tells what kind of file it is. */
export function keptAddress(sha256: string, name: string): string {
  return `${KEPT}${sha256}/${encodeURIComponent(name.slice(name.lastIndexOf('/') + 1))}`;
}

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

export type MediaServing = 'shown' | 'handed';

/** Judged by the name alone; null = not served at all. */
export function mediaServing(path: string): MediaServing | null {
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
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}
