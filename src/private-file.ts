// Reads and writes small state files that only this user may read, such as hashes of secrets. Writes to a temporary
// file and renames it, so that the file always holds either the old text or the new.
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync } from 'node:fs';
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
    await writeNew(beside, Buffer.from(text), 0o600);
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
