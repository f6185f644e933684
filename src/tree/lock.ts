// Allows one writer per state folder. The kernel holds the lock and releases it however the program ends; the file's
// text only tells others who holds it. Never waits; never deletes the file, because then two programs could hold locks.
import { closeSync, ftruncateSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, systemCode } from '../errors.ts';
import { makePrivateFolder, openPrivate } from '../private-file.ts';
import type { Native } from './calls.ts';
import { openNative } from './native.ts';

export interface StateLock {
  readonly path: string;
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly purpose: string;
  readonly started: string;
}

/** Throws STATE_HELD if another program, or another part of this one, holds the folder. */
export function lockState(
  dir: string,
  { purpose, native = openNative() }: { readonly purpose: string; readonly native?: Native },
): StateLock {
  makePrivateFolder(dir);
  const path = join(dir, 'lock');
  const file = openPrivate(path);
  const before = holderOf(path);
  const answer = native.lock(file);
  if (answer === 'taken' || (answer === 'unknown' && before !== null && lives(before.pid))) {
    closeSync(file);
    throw held(dir, holderOf(path));
  }
  ftruncateSync(file);
  const holder: Holder = { pid: process.pid, purpose, started: new Date().toISOString() };
  writeSync(file, `${JSON.stringify(holder)}\n`);
  return { path, release: () => release(file) };
}

function release(file: number): void {
  ftruncateSync(file);
  closeSync(file);
}

/** Null if the file is empty or not in this program's format. */
function holderOf(path: string): Holder | null {
  const [, pid, purpose, started] =
    /^\{"pid":(\d+),"purpose":("(?:[^"\\]|\\.)*"),"started":"([^"]*)"\}\n$/.exec(
      readFileSync(path, 'utf8'),
    ) ?? [];
  if (pid === undefined || purpose === undefined || started === undefined) return null;
  return { pid: Number(pid), purpose: String(JSON.parse(purpose)), started };
}

/** Whether the process exists. Only used without kernel locks. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

function held(dir: string, holder: Holder | null): Fault {
  const who =
    holder === null ? 'another program' : `${holder.purpose} (pid ${holder.pid}, since ${holder.started})`;
  return new Fault(
    'refused',
    'STATE_HELD',
    `${dir} is in use by ${who}. Stop that first, or ask it through its API.`,
  );
}
