// The tree's `.git` file on other machines. Before its name stood in .stignore, Syncthing carried it to them, where it
// points to nothing. Takes it away everywhere, and never touches a repository of a person's own.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { type DeviceId, shortDeviceId, treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { Clock } from '../../src/queue/clock.ts';
import { awayDevices, devicesLacking, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { KnownFile, KnownSync, Sync } from '../../src/tools/syncthing/sync.ts';
import { GIT_ASIDE, gitHere, pointGit } from './state-folder.ts';
import { keepFromSyncing, letGitTravel } from './stignore.ts';

const GIT = treePath('.git');

/** Git makes the first of them at once, and each repository has all of them. */
const INSIDE = ['HEAD', 'config', 'objects', 'refs'].map((name) => treePath(`${GIT}/${name}`));

export type GitElsewhere =
  /** Nowhere, as far as is known. */
  | { readonly kind: 'none' }
  /** Of this machine's making, and on these connected machines too. */
  | { readonly kind: 'travelled'; readonly machines: readonly string[] }
  /** Not to be touched, for what the sentence says. */
  | { readonly kind: 'kept'; readonly why: string };

const NONE: GitElsewhere = { kind: 'none' };

/** Looks only. Rejects with a Fault if Syncthing can't be asked. */
export async function gitElsewhere(root: string, sync: Sync): Promise<GitElsewhere> {
  const view = viewHere(sync);
  if (view === null) return NONE;
  const inside = await sync.files(INSIDE);
  const isRepository = [...inside.values()].some((file) => file.kind === 'known' && !file.global.deleted);
  const file = await sync.file(GIT);
  const isThere = file.kind === 'known' && !file.global.deleted;
  if (isRepository || (isThere && file.global.isFolder)) {
    const why =
      "Syncthing carries a person's own Git repository (.git/) in the show's folder; it is left alone, and so is a .git file of Show-Build on another machine: delete that there by hand.";
    return { kind: 'kept', why };
  }
  if (!isThere || file.heldBy.length === 0) return NONE;
  const machines = namesOf(file, view);
  const isOurs = file.global.modifiedBy === shortDeviceId(view.self.id) && gitHere(root) !== 'theirs';
  if (isOurs) return { kind: 'travelled', machines };
  const why = `Syncthing has carried a .git file to ${machines.join(', ')} that Show-Build did not write on this machine; it is left alone: delete it there if nobody needs it.`;
  return { kind: 'kept', why };
}

function namesOf({ heldBy }: KnownFile, { devices }: KnownSync): readonly string[] {
  return heldBy.map((id) => devices.find((device) => device.id === id)?.name ?? shortDeviceId(id)).sort();
}

export interface GitRemoval {
  /** Connected machines that still have it, and those that are away and may have it. */
  readonly left: readonly string[];
  readonly away: readonly string[];
  /** Why there is no `.git` file now, if there is none. */
  readonly notice: string | null;
}

export interface RemovalWaits {
  readonly stepMs: number;
  readonly withinMs: number;
  readonly stop: AbortSignal;
}

interface Site {
  readonly root: string;
  readonly repo: { readonly dir: string };
  readonly clock: Clock;
}

/**
 * Removes a travelled `.git` file from all connected machines and writes it anew here. Syncthing sends a deletion only of
 * a file that it does not ignore and that is the newest version, so the file is carried once more before it is taken
 * away. Whatever happens, the lines and the file are back at the end; a killed program leaves that to the next start.
 */
export async function removeTravelled(site: Site, sync: Sync, waits: RemovalWaits): Promise<GitRemoval> {
  const { root, repo } = site;
  let notice: string | null = null;
  // Others may ignore its name, or be new: they are not waited for.
  const holders = new Set<DeviceId>();
  let left: readonly string[] = [];
  try {
    for (const id of await holdersOf(sync)) holders.add(id);
    pointGit(root, repo.dir);
    await letGitTravel(sync);
    await sync.scan([GIT]);
    const isCarried = await until(site, waits, async () => {
      const file = await sync.file(GIT);
      for (const id of await holdersOf(sync)) holders.add(id);
      return file.kind === 'known' && file.isNewest && file.local?.ignored === false && !file.global.deleted;
    });
    const now = await gitElsewhere(root, sync);
    if (now.kind === 'kept') throw new Fault('refused', 'SYNCTHING_IGNORES', now.why);
    if (!isCarried || gitHere(root) !== 'ours') throw stuck();
    renameSync(join(root, GIT), join(root, GIT_ASIDE));
    await sync.scan([GIT]);
    await until(site, waits, async () => {
      left = await stillOn(holders, sync);
      return left.length === 0;
    });
  } finally {
    notice = (await keepFromSyncing(root, sync)) ?? pointGit(root, repo.dir);
  }
  const view = viewHere(sync);
  const away = view === null ? [] : awayDevices(view).map(({ name }) => name);
  return { left, away, notice };
}

function stuck(): Fault {
  const sentence =
    "Syncthing does not carry the .git file of this machine (by a line of a person's in its ignore patterns, or because the folder only receives).";
  return new Fault('refused', 'SYNCTHING_IGNORES', sentence);
}

async function holdersOf(sync: Sync): Promise<readonly DeviceId[]> {
  const file = await sync.file(GIT);
  return file.kind === 'known' && !file.global.deleted ? file.heldBy : [];
}

/** Names of those of them that are connected and that the deletion has not reached. */
async function stillOn(holders: ReadonlySet<DeviceId>, sync: Sync): Promise<readonly string[]> {
  const view = viewHere(sync);
  const file = await sync.file(GIT);
  if (view === null || file.kind !== 'known') return [];
  return devicesLacking(file, view)
    .filter(({ id }) => holders.has(id))
    .map(({ name }) => name);
}

/** False if it did not become true in time. */
async function until(
  { clock }: Site,
  { stepMs, withinMs, stop }: RemovalWaits,
  isTrue: () => Promise<boolean>,
): Promise<boolean> {
  const endMs = clock.nowMs() + withinMs;
  for (;;) {
    if (await isTrue()) return true;
    if (stop.aborted || clock.nowMs() >= endMs) return false;
    await new Promise<void>((resolve) => {
      clock.at(clock.nowMs() + stepMs, resolve);
    });
  }
}
