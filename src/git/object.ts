// Types for Git's objects, and the hash that names them: over kind, length and bytes.
import { createHash } from 'node:crypto';
import type { BlobId, CommitId, TreeId } from '../domain/ids.ts';

export type ObjectKind = 'blob' | 'tree' | 'commit' | 'tag';

/** An author or committer and a time. Git stores whole seconds; written in UTC. */
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

/** Regular file, executable file, symbolic link. */
export type FileMode = '100644' | '100755' | '120000';

export interface FileEntry {
  readonly id: BlobId;
  readonly mode: FileMode;
}

export type TreeEntry =
  | (FileEntry & { readonly kind: 'file'; readonly name: string })
  | { readonly kind: 'folder'; readonly name: string; readonly id: TreeId; readonly mode: '40000' }
  /** A commit in another repository; kept unchanged, never followed. */
  | { readonly kind: 'submodule'; readonly name: string; readonly id: CommitId; readonly mode: '160000' };

/** The object with its header, as Git hashes and stores it. */
export function framed(kind: ObjectKind, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${kind} ${bytes.length}\0`), bytes]);
}

export function objectId(kind: ObjectKind, bytes: Uint8Array): string {
  return createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
}
