// Files and folders of the state, which only this user may read: a show before its air, and hashes of secrets. Small files
// are written under another name and renamed, so that they always hold either the old text or the new.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { isAbsent } from './errors.ts';
import { syncFolder, writeNew } from './git/durable.ts';

/** Null if there is no such file. */
export function readPrivate(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Durable when it resolves. */
export async function writePrivate(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await writeNew(beside, Buffer.from(text), PRIVATE_FILE);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Null if the text is not JSON of this shape. A damaged file thus grants no access and sends nothing. */
export function readShaped<T>(text: string | null, shape: z.ZodType<T>): T | null {
  if (text === null) return null;
  const parsed = shape.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/** Makes the folder and its missing parents. A folder that exists keeps its mode: somebody chose it. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER });
}

/** Opens a file for appending, and makes it if there is none. One that others may read was made by an older version. */
export function openPrivate(path: string): number {
  const file = openSync(path, 'a+', PRIVATE_FILE);
  try {
    keepPrivate(file);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function keepPrivate(file: number): void {
  const { mode, uid } = fstatSync(file);
  // Only its owner may change the mode; another one has given this user access on purpose.
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) fchmodSync(file, PRIVATE_FILE);
}
