// Names of things, each a type of its own, so that a blob can't stand where a commit is meant.

declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

/** An episode's folder name below `episodes/`: four digits, as it stands on disk (`0101`). */
export type EpisodeId = Brand<string, 'EpisodeId'>;
/** A path below the tree's root, with `/`, never leading: `episodes/0101/rundown/10 Opening.md`. */
export type TreePath = Brand<string, 'TreePath'>;
/** Names an enhancement for ever; set when the change is first proposed. */
export type EnhancementId = Brand<string, 'EnhancementId'>;
/** Git object names: 40 hex digits. */
export type BlobId = Brand<string, 'BlobId'>;
export type TreeId = Brand<string, 'TreeId'>;
export type CommitId = Brand<string, 'CommitId'>;
/** SHA-256 in 64 hex digits: of what a step read (Input), or of all that decides its result (Fingerprint). */
export type Hash = Brand<string, 'Hash'>;

const EPISODE = /^\d{4}$/;

export function episodeId(name: string): EpisodeId | null {
  return EPISODE.test(name) ? (name as EpisodeId) : null;
}

export function treePath(path: string): TreePath {
  return path as TreePath;
}

/** The episode that a path lies in; null for `lib/…`, settings and folders that are no episode. */
export function episodeOf(path: TreePath): EpisodeId | null {
  const [top, name, rest] = path.split('/', 3);
  return top === 'episodes' && name !== undefined && rest !== undefined ? episodeId(name) : null;
}

/** The last part of a path: the file's own name. */
export function nameOf(path: TreePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
