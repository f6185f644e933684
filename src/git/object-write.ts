// Writes loose objects so that they survive a kill or a power cut: temporary file, fsync, rename, and the folders
// synced before a ref points there. An object is named only after all that it refers to.
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, deflate, deflateSync } from 'node:zlib';
import { isAbsent } from '../errors.ts';
import { syncFolder, writeNew } from './durable.ts';
import { gate } from './gate.ts';
import { framed, type ObjectKind, objectId } from './object.ts';
import type { Packs } from './packs.ts';

export interface NewObject {
  readonly kind: ObjectKind;
  readonly bytes: Uint8Array;
  /** Its name, where that has been computed already. */
  readonly id?: string;
}

export interface ObjectWriter {
  /** Writes those that are not there, in an order in which each refers only to earlier ones. Returns their ids. */
  write(objects: readonly NewObject[]): Promise<readonly string[]>;
  /** Returns when the names of all objects written so far are on disk. */
  settle(): Promise<void>;
}

/** `git gc` removes what bears this prefix in time, should nobody else. */
export const TEMPORARY = 'tmp_obj_';

const MAX_OPEN = 32;
const FAST = { level: 1 };
// A large tree is mostly hashes, in which a search for repetitions costs half the time and gains a tenth of the size.
const FAST_TREE = { level: 1, strategy: constants.Z_RLE };
// Below this the thread pool costs more than the work.
const DEFLATE_HERE = 16_384;
const deflateApart = promisify(deflate);

export function objectWriter(objectsDir: string, packs: Packs): ObjectWriter {
  const limited = gate(MAX_OPEN);
  const unsynced = new Set<string>();

  /** The temporary file; null where the object is there already. */
  const stage = async ({ kind, bytes }: NewObject, path: string, id: string) => {
    if (await freshen(path)) {
      // Whoever wrote it may have been killed before its name was safe.
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

/** As an object's bytes lie on disk; `kind` tells how they repeat themselves. */
export function compressed(kind: ObjectKind, whole: Uint8Array): Buffer | Promise<Buffer> {
  if (whole.length <= DEFLATE_HERE) return deflateSync(whole, FAST);
  return deflateApart(whole, kind === 'tree' ? FAST_TREE : FAST);
}

/** Marks a loose object as in use, so that `git gc` keeps it; false where there is none. */
async function freshen(path: string): Promise<boolean> {
  // Most objects are new, and asking here takes a tenth of the time that asking the thread pool takes.
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
