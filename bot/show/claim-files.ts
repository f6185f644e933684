// Files in the tree by which services on its synced copies know of each other. Each service writes only its own, so that
// no two machines write the same file and none gets a conflict copy. They are no content of the show.
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAbsent } from '../../src/errors.ts';
import { readShaped } from '../../src/private-file.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { notPlain, readPlainText } from '../../src/tree/plain.ts';

/** Not `.show-build-…`: those names stand in .stignore. */
export const CLAIMS = '.show-build';

export interface ClaimFile {
  /** Random, kept in the state folder. */
  readonly id: string;
  /** Hash of the tree's path and inode on the machine of the service: differs between copies of a tree. */
  readonly place: string;
  /** For people. */
  readonly machine: string;
  /** Path of the state folder on that machine. */
  readonly state: string;
  /** The highest one works on the show; each take-over adds one, so that no clock matters. */
  readonly term: number;
  readonly sinceMs: number;
}

const shape: z.ZodType<ClaimFile> = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  place: z.string().regex(/^[0-9a-f]{8}$/),
  machine: z.string().max(1000),
  state: z.string().startsWith('/').max(10_000),
  term: z.number().int().min(1).max(1e12),
  sinceMs: z.number(),
});

const NAME = /^[0-9a-f]{16}-[0-9a-f]{8}\.json$/;
const MOST_BYTES = 20_000;

const nameOf = ({ id, place }: ClaimFile) => `${id}-${place}.json`;

/** The one that works on the show first. Two services that began without knowing of each other have the same term. */
export function readClaims(root: string): readonly ClaimFile[] {
  const folder = join(root, CLAIMS);
  try {
    if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
    const names = readdirSync(folder).filter((name) => NAME.test(name));
    return names.flatMap((name) => readClaim(join(folder, name), name) ?? []).sort(byRank);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw diskFault(error, folder);
  }
}

/** Null if it is gone, or no such file. */
function readClaim(place: string, name: string): ClaimFile | null {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > MOST_BYTES) return null;
  const claim = readShaped(readPlainText(place), shape);
  return claim !== null && nameOf(claim) === name ? claim : null;
}

function byRank(a: ClaimFile, b: ClaimFile): number {
  return b.term - a.term || a.sinceMs - b.sinceMs || (a.id < b.id ? -1 : 1);
}

/** Throws a Fault if the tree can't be written. */
export function writeClaim(root: string, claim: ClaimFile): void {
  const folder = join(root, CLAIMS);
  // Ignored by Syncthing under this name.
  const fresh = join(folder, `.show-build-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    if (!lstatSync(folder).isDirectory()) throw notPlain(folder);
    writeFileSync(fresh, `${JSON.stringify(claim, null, 2)}\n`);
    renameSync(fresh, join(folder, nameOf(claim)));
  } catch (error) {
    throw diskFault(error, folder);
  }
}

export function dropClaim(root: string, claim: ClaimFile): void {
  rmSync(join(root, CLAIMS, nameOf(claim)), { force: true });
}
