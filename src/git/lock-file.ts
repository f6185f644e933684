// Git's lock protocol: whoever creates `<file>.lock` may replace `<file>`, by renaming the lock onto it.
import { randomInt } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault, isAbsent, systemCode } from '../errors.ts';
import { makeFolder } from './durable.ts';

export interface LockFile {
  /** The new content, on disk when it returns. */
  write(text: string): Promise<void>;
  /** Puts the content in place and gives the lock up. */
  commit(path: string): Promise<void>;
  /** Gives the lock up; after `commit` there is none to give. */
  release(): Promise<void>;
}

// A lock is held for milliseconds; one that outlasts this was left by a program that died.
const PATIENCE_MS = 2_000;

/** Waits for a lock that somebody else holds, up to a bound; then a transient fault. */
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
      // Once renamed, a lock of that name is somebody else's.
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
