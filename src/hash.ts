// SHA-256 in lower-case hex, used for all comparisons by content.
import { createHash } from 'node:crypto';
import type { Hash } from './domain/ids.ts';
import { canonical, type Json } from './domain/json.ts';

export function hashText(text: string): Hash {
  return createHash('sha256').update(text, 'utf8').digest('hex') as Hash;
}

export function hashValue(value: Json): Hash {
  return hashText(canonical(value));
}
