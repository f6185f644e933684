// One spelling of SHA-256 for all that is compared by content.
import { createHash } from 'node:crypto';
import type { Hash } from './domain/ids.ts';
import { canonical, type Json } from './domain/json.ts';

export function hashText(text: string): Hash {
  return createHash('sha256').update(text, 'utf8').digest('hex') as Hash;
}

export function hashValue(value: Json): Hash {
  return hashText(canonical(value));
}
