// Works on the raw bytes of a tree object: iterates over entries, compares them in Git's order, and splices in changes,
// so that changing one name in ten thousand takes one pass over the bytes. Does no I/O.
import type { BlobId, CommitId, TreeId } from '../domain/ids.ts';
import type { FileMode, TreeEntry } from './object.ts';

const ID_BYTES = 20;
const SPACE = 0x20;
const SLASH = 0x2f;
export const FOLDER_MODE = '40000';

export type Mode = TreeEntry['mode'];
export interface RawEntry {
  readonly mode: Mode;
  readonly id: string;
}

/** Iterates over the entries of one tree. The fields describe the current entry. */
export class TreeCursor {
  readonly bytes: Buffer;
  start = 0;
  nameStart = 0;
  nameEnd = 0;
  end = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Throws a RangeError if the bytes are not a tree. */
  next(): boolean {
    if (this.end >= this.bytes.length) return false;
    this.start = this.end;
    this.nameStart = this.spaceAfter(this.start + 5) + 1;
    this.nameEnd = this.bytes.indexOf(0, this.nameStart);
    this.end = this.nameEnd + 1 + ID_BYTES;
    if (this.nameStart === 0 || this.nameEnd < 0 || this.end > this.bytes.length) {
      throw new RangeError('a tree object is cut short');
    }
    return true;
  }

  /** Modes have five or six digits; checking two bytes is cheaper than a search. */
  private spaceAfter(at: number): number {
    if (this.bytes[at] === SPACE) return at;
    return this.bytes[at + 1] === SPACE ? at + 1 : this.bytes.indexOf(SPACE, this.start);
  }

  /** A number that is equal for equal names: tells most names apart without creating strings. */
  get trait(): number {
    return traitOf(this.nameEnd - this.nameStart, this.bytes[this.nameEnd - 1]);
  }

  get mode(): Mode {
    return modeOf(this.bytes.toString('latin1', this.start, this.nameStart - 1));
  }

  get isFolder(): boolean {
    return this.mode === FOLDER_MODE;
  }

  get id(): string {
    return this.bytes.toString('hex', this.nameEnd + 1, this.end);
  }

  get name(): string {
    return this.bytes.toString('utf8', this.nameStart, this.nameEnd);
  }

  /** The name's raw bytes as a latin1 string, which is lossless in any encoding. */
  get key(): string {
    return this.bytes.toString('latin1', this.nameStart, this.nameEnd);
  }

  /** Whether name, mode and id are equal. */
  equals(other: TreeCursor): boolean {
    return this.bytes.compare(other.bytes, other.start, other.end, this.start, this.end) === 0;
  }

  compare(other: TreeCursor): number {
    return compareNames(this, other);
  }
}

/** Normalizes unusual modes from old Git versions, as Git does. */
function modeOf(text: string): Mode {
  if (text === '100644' || text === '100755' || text === FOLDER_MODE) return text;
  const bits = Number.parseInt(text, 8);
  switch (bits & 0o170000) {
    case 0o040000:
      return FOLDER_MODE;
    case 0o120000:
      return '120000';
    case 0o160000:
      return '160000';
    default:
      return (bits & 0o100) === 0 ? '100644' : '100755';
  }
}

type Named = Pick<TreeCursor, 'bytes' | 'nameStart' | 'nameEnd' | 'isFolder'>;

/** Git's order: by bytes, with a slash appended to folder names. */
function compareNames(a: Named, b: Named): number {
  const lengthA = a.nameEnd - a.nameStart;
  const lengthB = b.nameEnd - b.nameStart;
  const shared = Math.min(lengthA, lengthB);
  const order = a.bytes.compare(
    b.bytes,
    b.nameStart,
    b.nameStart + shared,
    a.nameStart,
    a.nameStart + shared,
  );
  return order === 0 ? byteAfter(a, shared) - byteAfter(b, shared) : order;
}

function byteAfter(named: Named, offset: number): number {
  const at = named.nameStart + offset;
  if (at < named.nameEnd) return named.bytes[at] ?? 0;
  return named.isFolder ? SLASH : 0;
}

export function parseTree(raw: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  const cursor = new TreeCursor(raw);
  while (cursor.next()) entries.push(entryOf(cursor.name, cursor));
  return entries;
}

export function entryOf(name: string, { mode, id }: RawEntry): TreeEntry {
  if (mode === FOLDER_MODE) return { kind: 'folder', name, id: id as TreeId, mode };
  if (mode === '160000') return { kind: 'submodule', name, id: id as CommitId, mode };
  return { kind: 'file', name, id: id as BlobId, mode: mode satisfies FileMode };
}

/** Converts a name to the form of `TreeCursor.key`. */
export function nameKey(name: string): string {
  return Buffer.from(name).toString('latin1');
}

function traitOf(length: number, lastByte = 0): number {
  return length * 256 + lastByte;
}

/** The `trait` of each key. */
function traitsOf(keys: Keys): ReadonlySet<number> {
  return new Set([...keys.keys()].map((key) => traitOf(key.length, key.charCodeAt(key.length - 1))));
}

interface Keys {
  has(key: string): boolean;
  keys(): Iterable<string>;
}

/** The entries with these keys. */
export function findEntries(raw: Buffer, keys: Keys): ReadonlyMap<string, RawEntry> {
  const found = new Map<string, RawEntry>();
  const cursor = new TreeCursor(raw);
  const traits = traitsOf(keys);
  while (cursor.next()) {
    if (!traits.has(cursor.trait)) continue;
    const { key } = cursor;
    if (keys.has(key)) found.set(key, { mode: cursor.mode, id: cursor.id });
  }
  return found;
}

/** The tree with these keys set, or removed (null); all other bytes are copied unchanged. */
export function spliceTree(raw: Buffer, edits: ReadonlyMap<string, RawEntry | null>): Buffer {
  const added = [...edits]
    .flatMap(([key, entry]) => (entry === null ? [] : [encode(key, entry)]))
    .sort(compareNames);
  const parts: Buffer[] = [];
  const cursor = new TreeCursor(raw);
  const traits = traitsOf(edits);
  let copied = 0;
  let next = 0;
  const copyTo = (end: number, skipTo: number) => {
    if (end > copied) parts.push(raw.subarray(copied, end));
    copied = skipTo;
  };
  while (cursor.next()) {
    for (let entry = added[next]; entry && compareNames(cursor, entry) > 0; entry = added[next]) {
      copyTo(cursor.start, cursor.start);
      parts.push(entry.bytes);
      next += 1;
    }
    if (traits.has(cursor.trait) && edits.has(cursor.key)) copyTo(cursor.start, cursor.end);
  }
  copyTo(raw.length, raw.length);
  return Buffer.concat([...parts, ...added.slice(next).map((entry) => entry.bytes)]);
}

function encode(key: string, { mode, id }: RawEntry): Named {
  const name = Buffer.from(key, 'latin1');
  const bytes = Buffer.concat([Buffer.from(`${mode} `), name, Buffer.of(0), Buffer.from(id, 'hex')]);
  const nameStart = mode.length + 1;
  return { bytes, nameStart, nameEnd: nameStart + name.length, isFolder: mode === FOLDER_MODE };
}
