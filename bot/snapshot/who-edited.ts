// Tells whose edit a changed file is, and which version it is to Syncthing: that knows the device that made it, and the
// settings know whose device it is. The name of a conflict copy bears the winner's device and proves nothing.
import type { Settings } from '../../src/config.ts';
import { copyName } from '../../src/domain/conflict-copy.ts';
import type { Who } from '../../src/domain/decision.ts';
import { episodeOf, type ShortDeviceId, shortDeviceId, type TreePath } from '../../src/domain/ids.ts';
import type { VersionVector } from '../../src/domain/version-vector.ts';
import { deviceNamed, isAsOnDisk, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { IndexedFile, IndexedVersion, KnownSync } from '../../src/tools/syncthing/sync.ts';
import { authorOf, personOn, somebodyOn } from '../record/authors.ts';
import type { KnownVersion } from '../record/versions.ts';
import { indexedFiles } from '../show/indexed-files.ts';
import type { Show } from '../show/show.ts';
import type { ChangedFile } from './changed-file.ts';

export interface Origins {
  /** The person who made this version of the file, as far as it is known. */
  editorOf(path: TreePath): Who;
  /** Null if Syncthing's index does not have this very version. */
  versionOf(path: TreePath): VersionVector | null;
  /** Of all files with content. */
  readonly versions: ReadonlyMap<TreePath, KnownVersion>;
}

/** A copied library is one person's act, and asking for each of its files takes long. */
const MOST_ASKED = 200;

/** `all`: everything that changed, conflict copies among it. */
export async function originsOf(show: Show, all: readonly ChangedFile[]): Promise<Origins> {
  const settings = show.settings();
  const usual = authorOf(settings);
  const texts = all.filter(({ path }) => copyName(path) === null);
  const asked = texts.length > MOST_ASKED ? [] : texts;
  const view = show.sync === null || asked.length === 0 ? null : viewHere(show.sync);
  const paths = asked.map(({ path }) => path);
  const indexed = view && (await indexedFiles(show, paths));
  if (!view || !indexed) return { editorOf: () => usual, versionOf: () => null, versions: new Map() };
  const solved = await solvedHere(show, all);
  const found = new Map<TreePath, { readonly who: Who; readonly version: VersionVector | null }>();
  const versions = new Map<TreePath, KnownVersion>();
  for (const one of asked) {
    const { path, seen } = one;
    const made = versionHere(one, indexed.get(path));
    // Syncthing enters what it brings at once, so that what it does not know was written here.
    if (made === null && isSettledHere(one, show.nowMs()))
      found.set(path, { who: personOf(settings, view, shortDeviceId(view.self.id)), version: null });
    if (made === null) continue;
    if (!made.deleted) show.deviceClocks.saw(made.modifiedBy, made.mtimeMs, one.arrivedMs);
    const version = solved.has(path) ? null : made.version;
    found.set(path, { who: personOf(settings, view, made.modifiedBy), version });
    if (version !== null && seen.kind === 'content') versions.set(path, { blob: seen.blob, version });
  }
  return {
    editorOf: (path) => found.get(path)?.who ?? usual,
    versionOf: (path) => found.get(path)?.version ?? null,
    versions,
  };
}

/** If this machine has solved a conflict, the version counts as made from both sides, which nobody has seen. */
async function solvedHere(show: Show, all: readonly ChangedFile[]): Promise<ReadonlySet<string | undefined>> {
  const solved = new Set(all.map(({ path }) => copyName(path)?.original));
  for (const episode of new Set(all.map(({ path }) => episodeOf(path))))
    for (const { path, isSettled } of (await show.copies.read(episode)).values())
      if (!isSettled) solved.add(copyName(path)?.original);
  return solved;
}

/** It enters them in batches of two seconds. */
const ENTERS_MS = 4_000;

function isSettledHere({ seen }: ChangedFile, nowMs: number): boolean {
  return seen.kind !== 'absent' && nowMs - Number(seen.stat.ctimeNs / 1_000_000n) >= ENTERS_MS;
}

/** Null if the index does not have this very version. */
function versionHere({ seen }: ChangedFile, file: IndexedFile | undefined): IndexedVersion | null {
  const local = file?.kind === 'known' ? file.local : null;
  if (local === null) return null;
  if (seen.kind === 'absent') return local.deleted ? local : null;
  return isAsOnDisk(local, seen.stat) ? local : null;
}

/** On the machine of the service, which is nobody's own as a rule, the usual author. */
function personOf(settings: Settings, view: KnownSync, device: ShortDeviceId): Who {
  const named = personOn(settings, device);
  if (named !== null) return named;
  const isHere = device === shortDeviceId(view.self.id);
  const isUnmapped = Object.values(settings.people).every((person) => person.device === null);
  if (isHere || isUnmapped) return authorOf(settings);
  return somebodyOn(device, deviceNamed(device, view)?.name ?? null);
}
