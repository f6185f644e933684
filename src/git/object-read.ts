// Reads objects: packed ones by offset, loose ones through isomorphic-git. Checks that the bytes hash to the requested
// id. Missing and damaged objects are faults, never an empty result.
import * as fs from 'node:fs/promises';
import { Errors, readObject } from 'isomorphic-git';
import { Fault } from '../errors.ts';
import { limiter } from './limiter.ts';
import { type ObjectKind, objectId } from './object.ts';
import type { Packs, StoredObject } from './packs.ts';

export type ReadObject = (kind: ObjectKind, id: string) => Promise<Buffer>;

const MAX_OPEN = 32;
const OBJECT_ID = /^[0-9a-f]{40}$/;

// Hides the packs from isomorphic-git, which would load them into memory if it found no loose file.
const looseOnly = { promises: { ...fs, readdir: async () => [] } };

export function objectReader(gitdir: string, packs: Packs): ReadObject {
  const limited = limiter(MAX_OPEN);
  return (kind, id) =>
    limited(async () => {
      if (!OBJECT_ID.test(id)) throw missing(id);
      const found =
        (await packed(packs, id, false)) ?? (await readLoose(gitdir, id)) ?? (await packed(packs, id, true));
      if (found === null) throw missing(id);
      if (found.kind !== kind) throw damaged(id, `it is a ${found.kind}, not a ${kind}`);
      return found.bytes;
    });
}

async function packed(packs: Packs, id: string, relist: boolean): Promise<StoredObject | null> {
  let found: StoredObject | null;
  try {
    found = await packs.read(id, { relist });
  } catch (error) {
    if (error instanceof RangeError || isInflateError(error)) throw damaged(id, 'its pack entry', error);
    throw error;
  }
  if (found !== null && objectId(found.kind, found.bytes) !== id)
    throw damaged(id, 'its pack holds other bytes');
  return found;
}

async function readLoose(gitdir: string, id: string): Promise<StoredObject | null> {
  try {
    const { type, object } = await readObject({
      fs: looseOnly,
      gitdir,
      oid: id,
      format: 'content',
      cache: {},
    });
    return { kind: type as ObjectKind, bytes: Buffer.from(object as Uint8Array) };
  } catch (error) {
    if (error instanceof Errors.NotFoundError) return null;
    if (error instanceof Error && 'syscall' in error) throw error;
    throw damaged(id, 'its file', error);
  }
}

function isInflateError(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && !('syscall' in error);
}

function missing(id: string): Fault {
  return new Fault(
    'configuration',
    'GIT_OBJECT_MISSING',
    'A part of the history is missing; run `show-build fsck`.',
    {
      tech: `no object ${id}`,
    },
  );
}

function damaged(id: string, what: string, cause?: unknown): Fault {
  return new Fault(
    'configuration',
    'GIT_OBJECT_DAMAGED',
    'A part of the history is damaged; run `show-build fsck`.',
    {
      tech: `object ${id}: ${what}`,
      cause,
    },
  );
}
