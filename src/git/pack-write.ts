// Writes many objects as one pack and its index: two files to sync instead of hundreds. No deltas, so that each object
// is read in one go. Moves no ref; only complete files get their final names.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { syncFolder, writeNew } from './durable.ts';
import type { ObjectKind } from './object.ts';
import { compressed } from './object-write.ts';

export interface PackedObject {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly bytes: Uint8Array;
}

/** Object type numbers, from gitformat-pack. */
const NUMBERS: Readonly<Record<ObjectKind, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 };
const PACK_VERSION = 2;
const INDEX_HEAD = Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]);
/** Larger offsets need a second table in the index, which this file does not write. */
const MOST_BYTES = 2 ** 31;

interface Placed {
  readonly id: Buffer;
  readonly offset: number;
  readonly crc: number;
}

/** Resolves when contents and names are on disk. Each object may appear only once. */
export async function writePack(objectsDir: string, objects: readonly PackedObject[]): Promise<void> {
  const { pack, placed } = packOf(objects, await Promise.all(objects.map(entryOf)));
  if (pack.length >= MOST_BYTES) throw new RangeError('a pack of more than 2 GB');
  const dir = join(objectsDir, 'pack');
  const name = join(dir, `pack-${pack.subarray(-20).toString('hex')}`);
  const temporary = join(dir, `tmp_pack_${randomBytes(12).toString('hex')}`);
  await mkdir(dir, { recursive: true });
  try {
    await writeNew(`${temporary}.pack`, pack, 0o444);
    await writeNew(`${temporary}.idx`, indexOf(placed, pack.subarray(-20)), 0o444);
    // Pack first: Git ignores a pack without an index, but an index without a pack is an error.
    await rename(`${temporary}.pack`, `${name}.pack`);
    await rename(`${temporary}.idx`, `${name}.idx`);
  } catch (error) {
    await Promise.all(['pack', 'idx'].map((end) => rm(`${temporary}.${end}`, { force: true })));
    throw error;
  }
  await syncFolder(dir);
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
