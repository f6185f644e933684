// What Git stores, as values, and how each is named: the hash of its kind, its length and its bytes.
import { createHash } from 'node:crypto';
import type { BlobId, CommitId, TreeId } from '../domain/ids.ts';

export type ObjectKind = 'blob' | 'tree' | 'commit' | 'tag';

/** Who and when; always in UTC, to the second as Git keeps it. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly atMs: number;
}

export interface CommitObject {
  readonly id: CommitId;
  readonly tree: TreeId;
  readonly parents: readonly CommitId[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** A file, one that can be run, a symbolic link. */
export type FileMode = '100644' | '100755' | '120000';

export interface FileEntry {
  readonly id: BlobId;
  readonly mode: FileMode;
}

export type TreeEntry =
  | (FileEntry & { readonly kind: 'file'; readonly name: string })
  | { readonly kind: 'folder'; readonly name: string; readonly id: TreeId; readonly mode: '40000' }
  /** A commit of another repository; kept as it stands, never followed. */
  | { readonly kind: 'submodule'; readonly name: string; readonly id: CommitId; readonly mode: '160000' };

/** The bytes that are hashed and stored. */
export function framed(kind: ObjectKind, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${kind} ${bytes.length}\0`), bytes]);
}

export function objectId(kind: ObjectKind, bytes: Uint8Array): string {
  return createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
}
