// Token of people on other machines. Only its salted scrypt hash is kept, in `token.json` in the state folder, so later
// starts don't need the token again. Refuses tokens short enough to guess.
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Fault } from '../src/errors.ts';
import { readPrivate, readShaped, writePrivate } from '../src/private-file.ts';

export interface PeoplesToken {
  /** Whether it was found right earlier in this process; a cheap check. */
  isKnown(candidate: string): boolean;
  /** Checks against the hash, which is slow on purpose. */
  isRight(candidate: string): Promise<boolean>;
}

const SHORTEST_TOKEN = 16;
const FILE = 'token.json';
const KEY_BYTES = 32;

const keptShape = z.object({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
type Kept = z.output<typeof keptShape>;

const derive = promisify(scrypt) as (secret: string, salt: Buffer, bytes: number) => Promise<Buffer>;

/** The token that was set last; null if none ever was. */
export function keptToken(folder: string): PeoplesToken | null {
  const kept = readShaped(readPrivate(join(folder, FILE)), keptShape);
  return kept === null ? null : tokenOf(kept);
}

/** Sets the token. Rejects with TOKEN_SHORT (configuration). */
export async function keepToken(folder: string, token: string): Promise<PeoplesToken> {
  if (token.length < SHORTEST_TOKEN) {
    const sentence = `SHOW_BUILD_TOKEN needs at least ${SHORTEST_TOKEN} characters; "openssl rand -hex 16" makes a good one.`;
    throw new Fault('configuration', 'TOKEN_SHORT', sentence);
  }
  const salt = randomBytes(16);
  const hash = await derive(token, salt, KEY_BYTES);
  const kept = { salt: salt.toString('hex'), hash: hash.toString('hex') };
  await writePrivate(join(folder, FILE), JSON.stringify(kept));
  return tokenOf(kept);
}

function tokenOf({ salt, hash }: Kept): PeoplesToken {
  // Programs send it with every request, so it is derived once and then compared by a digest kept only in memory.
  let known: Buffer | null = null;
  const isKnown = (candidate: string) => known !== null && timingSafeEqual(sha256(candidate), known);
  return {
    isKnown,
    async isRight(candidate) {
      if (isKnown(candidate)) return true;
      const derived = await derive(candidate, Buffer.from(salt, 'hex'), KEY_BYTES);
      if (!timingSafeEqual(derived, Buffer.from(hash, 'hex'))) return false;
      known = sha256(candidate);
      return true;
    },
  };
}

export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
