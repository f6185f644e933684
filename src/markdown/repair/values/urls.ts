// Reads the MediaURL fields of a cue: which one counts and what kind of file it names. Also writes the URL of a file.
import type { Cue, CueField } from '../../../domain/cue.ts';
import type { MediaFile, MediaKind } from '../../../domain/media/shelf.ts';
import type { SegmentDocument } from '../../document.ts';

export interface CueMedia {
  /** The MediaURL that counts: of several different ones the last that can be played; null if all are empty. */
  readonly used: CueField | null;
  /** The others, if not all of them are the same. */
  readonly others: readonly CueField[];
}

export function mediaOf(cue: Pick<Cue, 'fields'>): CueMedia {
  const all = cue.fields.filter(({ name, value }) => name === 'mediaurl' && value !== '');
  const first = all[0] ?? null;
  if (all.every(({ value }) => value === first?.value)) return { used: first, others: [] };
  const used = all.findLast(({ value }) => !isUnusable(value)) ?? all.at(-1) ?? null;
  return { used, others: all.filter((field) => field !== used) };
}

/** A browser's blob URL, or a placeholder that a program left while it was busy. `processing-plant.mp4` is a film. */
export function isUnusable(url: string): boolean {
  return /^(?:blob:|processing(?!.*\.\w{3,4}$)|(?:.{0,200}\/)?undefined(?:\.\w{1,5})?$|null$)/i.test(url);
}

export function isOnline(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

const EXTENSIONS: readonly (readonly [MediaKind, RegExp])[] = [
  ['video', /\.(?:mp4|mov|avi|mkv|webm|m4v)$/i],
  ['image', /\.(?:png|jpe?g|webp|gif|avif)$/i],
  ['audio', /\.(?:mp3|wav|m4a|ogg|flac)$/i],
];

/** By extension; null if it is unknown or missing. */
export function kindOfUrl(url: string): MediaKind | null {
  const name = fileName(url);
  return EXTENSIONS.find(([, extension]) => extension.test(name))?.[0] ?? null;
}

/** `../assets/video/a.mp3.mp3?cache=1` → `a`; null if the URL names no media file. */
export function stemOfUrl(url: string): string | null {
  if (kindOfUrl(url) === null || isUnusable(url)) return null;
  let stem = fileName(url);
  while (kindOfUrl(stem) !== null) stem = stem.slice(0, stem.lastIndexOf('.'));
  return stem;
}

function fileName(url: string): string {
  const path = url.slice(0, 2000).replace(/[?#].*$/s, '');
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The folder of the segment's episode: `episodes/0101/`. */
export function episodeFolder({ path }: SegmentDocument): string {
  return path
    .split('/')
    .slice(0, -2)
    .map((part) => `${part}/`)
    .join('');
}

/** The file's path relative to the rundown folder; null if it is outside the episode. */
export function urlOf(doc: SegmentDocument, file: MediaFile): string | null {
  const folder = episodeFolder(doc);
  return file.path.startsWith(folder) ? `../${file.path.slice(folder.length)}` : null;
}
