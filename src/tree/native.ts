// System calls that Node does not offer: swapping two names, moving without replacing, exact times, leases, and locks
// that the kernel releases. Falls back to `portable.ts` if the system, the disk or koffi lacks one.
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { getSystemErrorName } from 'node:util';
import { systemCode } from '../errors.ts';
import type { Native } from './calls.ts';
import { portableNative } from './portable.ts';

type Koffi = Pick<typeof import('koffi'), 'load' | 'errno'>;
type Call = (...args: readonly (string | number | Buffer)[]) => number;

export function openNative(): Native {
  const portable = portableNative();
  try {
    const koffi = createRequire(import.meta.url)('koffi') as Koffi;
    if (process.platform === 'linux') return linux(koffi, portable);
    if (process.platform === 'darwin') return mac(koffi, portable);
    return { ...portable, missing: `no bindings for ${process.platform}` };
  } catch (error) {
    // No prebuilt binding for this machine, or a C library without one of the calls.
    return { ...portable, missing: String(error) };
  }
}

const RENAME_NOREPLACE = 1;
const RENAME_EXCHANGE = 2;
const AT_FDCWD = -100;
const UTIME_OMIT_LINUX = 0x3ffffffen;
const F_SETSIG = 10;
const F_SETLEASE = 1024;
const F_GETLEASE = 1025;
const F_RDLCK = 0;

function linux(koffi: Koffi, portable: Native): Native {
  const library = koffi.load(null);
  const rename = library.func(
    'int renameat2(int from, const char *a, int to, const char *b, unsigned int flags)',
  ) as Call;
  const fcntl = library.func('int fcntl(int file, int command, ...)') as Call;
  const control = (file: number, command: number, value: number): number =>
    fcntl(file, command, 'int', value);
  return {
    ...shared(koffi, portable, UTIME_OMIT_LINUX, (a, b, how) =>
      rename(AT_FDCWD, a, AT_FDCWD, b, how === 'swap' ? RENAME_EXCHANGE : RENAME_NOREPLACE),
    ),
    lease: (file) => {
      // By default the kernel notifies the lease holder by SIGIO, which ends the process; SIGURG is ignored.
      if (control(file, F_SETSIG, constants.signals.SIGURG) !== 0) return 'unknown';
      if (control(file, F_SETLEASE, F_RDLCK) === 0) return 'held';
      return nameOfErrno(koffi.errno()) === 'EAGAIN' ? 'writers' : 'unknown';
    },
    leaseBroken: (file) => control(file, F_GETLEASE, 0) !== F_RDLCK,
  };
}

const RENAME_SWAP_MAC = 2;
const RENAME_EXCL_MAC = 4;
const UTIME_OMIT_MAC = -2n;

/** macOS has no leases, so `lease` returns `unknown`, and publishing checks the file again after a pause. */
function mac(koffi: Koffi, portable: Native): Native {
  const rename = koffi
    .load(null)
    .func('int renamex_np(const char *a, const char *b, unsigned int flags)') as Call;
  return shared(koffi, portable, UTIME_OMIT_MAC, (a, b, how) =>
    rename(a, b, how === 'swap' ? RENAME_SWAP_MAC : RENAME_EXCL_MAC),
  );
}

const LOCK_EXCLUSIVE_NOW = 2 | 4;
/** Errors of a disk or kernel that does not support these renames. */
const LACKING: readonly string[] = ['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

function shared(
  koffi: Koffi,
  portable: Native,
  omit: bigint,
  rename: (a: string, b: string, how: 'swap' | 'new') => number,
): Native {
  const library = koffi.load(null);
  const futimens = library.func('int futimens(int file, const void *times)') as Call;
  const flock = library.func('int flock(int file, int operation)') as Call;
  const exit = library.func('void _exit(int code)') as Call;
  const failure = (): Error => systemError(koffi.errno());
  return {
    ...portable,
    missing: null,
    exchange: (a, b) => {
      if (rename(a, b, 'swap') === 0) return;
      const error = failure();
      if (!LACKING.includes(systemCode(error) ?? '')) throw error;
      portable.exchange(a, b);
    },
    moveNew: (from, to) => {
      if (rename(from, to, 'new') === 0) return true;
      const error = failure();
      if (systemCode(error) === 'EEXIST') return false;
      if (!LACKING.includes(systemCode(error) ?? '')) throw error;
      return portable.moveNew(from, to);
    },
    setModified: (file, mtimeNs) => {
      if (futimens(file, timesOf(mtimeNs, omit)) !== 0) throw failure();
    },
    lock: (file) => {
      if (flock(file, LOCK_EXCLUSIVE_NOW) === 0) return 'locked';
      const code = systemCode(failure());
      return code === 'EAGAIN' || code === 'EWOULDBLOCK' ? 'taken' : 'unknown';
    },
    leave: (code) => void exit(code),
  };
}

const SECOND_NS = 1_000_000_000n;

/** Two `struct timespec`: access time (unchanged), modification time. */
function timesOf(mtimeNs: bigint, omit: bigint): Buffer {
  const nanoseconds = ((mtimeNs % SECOND_NS) + SECOND_NS) % SECOND_NS;
  const times = Buffer.alloc(32);
  times.writeBigInt64LE(omit, 8);
  times.writeBigInt64LE((mtimeNs - nanoseconds) / SECOND_NS, 16);
  times.writeBigInt64LE(nanoseconds, 24);
  return times;
}

function nameOfErrno(errno: number): string {
  return errno === 0 ? 'UNKNOWN' : getSystemErrorName(-errno);
}

function systemError(errno: number): Error {
  const code = nameOfErrno(errno);
  return Object.assign(new Error(`${code} (errno ${errno})`), { code, errno: -errno });
}
