// Selects the files of an episode that a cue may be given, and parses their names. Leaves out conflict copies, hidden
// files, thumbnails and transcriber output.
import { episodeOf, nameOf } from '../ids.ts';
import type { MediaFile, MediaWanted } from './file.ts';
import { type NameRead, readName, splitName, stemOf } from './names.ts';

export interface Candidate {
  readonly file: MediaFile;
  /** Sources (`preshow`, `captures`) were dropped in or recorded; assets were made from them. */
  readonly from: 'preshow' | 'captures' | 'assets';
  readonly extension: string;
  readonly name: NameRead;
  /** Words of the folder names in between: `borderline`, `cutdown`. */
  readonly folders: readonly string[];
}

/** The path relative to the episode's folder; null outside any episode. */
export function pathInEpisode({ path }: Pick<MediaFile, 'path'>): string | null {
  const episode = episodeOf(path);
  return episode === null ? null : path.slice(`episodes/${episode}/`.length);
}

export function isHidden(path: string): boolean {
  return /(?:^|\/)(?:\.|~\$|~syncthing~)/.test(path) || path.includes('.sync-conflict-');
}

const PLACES = /^(?:(preshow|captures)|(assets)\/(?:video|images|audio))\/(?:(.*)\/)?[^/]+$/s;
/** Folders of files that programs made from a media file: they have its name, but are not it. */
const BY_PROGRAMS = { sources: /^whisper$/i, assets: /^(?:whisper|sources|vmix|thumbnails)$/i };
const THUMBNAIL = /-thumb(?:nail)?-\d+$/i;

export function candidateOf(file: MediaFile): Candidate | null {
  const path = pathInEpisode(file);
  const found = path === null || isHidden(path) ? null : PLACES.exec(path);
  if (!found) return null;
  const folders = (found[3] ?? '').split('/').filter((folder) => folder !== '');
  const stem = stemOf(nameOf(file.path));
  const byPrograms = found[1] ? BY_PROGRAMS.sources : BY_PROGRAMS.assets;
  if (folders.some((folder) => byPrograms.test(folder)) || THUMBNAIL.test(stem)) return null;
  return {
    file,
    from: (found[1] ?? found[2]) as Candidate['from'],
    extension: splitName(nameOf(file.path)).extension,
    name: readName(stem),
    folders: folders.flatMap((folder) => readName(folder).words.map(({ text }) => text)),
  };
}

export function fits({ file, from }: Candidate, { kinds, sourcesOnly }: MediaWanted): boolean {
  const inReach = sourcesOnly ? from !== 'assets' : from !== 'captures';
  return inReach && (kinds.length === 0 || kinds.includes(file.kind));
}
