// The address of the running service, in `service.json` of its state folder, for this machine's other programs. A copy
// of the folder brings the file along; it is told by the folder that the file names.
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { systemCode } from '../../src/errors.ts';
import { readPrivate, readShaped } from '../../src/private-file.ts';

export interface Announcement {
  readonly pid: number;
  readonly url: string;
  readonly startedMs: number;
  readonly token: string | null;
}

const shape = z.object({
  pid: z.number(),
  url: z.url(),
  startedMs: z.number(),
  token: z.string().min(1).nullable(),
  folder: z.string(),
});

const fileIn = (stateDir: string) => join(stateDir, 'service.json');

export function announce(stateDir: string, announcement: Announcement): void {
  const text = JSON.stringify({ ...announcement, folder: identityOf(stateDir) });
  writeFileSync(fileIn(stateDir), text, { mode: 0o600 });
}

/** Null if there is none, or only that of the folder that this one was copied from. Its service may have ended. */
export function announced(stateDir: string): Announcement | null {
  const found = readShaped(textIn(stateDir), shape);
  return found !== null && found.folder === identityOf(stateDir) ? found : null;
}

export function withdrawAnnouncement(stateDir: string): void {
  rmSync(fileIn(stateDir), { force: true });
}

function textIn(stateDir: string): string | null {
  try {
    return readPrivate(fileIn(stateDir));
  } catch (error) {
    // The folder is a file; whoever opens it will say so.
    if (systemCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/** Stays the same when the folder is renamed. */
function identityOf(folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  return `${dev}:${ino}`;
}
