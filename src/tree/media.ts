// Text or media? Decided by name first, by the first bytes where the name does not say. Text is text at any size.

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

export type MediaKind = keyof typeof KINDS | 'other';

/** By its name. */
export function mediaKind(name: string): MediaKind {
  const extension = extensionOf(name);
  const found = Object.entries(KINDS).find(([, extensions]) => extensions.has(extension));
  return (found?.[0] as MediaKind | undefined) ?? 'other';
}

const LARGE_BINARY_BYTES = 1024 * 1024;
/** How much of a file `isText` wants to see. */
export const SNIFF_BYTES = 8 * 1024;

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** Video, sound, images, projects, archives and print-outs. */
export function isMediaName(name: string): boolean {
  return mediaKind(name) !== 'other';
}

/** `firstBytes`: the first SNIFF_BYTES, or all of a smaller file. */
export function isText(name: string, firstBytes: Uint8Array): boolean {
  if (TEXT.has(extensionOf(name))) return true;
  return !isMediaName(name) && !firstBytes.subarray(0, SNIFF_BYTES).includes(0);
}

/** Does Git hold it as a pointer, or not at all? Media by kind, or anything binary that is large. */
export function isMedia(name: string, firstBytes: Uint8Array, bytes: number): boolean {
  return isMediaName(name) || (bytes > LARGE_BINARY_BYTES && !isText(name, firstBytes));
}
