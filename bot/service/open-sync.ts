// Finds the Syncthing that carries the tree and follows it. Without one, time alone decides when a landing is safe.
import type { TreePath } from '../../src/domain/ids.ts';
import { findSyncthing } from '../../src/tools/syncthing/find.ts';
import { inTime } from '../../src/tools/syncthing/in-time.ts';
import { firstView, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { Sync } from '../../src/tools/syncthing/sync.ts';
import { openSyncthing } from '../../src/tools/syncthing/syncthing.ts';
import { noteVersions } from '../publish/note-versions.ts';
import type { Show } from '../show/show.ts';

export function openSync({ root, settings, log, warnings }: Show): Sync | null {
  const { url, folder } = settings().syncthing;
  const place = { root, folder };
  const found = findSyncthing({ url, place, env: process.env });
  if (found.kind === 'found') return openSyncthing({ address: found.address, place, log });
  if (found.kind === 'unusable') warnings.add(found.fault.message);
  else if (url !== null || folder !== null) warnings.add(`The settings name Syncthing, but ${found.why}.`);
  return null;
}

/** Commands wait for the first view this long; it comes in milliseconds, if it comes. */
const FIRST_VIEW_MS = 3_000;
/** A command does not wait longer for a scan of what it landed; Syncthing's own watch finds it too. */
const SPREAD_MS = 5_000;

export interface Followed {
  readonly show: Show;
  /** Resolves when Syncthing has read what was landed, or is too slow. */
  readonly spread: () => Promise<void>;
}

/** For a single command; a service spreads its landings itself. */
export async function followed(alone: Show, sync: Sync): Promise<Followed> {
  await firstView(sync, FIRST_VIEW_MS);
  alone.claim.alsoCarriedIf(() => viewHere(sync) !== null);
  const show = { ...alone, sync, isAlone: true };
  let spreading: Promise<unknown> = Promise.resolve();
  alone.published.spread = (paths) => {
    const unread = (error: unknown) => show.log.error('Syncthing was not told of a landing', { error });
    spreading = spreading.then(() => inTime(spreadLanding(show, paths), SPREAD_MS)).catch(unread);
  };
  return { show, spread: async () => void (await spreading) };
}

/** Scans all paths of a landing in one request: they reach the others together, and at once. Call outside of
 *  `show.exclusively`. */
export async function spreadLanding(show: Show, paths: readonly TreePath[]): Promise<void> {
  if (show.sync === null || viewHere(show.sync) === null) return;
  await show.sync.scan(paths);
  await noteVersions(show, paths);
}
