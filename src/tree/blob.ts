// Computes Git blob ids, and decodes text. Guesses no encoding: bytes that are not UTF-8 are not text.
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { BlobId } from '../domain/ids.ts';

/** The same id as `git hash-object`. */
export function blobOf(bytes: Uint8Array): BlobId {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex') as BlobId;
}

/** The text, including a byte order mark; null if the bytes are not UTF-8. */
export function decodeText(bytes: Buffer): string | null {
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}

export function encodeText(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}
