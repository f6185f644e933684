// Decides which of the show's files the API serves: files in `episodes/` or `lib/`, links resolved, whose names say
// that they are media or text. Refuses all others without revealing whether they exist.
import { join, relative, sep } from 'node:path';
import { mediaServing } from './media-types.ts';

const TOPS: ReadonlySet<string> = new Set(['episodes', 'lib']);

interface RealPaths {
  realPath(place: string): Promise<string>;
}

/** The file's real path; null if it is not served. Rejects with the disk's error. `path`: decoded path from the
 *  address, below the prefix: `episodes/0101/assets/film.mp4`. */
export async function mediaPlace(disk: RealPaths, root: string, path: string): Promise<string | null> {
  const parts = path.split('/');
  if (!isPlain(parts) || mediaServing(path) === null) return null;
  const own = await disk.realPath(root);
  const place = await disk.realPath(join(own, ...parts));
  const real = relative(own, place);
  return isPlain(real.split(sep)) && mediaServing(real) !== null ? place : null;
}

/** Below one of the two folders; no hidden names, no parent steps, no bytes that are invalid in names. */
function isPlain(parts: readonly string[]): boolean {
  return (
    parts.length >= 2 &&
    TOPS.has(parts[0] ?? '') &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !/[\0-\x1f\x7f\\]/.test(part))
  );
}
