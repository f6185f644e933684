// Ids, each with its own type, so that a blob can't be passed where a commit is expected.

declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

/** An episode's folder name under `episodes/`: four digits, as on disk (`0101`). */
export type EpisodeId = Brand<string, 'EpisodeId'>;
/** A path relative to the tree's root, with `/` as separator and none in front: `episodes/0101/rundown/10
 *  Opening.md`. */
export type TreePath = Brand<string, 'TreePath'>;
/** Permanent id of an enhancement, set when the change is first proposed. */
export type EnhancementId = Brand<string, 'EnhancementId'>;
/** Git object names: 40 hex digits. */
export type BlobId = Brand<string, 'BlobId'>;
export type TreeId = Brand<string, 'TreeId'>;
export type CommitId = Brand<string, 'CommitId'>;
/** SHA-256 in 64 hex digits: of a step's input (Input), or of everything that determines its result (Fingerprint). */
export type Hash = Brand<string, 'Hash'>;
/** A Syncthing device, in full: `AFEJBNV-2LJVSXN-…`. */
export type DeviceId = Brand<string, 'DeviceId'>;
/** The first seven characters of a device id, by which Syncthing names the author of a version. */
export type ShortDeviceId = Brand<string, 'ShortDeviceId'>;

const EPISODE = /^\d{4}$/;

export function episodeId(name: string): EpisodeId | null {
  return EPISODE.test(name) ? (name as EpisodeId) : null;
}

export function treePath(path: string): TreePath {
  return path as TreePath;
}

/** The episode that contains a path; null for `lib/…`, settings and folders that are not episodes. */
export function episodeOf(path: TreePath): EpisodeId | null {
  const [top, name, rest] = path.split('/', 3);
  return top === 'episodes' && name !== undefined && rest !== undefined ? episodeId(name) : null;
}

/** The file name: the last part of a path. */
export function nameOf(path: TreePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function deviceId(id: string): DeviceId {
  return id as DeviceId;
}

/** Of a full or short id, as Syncthing or a person wrote it. */
export function shortDeviceId(id: string): ShortDeviceId {
  return id.slice(0, SHORT_CHARACTERS).toUpperCase() as ShortDeviceId;
}

const SHORT_CHARACTERS = 7;
