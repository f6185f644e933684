// Writes objects as one pack and its index: two files to sync, however many objects. No deltas, so that each object is
// read in one go. Moves no ref; only complete files get their final names.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, crc32, deflate, deflateSync } from 'node:zlib';
import { syncFolder, writeNew } from './durable.ts';
import type { ObjectKind } from './object.ts';

export interface PackedObject {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly bytes: Uint8Array;
}

/** A pack that `git gc`, `git repack` and `git prune` leave alone. */
export interface KeptPack {
  /** Leaves the pack to stock Git. Call only if a ref leads to its objects, or they are not wanted any more. */
  release(): Promise<void>;
}

/** Folder for unfinished packs. Stock Git's pruning deletes unfinished files in its own folders, even new ones. */
export const INCOMING = 'incoming';
/** Content of this program's `.keep` files, by which those of a killed one are told from a person's. */
export const KEPT_BY_US = 'show-build\n';

/** Object type numbers, from gitformat-pack. */
const NUMBERS: Readonly<Record<ObjectKind, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 };
const PACK_VERSION = 2;
const INDEX_HEAD = Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]);
/** Larger offsets need a second table in the index, which this file does not write. */
const MOST_BYTES = 2 ** 31;
const FAST = { level: 1 };
// A large tree is mostly hashes: searching them for repetitions takes half the time and saves only a tenth of the size.
const FAST_TREE = { level: 1, strategy: constants.Z_RLE };
// Up to this size, the thread pool costs more than the compression.
const DEFLATE_HERE = 16_384;
const deflateApart = promisify(deflate);

interface Placed {
  readonly id: Buffer;
  readonly offset: number;
  readonly crc: number;
}

/** Resolves when contents and names are on disk. Each object may appear only once. */
export async function writePack(gitDir: string, objects: readonly PackedObject[]): Promise<KeptPack> {
  const { pack, placed } = packOf(objects, await Promise.all(objects.map(entryOf)));
  if (pack.length >= MOST_BYTES) throw new RangeError('a pack of more than 2 GB');
  // A name of its own, not the hash of its content: a repack that is under way may be about to delete a pack of the
  // same content, by its name.
  const name = `pack-${randomBytes(20).toString('hex')}`;
  const unfinished = join(gitDir, INCOMING, name);
  const place = join(gitDir, 'objects/pack', name);
  await mkdir(join(gitDir, INCOMING), { recursive: true });
  const release = () => rm(`${place}.keep`, { force: true });
  try {
    await Promise.all([
      writeNew(`${unfinished}.pack`, pack, 0o444),
      writeNew(`${unfinished}.idx`, indexOf(placed, pack.subarray(-20)), 0o444),
    ]);
    // The keep file first, so that nobody sees the pack without it. Then the pack, because Git ignores a pack without
    // an index, but an index without a pack is an error.
    await writeFile(`${place}.keep`, KEPT_BY_US);
    await rename(`${unfinished}.pack`, `${place}.pack`);
    await rename(`${unfinished}.idx`, `${place}.idx`);
  } catch (error) {
    await Promise.all(['pack', 'idx'].map((end) => rm(`${unfinished}.${end}`, { force: true })));
    await release();
    throw error;
  }
  await syncFolder(join(gitDir, 'objects/pack'));
  return { release };
}

function packOf(
  objects: readonly PackedObject[],
  entries: readonly Buffer[],
): { pack: Buffer; placed: readonly Placed[] } {
  const head = Buffer.alloc(12);
  head.write('PACK');
  head.writeUInt32BE(PACK_VERSION, 4);
  head.writeUInt32BE(objects.length, 8);
  const parts: Buffer[] = [head];
  const placed: Placed[] = [];
  let offset = head.length;
  for (const [i, object] of objects.entries()) {
    const entry = entries[i] ?? Buffer.alloc(0);
    placed.push({ id: Buffer.from(object.id, 'hex'), offset, crc: crc32(entry) });
    parts.push(entry);
    offset += entry.length;
  }
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return { pack: Buffer.concat([...parts, hash.digest()]), placed };
}

/** Type and size in groups of seven bits (the first byte has four bits of the size), then the deflated bytes. */
async function entryOf({ kind, bytes }: PackedObject): Promise<Buffer> {
  const head: number[] = [];
  let rest = Math.floor(bytes.length / 16);
  let byte = (NUMBERS[kind] << 4) | (bytes.length & 15);
  while (rest > 0) {
    head.push(byte | 128);
    byte = rest & 127;
    rest = Math.floor(rest / 128);
  }
  head.push(byte);
  return Buffer.concat([Buffer.from(head), await compressed(kind, bytes)]);
}

function compressed(kind: ObjectKind, bytes: Uint8Array): Buffer | Promise<Buffer> {
  if (bytes.length <= DEFLATE_HERE) return deflateSync(bytes, FAST);
  return deflateApart(bytes, kind === 'tree' ? FAST_TREE : FAST);
}

/** Version 2: cumulative counts by first id byte, then ids, CRCs, offsets, and the hashes of pack and index. */
function indexOf(placed: readonly Placed[], packHash: Buffer): Buffer {
  const sorted = [...placed].sort((a, b) => Buffer.compare(a.id, b.id));
  const fan = Buffer.alloc(256 * 4);
  for (let byte = 0, count = 0; byte < 256; byte++) {
    while ((sorted[count]?.id[0] ?? 256) <= byte) count += 1;
    fan.writeUInt32BE(count, byte * 4);
  }
  const numbers = (of: (one: Placed) => number) => {
    const table = Buffer.alloc(sorted.length * 4);
    for (const [i, one] of sorted.entries()) table.writeUInt32BE(of(one), i * 4);
    return table;
  };
  const body = Buffer.concat([
    INDEX_HEAD,
    fan,
    ...sorted.map(({ id }) => id),
    numbers(({ crc }) => crc),
    numbers(({ offset }) => offset),
    packHash,
  ]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}
