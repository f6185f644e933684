// Names a part of a change for the page, the same on every look.
import type { Part } from '../../../src/domain/part.ts';
import { hashText } from '../../../src/hash.ts';

const KEY_LENGTH = 20;

/** Identifies a part across renderings: the same words in the same field, wherever they are. */
export function partKey({ name }: Part): string {
  return hashText(name).slice(0, KEY_LENGTH);
}
