// Git's lock protocol: the process that creates `<file>.lock` may replace `<file>` by renaming the lock onto it.
import { randomInt } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault, isAbsent, systemCode } from '../errors.ts';
import { makeFolder } from './durable.ts';

export interface LockFile {
  /** Writes the new content; it is on disk when this resolves. */
  write(text: string): Promise<void>;
  /** Renames the lock onto the target, which also releases it. */
  commit(path: string): Promise<void>;
  /** Closes the lock file, and removes it unless it was committed. */
  release(): Promise<void>;
}

// A lock is held for milliseconds; an older one was left by a program that died.
const PATIENCE_MS = 2_000;

/** Takes the lock, waiting up to `PATIENCE_MS` for another holder; then throws a transient fault. */
export async function takeLock(path: string): Promise<LockFile> {
  const file = await create(path, Date.now() + PATIENCE_MS);
  let held = true;
  return {
    async write(text) {
      await file.writeFile(text);
      await file.sync();
    },
    async commit(target) {
      await rename(path, target);
      held = false;
    },
    async release() {
      await file.close();
      // After the rename, a lock with that name belongs to another process.
      if (held) await rm(path, { force: true });
    },
  };
}

async function create(path: string, deadlineMs: number): Promise<FileHandle> {
  for (;;) {
    try {
      return await open(path, 'wx', 0o666);
    } catch (error) {
      if (isAbsent(error)) await makeFolder(dirname(path));
      else if (systemCode(error) !== 'EEXIST') throw error;
      else if (Date.now() > deadlineMs) throw locked(path, error);
      else await wait(randomInt(2, 12));
    }
  }
}

function locked(path: string, cause: unknown): Fault {
  return new Fault('transient', 'GIT_REF_LOCKED', 'Another program is writing the history just now.', {
    tech: `${path} stays; if no Git is running, restart the service to clear it`,
    cause,
  });
}
