// Finds the LFS pointers that refs reach, in all of their history. Stock Git walks it, outside this process.
import type { BlobId } from '../domain/ids.ts';
import { parsePointer } from '../domain/media/pointer.ts';
import type { Repo } from './repo.ts';
import { runGit } from './stock.ts';

/** One byte more than the longest pointer: three lines, with a size of up to sixteen digits. */
const LONGER_THAN_POINTER = 150;
const WALK = ['rev-list', '--objects', '--no-object-names'];

/** Hashes of the media that some commit of these refs points to. Rejects if any part of the history can't be read.
 *  `within`: only these refs, by a pattern; `without`: all but these. */
export async function mediaReached(
  { native, readBlob }: Pick<Repo, 'native' | 'readBlob'>,
  refs: { readonly within: string } | { readonly without: string },
): Promise<ReadonlySet<string>> {
  const chosen = 'within' in refs ? [`--glob=${refs.within}`] : [`--exclude=${refs.without}`, '--all'];
  const listed = async (filter: string) =>
    (await runGit(native, [...WALK, `--filter=blob:${filter}`, ...chosen])).split('\n');
  // Git before 2.32 can't list blobs alone. The last line is empty, and in both.
  const others = new Set(await listed('none'));
  const found = new Set<string>();
  for (const id of await listed(`limit=${LONGER_THAN_POINTER}`)) {
    if (others.has(id)) continue;
    const pointer = parsePointer(await readBlob(id as BlobId));
    if (pointer !== null) found.add(pointer.sha256);
  }
  return found;
}
