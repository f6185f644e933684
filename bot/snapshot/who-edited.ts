// Tells whose edit a changed file is, and which version it is to Syncthing: that knows the device that made it, and the
// settings know whose device it is. The name of a conflict copy bears the winner's device and proves nothing.
import type { Settings } from '../../src/config.ts';
import { copyName } from '../../src/domain/conflict-copy.ts';
import type { Who } from '../../src/domain/decision.ts';
import { episodeOf, type ShortDeviceId, shortDeviceId, type TreePath } from '../../src/domain/ids.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import { dominates, type VersionVector } from '../../src/domain/version-vector.ts';
import { deviceNamed, isAsOnDisk, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { IndexedFile, IndexedVersion, KnownSync } from '../../src/tools/syncthing/sync.ts';
import type { DeviceWrite } from '../cache/rewriting-programs.ts';
import { authorOf, personOn, somebodyOn } from '../record/authors.ts';
import type { KnownVersion } from '../record/versions.ts';
import { indexedFiles } from '../show/indexed-files.ts';
import type { Show } from '../show/show.ts';
import type { ChangedFile } from './changed-file.ts';

export interface VersionOrigin {
  /** Null if Syncthing's index does not have this very version. */
  readonly version: VersionVector | null;
  /** True if a program on the device that made it rewrites notes by itself. */
  readonly mayBeProgram: boolean;
}

const UNKNOWN: VersionOrigin = { version: null, mayBeProgram: false };

export interface Origins {
  /** The person who made this version of the file, as far as it is known. */
  editorOf(path: TreePath): Who;
  originOf(path: TreePath): VersionOrigin;
  /** Of all files with content. */
  readonly versions: ReadonlyMap<TreePath, KnownVersion>;
}

interface Made {
  readonly who: Who;
  readonly device: ShortDeviceId;
  readonly version: VersionVector | null;
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
  if (!view || !indexed) return { editorOf: () => usual, originOf: () => UNKNOWN, versions: new Map() };
  const solved = await solvedHere(show, all);
  const self = shortDeviceId(view.self.id);
  const found = new Map<TreePath, Made>();
  const versions = new Map<TreePath, KnownVersion>();
  const writes: (DeviceWrite & { readonly device: ShortDeviceId })[] = [];
  for (const one of asked) {
    const { path, seen } = one;
    const made = versionHere(one, indexed.get(path));
    // Syncthing enters what it brings at once, so that what it does not know was written here.
    if (made === null && isSettledHere(one, show.nowMs()))
      found.set(path, { who: personOf(settings, view, self), device: self, version: null });
    if (made === null) continue;
    if (!made.deleted) show.deviceClocks.saw(made.modifiedBy, made.mtimeMs, one.arrivedMs);
    if (path.endsWith('.md')) writes.push({ device: made.modifiedBy, ...(await writeOf(show, one, made)) });
    const version = solved.has(path) ? null : made.version;
    found.set(path, { who: personOf(settings, view, made.modifiedBy), device: made.modifiedBy, version });
    if (version !== null && seen.kind === 'content') versions.set(path, { blob: seen.blob, version });
  }
  for (const [device, those] of grouped(writes, (write) => write.device))
    show.rewriting.saw(device, those, show.nowMs());
  const programs = show.rewriting.found(show.nowMs());
  return {
    editorOf: (path) => found.get(path)?.who ?? usual,
    originOf: (path) => {
      const made = found.get(path);
      return made === undefined
        ? UNKNOWN
        : { version: made.version, mayBeProgram: programs.has(made.device) };
    },
    versions,
  };
}

/** Not a time in which somebody reads what has landed, and writes. */
const ANSWERS_MS = 3_000;

async function writeOf(
  show: Show,
  { path, before, seen }: ChangedFile,
  { mtimeMs, version }: IndexedVersion,
): Promise<DeviceWrite> {
  const last = show.disk.get(path);
  const afterMs = last?.writtenBy === 'bot' ? mtimeMs - Number(last.ctimeNs / 1_000_000n) : Number.NaN;
  const landed = before === null ? undefined : (await show.versions.of(path)).get(before.id);
  const isQuick = afterMs >= 0 && afterMs < ANSWERS_MS;
  return {
    path,
    mtimeMs,
    isRewrite: before !== null && seen.kind !== 'absent',
    isAnswer: isQuick && landed !== undefined && dominates(version, landed),
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
