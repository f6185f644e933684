// Reads one entry of a pack: parses its header, inflates its bytes, and applies deltas.
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate, inflateSync } from 'node:zlib';
import type { ObjectKind } from './object.ts';

export type PackEntry =
  | { readonly kind: ObjectKind; readonly bytes: Buffer }
  | { readonly kind: 'delta'; readonly base: number | string; readonly bytes: Buffer };

const KINDS: ReadonlyMap<number, ObjectKind> = new Map([
  [1, 'commit'],
  [2, 'tree'],
  [3, 'blob'],
  [4, 'tag'],
]);
const OFFSET_DELTA = 6;
const NAME_DELTA = 7;
const ID_BYTES = 20;
const FIRST_READ = 4096;
// The longest header: ten bytes of size, then the base as an offset or an id.
const MAX_HEAD = 10 + ID_BYTES;
// Up to this size, the thread pool costs more than the decompression.
const INFLATE_HERE = 65_536;
/** The smallest chunk size that zlib accepts. */
const LEAST_CHUNK = 64;
const inflateApart = promisify(inflate);

/** Reads the entry at an offset. Throws a RangeError if the bytes are invalid. */
export async function readEntry(pack: FileHandle, offset: number): Promise<PackEntry> {
  const start = await readAt(pack, offset, FIRST_READ);
  const head = parseHead(start, offset);
  // Upper bound of the deflated size, including stored blocks.
  const packedMax = head.length + head.size + (head.size >> 3) + (head.size >> 6) + 64;
  const whole = packedMax <= start.length ? start : await readAt(pack, offset, packedMax);
  const packed = whole.subarray(head.length);
  // Inflates into a buffer of the exact size: a slice of zlib's default 16 kB chunk would keep all of it in memory.
  const room = { chunkSize: Math.max(LEAST_CHUNK, head.size) };
  const bytes = head.size <= INFLATE_HERE ? inflateSync(packed, room) : await inflateApart(packed);
  if (bytes.length !== head.size)
    throw new RangeError(`a pack entry holds ${bytes.length} bytes, not ${head.size}`);
  return head.base === null ? { kind: head.kind, bytes } : { kind: 'delta', base: head.base, bytes };
}

async function readAt(pack: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await pack.read(Buffer.allocUnsafe(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

type Head = { readonly length: number; readonly size: number } & (
  | { readonly kind: ObjectKind; readonly base: null }
  | { readonly kind: null; readonly base: number | string }
);

function parseHead(bytes: Buffer, offset: number): Head {
  if (bytes.length < 2) throw new RangeError('a pack entry lies past the end of its pack');
  const type = (byteAt(bytes, 0) >> 4) & 7;
  let at = 0;
  let size = byteAt(bytes, 0) & 15;
  for (let unit = 16; (byteAt(bytes, at) & 0x80) !== 0 && at < MAX_HEAD; unit *= 128) {
    at += 1;
    size += (byteAt(bytes, at) & 0x7f) * unit;
  }
  at += 1;
  const kind = KINDS.get(type);
  if (kind !== undefined) return { length: at, size, kind, base: null };
  if (type === NAME_DELTA) {
    return { length: at + ID_BYTES, size, kind: null, base: bytes.toString('hex', at, at + ID_BYTES) };
  }
  if (type !== OFFSET_DELTA) throw new RangeError(`a pack entry has the unknown type ${type}`);
  let distance = byteAt(bytes, at) & 0x7f;
  for (; (byteAt(bytes, at) & 0x80) !== 0 && at < MAX_HEAD; ) {
    at += 1;
    distance = (distance + 1) * 128 + (byteAt(bytes, at) & 0x7f);
  }
  return { length: at + 1, size, kind: null, base: offset - distance };
}

/** Rebuilds an object from its base and a delta: ranges copied from the base, and literal bytes. */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = byteAt(delta, at++);
      value += (byte & 0x7f) * unit;
      if ((byte & 0x80) === 0) return value;
    }
  };
  /** Reads a little-endian number in which only the bytes whose bits are set are present. */
  const sparse = (bits: number, count: number) => {
    let value = 0;
    for (let i = 0; i < count; i++) if ((bits & (1 << i)) !== 0) value += byteAt(delta, at++) * 256 ** i;
    return value;
  };
  if (number() !== base.length) throw new RangeError('a delta was made for another base');
  const size = number();
  const parts: Buffer[] = [];
  while (at < delta.length) {
    const op = byteAt(delta, at++);
    if ((op & 0x80) !== 0) {
      const from = sparse(op & 15, 4);
      parts.push(base.subarray(from, from + (sparse((op >> 4) & 7, 3) || 0x10000)));
    } else {
      parts.push(delta.subarray(at, at + op));
      at += op;
    }
  }
  const result = Buffer.concat(parts);
  if (result.length !== size) throw new RangeError(`a delta made ${result.length} bytes, not ${size}`);
  return result;
}

function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError('a pack entry is cut short');
  return byte;
}
