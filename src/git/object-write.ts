// Writes loose objects so that they survive a kill or a power cut: temporary file, fsync, rename, and folder syncs
// before a ref points there. An object gets its final name only after everything it refers to.
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, deflate, deflateSync } from 'node:zlib';
import { isAbsent } from '../errors.ts';
import { syncFolder, writeNew } from './durable.ts';
import { limiter } from './limiter.ts';
import { framed, type ObjectKind, objectId } from './object.ts';
import type { Packs } from './packs.ts';

export interface NewObject {
  readonly kind: ObjectKind;
  readonly bytes: Uint8Array;
  /** Its id, if already computed. */
  readonly id?: string;
}

export interface ObjectWriter {
  /** Writes missing objects; each may refer only to earlier ones. Returns the ids of all. */
  write(objects: readonly NewObject[]): Promise<readonly string[]>;
  /** Resolves when the names of all objects written so far are on disk. */
  settle(): Promise<void>;
}

/** `git gc` eventually removes leftover files with this prefix. */
export const TEMPORARY = 'tmp_obj_';

const MAX_OPEN = 32;
const FAST = { level: 1 };
// A large tree is mostly hashes: searching them for repetitions takes half the time and saves only a tenth of the size.
const FAST_TREE = { level: 1, strategy: constants.Z_RLE };
// Up to this size, the thread pool costs more than the compression.
const DEFLATE_HERE = 16_384;
const deflateApart = promisify(deflate);

export function objectWriter(objectsDir: string, packs: Packs): ObjectWriter {
  const limited = limiter(MAX_OPEN);
  const unsynced = new Set<string>();

  /** Writes the temporary file and returns its path; null if the object already exists. */
  const stage = async ({ kind, bytes }: NewObject, path: string, id: string) => {
    if (await freshen(path)) {
      // The process that wrote it may have been killed before it synced the folder.
      unsynced.add(dirname(path));
      return null;
    }
    if (await packs.freshen(id)) return null;
    const temporary = join(objectsDir, TEMPORARY + randomBytes(12).toString('hex'));
    const whole = framed(kind, bytes);
    const packed = await compressed(kind, whole);
    await writeNew(temporary, packed, 0o444);
    return temporary;
  };

  const publish = async (temporary: string, path: string) => {
    const folder = dirname(path);
    try {
      await rename(temporary, path);
    } catch (error) {
      if (!isAbsent(error)) throw error;
      await mkdir(folder, { recursive: true });
      unsynced.add(objectsDir);
      await rename(temporary, path);
    }
    unsynced.add(folder);
  };

  return {
    async write(objects) {
      const places = objects.map((object) => {
        const id = object.id ?? objectId(object.kind, object.bytes);
        return { object, id, path: join(objectsDir, id.slice(0, 2), id.slice(2)) };
      });
      const staged = await Promise.allSettled(
        places.map(({ object, id, path }) => limited(() => stage(object, path, id))),
      );
      const temporaries = staged.map((result) => (result.status === 'fulfilled' ? result.value : null));
      try {
        for (const result of staged) if (result.status === 'rejected') throw result.reason;
        for (const [i, { path }] of places.entries()) {
          const temporary = temporaries[i];
          if (typeof temporary === 'string') await publish(temporary, path);
        }
      } catch (error) {
        await Promise.all(temporaries.map((path) => path && rm(path, { force: true })));
        throw error;
      }
      return places.map(({ id }) => id);
    },

    async settle() {
      const folders = [...unsynced];
      unsynced.clear();
      try {
        await Promise.all(folders.map((folder) => limited(() => syncFolder(folder))));
      } catch (error) {
        for (const folder of folders) unsynced.add(folder);
        throw error;
      }
    },
  };
}

/** Deflates an object for storage. `kind` selects the strategy, because trees compress differently. */
export function compressed(kind: ObjectKind, whole: Uint8Array): Buffer | Promise<Buffer> {
  if (whole.length <= DEFLATE_HERE) return deflateSync(whole, FAST);
  return deflateApart(whole, kind === 'tree' ? FAST_TREE : FAST);
}

/** Marks a loose object as in use, so that `git gc` keeps it; false if there is none. */
async function freshen(path: string): Promise<boolean> {
  // Most objects are new, and a synchronous stat takes a tenth of the time of one through the thread pool.
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return false;
  const now = new Date();
  try {
    await utimes(path, now, now);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
