// Shelves of invented files, and what they answer, as short text that reads well in a test.
import {
  type MediaMatch,
  type MediaShelf,
  type MediaWanted,
  mediaShelf,
} from '../../../src/domain/media/shelf.ts';
import { filesOf } from '../../bench/media.mjs';

export const EPISODE = '0272';

export function shelfOf(...paths: readonly string[]): MediaShelf {
  return mediaShelf(filesOf(EPISODE, paths));
}

/** The path below the episode; null for no file. */
export function below(file: { readonly path: string } | null): string | null {
  return file === null ? null : file.path.slice(`episodes/${EPISODE}/`.length);
}

/** The path of what was found, a list of what is unclear, or null for none. */
export function said(match: MediaMatch): string | readonly (string | null)[] | null {
  if (match.kind === 'found') return below(match.file);
  return match.kind === 'unclear' ? match.candidates.map(below) : null;
}

export function matched(shelf: MediaShelf, name: string, wanted: Partial<MediaWanted> = {}) {
  return said(shelf.match({ name, kinds: [], sourcesOnly: false, ...wanted }));
}
