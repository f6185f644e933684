// A disk that never answers: a FUSE mount whose program reads no question. Needs Linux, root and /dev/fuse.
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';

type Call = (...args: readonly (string | number)[]) => number;

const MNT_DETACH = 2;

export interface StuckDisk {
  /** Whatever waits for it gets an error. */
  release(): void;
}

export function canStick(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/dev/fuse');
}

/** Covers this file or folder, which must exist. */
export function stickDisk(place: string): StuckDisk {
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi');
  const library = koffi.load(null);
  const mount = library.func(
    'int mount(const char *source, const char *target, const char *type, unsigned long flags, const char *data)',
  ) as Call;
  const umount = library.func('int umount2(const char *target, int flags)') as Call;
  const mode = statSync(place).isDirectory() ? '40000' : '100000';
  const program = openSync('/dev/fuse', 'r+');
  if (mount('stuck', place, 'fuse', 0, `fd=${program},rootmode=${mode},user_id=0,group_id=0`) !== 0) {
    closeSync(program);
    throw new Error(`no such mount can be made here: errno ${koffi.errno()}`);
  }
  let isReleased = false;
  return {
    release() {
      if (isReleased) return;
      isReleased = true;
      umount(place, MNT_DETACH);
      closeSync(program);
    },
  };
}
