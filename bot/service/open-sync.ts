// Finds the Syncthing that carries the tree and follows it. Without one, time alone decides when a landing is safe.
import { findSyncthing } from '../../src/tools/syncthing/find.ts';
import { firstView, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { Sync } from '../../src/tools/syncthing/sync.ts';
import { openSyncthing } from '../../src/tools/syncthing/syncthing.ts';
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

export async function followed(show: Show, sync: Sync): Promise<Show> {
  await firstView(sync, FIRST_VIEW_MS);
  show.claim.alsoCarriedIf(() => viewHere(sync) !== null);
  return { ...show, sync };
}
