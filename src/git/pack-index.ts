// Finds objects in a pack through Git's index file (version 2). Searches the raw bytes, because a map of 160,000 ids
// would need twenty times the memory.
import { readFile } from 'node:fs/promises';
import { Fault } from '../errors.ts';

export interface PackIndex {
  readonly packPath: string;
  /** Offset into the pack; null if the pack does not hold the object. */
  find(id: string): number | null;
}

const MAGIC = 0xff744f63;
const FANOUT = 8;
const NAMES = FANOUT + 256 * 4;
const ID_BYTES = 20;
// Set if the rest of a 32-bit offset is an index into the table of 64-bit offsets.
const LARGE = 0x80000000;

/** Throws `ENOENT` if a repack has just removed the pack. */
export async function readPackIndex(indexPath: string): Promise<PackIndex> {
  const bytes = await readFile(indexPath);
  if (bytes.length < NAMES || bytes.readUInt32BE(0) !== MAGIC || bytes.readUInt32BE(4) !== 2) {
    throw new Fault(
      'configuration',
      'GIT_PACK_FORMAT',
      'A pack of the history has a format that is not known.',
      {
        tech: `not a version 2 pack index: ${indexPath}`,
      },
    );
  }
  const count = bytes.readUInt32BE(NAMES - 4);
  const offsets = NAMES + count * (ID_BYTES + 4);
  const largeOffsets = offsets + count * 4;

  const offsetAt = (at: number) => {
    const offset = bytes.readUInt32BE(offsets + at * 4);
    return offset < LARGE ? offset : Number(bytes.readBigUInt64BE(largeOffsets + (offset - LARGE) * 8));
  };
  const find = (id: string) => {
    const name = Buffer.from(id, 'hex');
    const first = name[0] ?? 0;
    let low = first === 0 ? 0 : bytes.readUInt32BE(FANOUT + (first - 1) * 4);
    let high = bytes.readUInt32BE(FANOUT + first * 4);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = NAMES + middle * ID_BYTES;
      const order = bytes.compare(name, 0, ID_BYTES, at, at + ID_BYTES);
      if (order === 0) return offsetAt(middle);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return null;
  };
  return { packPath: indexPath.replace(/idx$/, 'pack'), find };
}
