// Lets one service work on a show of which Syncthing keeps several copies: the one whose claim has the highest term. A
// claim never expires, since clocks may differ and machines sleep; another service takes over when its operator says so.
import { randomBytes } from 'node:crypto';
import { lstatSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { oneLine } from '../../src/domain/one-line.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import { hashText } from '../../src/hash.ts';
import { readPrivate, readShaped, writePrivate } from '../../src/private-file.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { type ClaimFile, dropClaim, readClaims, writeClaim } from './claim-files.ts';

export interface Claim {
  /** The service elsewhere that works on the show; null if this one may. Reads the tree; throws a Fault if it can't, and
   *  then this one may not either. */
  other(): OtherService | null;
  /** Claims the show for this state folder. With `isForced`, even if a service elsewhere works on it. Returns a notice
   *  if the claim can't be written. */
  take(options?: { readonly isForced?: boolean }): Promise<string | null>;
  /** A further sign that Syncthing carries the tree, besides its marker. */
  alsoCarriedIf(isCarried: () => boolean): void;
}

export interface OtherService {
  readonly machine: string;
  readonly sinceMs: number;
  /** Set if it works on this very copy of the tree: the path of its state folder. */
  readonly stateHere: string | null;
}

/** For a show in memory, where nothing is proposed for real. */
export const UNCLAIMED: Claim = { other: () => null, take: async () => null, alsoCarriedIf: () => {} };

const own = z.object({ id: z.string().regex(/^[0-9a-f]{16}$/) });

const idFile = (stateDir: string) => join(stateDir, 'claim.json');

export function openClaim({ root, stateDir }: { readonly root: string; readonly stateDir: string }): Claim {
  const place = placeOf(root);
  let alsoCarried = () => false;
  let hasTaken = false;
  const isCarried = () => isMarked(root) || alsoCarried();

  /** Without those of lost state folders of this copy of the tree. */
  const standing = (id: string | null) => {
    const all = readClaims(root);
    return { all, holders: all.filter((each) => each.id === id || !isLost(each, place)) };
  };
  // A copy of this state folder has the same id; the one that started last works on the show.
  const isOwn = (top: ClaimFile, id: string | null) => top.id === id && (!hasTaken || top.place === place);

  async function take(isForced: boolean): Promise<void> {
    const known = idIn(stateDir);
    const { all, holders } = standing(known);
    const [top] = holders;
    if (top !== undefined && !isForced && !isOwn(top, known)) return;
    const id = known ?? randomBytes(8).toString('hex');
    if (known === null) await writePrivate(idFile(stateDir), `${JSON.stringify({ id })}\n`);
    const isTop = top?.id === id && top.place === place;
    if (!isTop || top.state !== stateDir) {
      const term = isTop ? top.term : Math.max(0, ...all.map((each) => each.term)) + 1;
      const sinceMs = top?.id === id ? top.sinceMs : Date.now();
      writeClaim(root, { id, place, machine: hostname(), state: stateDir, term, sinceMs });
    }
    // Left behind by this state folder where it was before, or by lost ones.
    const isStale = (each: ClaimFile) => (each.id === id ? each.place !== place : isLost(each, place));
    for (const each of all.filter(isStale)) dropClaim(root, each);
    hasTaken = true;
  }

  return {
    other() {
      try {
        if (!isCarried()) return null;
        const id = idIn(stateDir);
        const [top] = standing(id).holders;
        return top === undefined || isOwn(top, id) ? null : describe(top, place);
      } catch (error) {
        throw diskFault(error, root);
      }
    },
    async take({ isForced = false } = {}) {
      try {
        if (isCarried()) await take(isForced);
        return null;
      } catch (error) {
        const code = systemCode(error) ?? (error instanceof Fault ? error.code : null);
        if (code === null) throw error;
        return `the claim on the show can't be written (${code}); a second service on another machine would not know of this one`;
      }
    },
    alsoCarriedIf(next) {
      alsoCarried = next;
    },
  };
}

/** Why nothing lands here, as the rest of "waits: …". */
export function otherReason(other: OtherService): Reason {
  return reason('OTHER_SERVICE', `${works(other)}, so this one stands back`);
}

/** For operators: why this service stands back, or why it is unknown whether it may work; null if it works. */
export function claimNotice(claim: Claim): string | null {
  try {
    const other = claim.other();
    return other === null ? null : standsBack(other);
  } catch (error) {
    if (error instanceof Fault && error.kind !== 'bug') return error.message;
    throw error;
  }
}

export function standsBack(other: OtherService): string {
  return `${works(other)}, so this one proposes and lands nothing. To work from here, stop that one, then run show-build start --take-over here.`;
}

function works({ machine, sinceMs, stateHere }: OtherService): string {
  const where = stateHere === null ? `on ${machine}` : `with the state folder ${stateHere}`;
  const day = new Date(sinceMs);
  const since = Number.isNaN(day.getTime()) ? '' : ` since ${day.toISOString().slice(0, 10)}`;
  return `Another Show-Build works on this show, ${where}${since}`;
}

function describe({ machine, sinceMs, place, state }: ClaimFile, here: string): OtherService {
  const stateHere = place === here ? oneLine(state, 200) : null;
  return { machine: oneLine(machine, 60) || 'another machine', sinceMs, stateHere };
}

/** True if Syncthing has marked the tree as its folder. */
function isMarked(root: string): boolean {
  return lstatSync(join(root, '.stfolder'), { throwIfNoEntry: false }) !== undefined;
}

function placeOf(root: string): string {
  return hashText(`${root}\0${statSync(root, { bigint: true }).ino}`).slice(0, 8);
}

/** True if it was made on this copy of the tree, by a state folder that is gone or was begun anew. */
function isLost({ id, place, state }: ClaimFile, here: string): boolean {
  if (place !== here) return false;
  try {
    return idIn(state) !== id;
  } catch (error) {
    // Not readable for this user: it may be there.
    if (systemCode(error) !== null) return systemCode(error) === 'ENOTDIR';
    throw error;
  }
}

function idIn(stateDir: string): string | null {
  return readShaped(readPrivate(idFile(stateDir)), own)?.id ?? null;
}
