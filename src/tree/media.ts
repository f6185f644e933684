// Decides whether a file is text or media: by name first, then by its first bytes. Text counts as text at any size.

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const TEXT = words(
  'md markdown txt text yaml yml json jsonl csv tsv html htm xml svg css js mjs srt vtt m3u m3u8 vmix edl fcpxml log ini toml sh py url tex rtf canvas',
);

const KINDS = {
  video: words('mp4 mov mkv avi webm m4v mpg mpeg mts m2ts mxf wmv flv ogv 3gp prores r3d braw'),
  audio: words('mp3 wav m4a ogg oga flac aac aif aiff opus wma caf'),
  image: words('png jpg jpeg gif webp tif tiff bmp heic heif avif ico raw cr2 cr3 nef arw dng exr'),
  project: words('psd psb ai indd aep aepx prproj drp mogrt ttf otf woff woff2'),
  document: words('pdf zip gz tgz 7z rar'),
} as const;

export type AssetKind = keyof typeof KINDS | 'other';

/** Decides by the file extension. */
export function mediaKind(name: string): AssetKind {
  const extension = extensionOf(name);
  const found = Object.entries(KINDS).find(([, extensions]) => extensions.has(extension));
  return (found?.[0] as AssetKind | undefined) ?? 'other';
}

const LARGE_BINARY_BYTES = 1024 * 1024;
/** How many bytes of a file `isText` needs. */
export const SNIFF_BYTES = 8 * 1024;

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** Video, audio, images, project files, archives and documents. */
export function isMediaName(name: string): boolean {
  return mediaKind(name) !== 'other';
}

/** `firstBytes`: the first SNIFF_BYTES, or the whole of a smaller file. */
export function isText(name: string, firstBytes: Uint8Array): boolean {
  if (TEXT.has(extensionOf(name))) return true;
  return !isMediaName(name) && !firstBytes.subarray(0, SNIFF_BYTES).includes(0);
}

/** Whether Git stores only a pointer, or nothing: media by name, and any large binary file. */
export function isMedia(name: string, firstBytes: Uint8Array, bytes: number): boolean {
  return isMediaName(name) || (bytes > LARGE_BINARY_BYTES && !isText(name, firstBytes));
}
