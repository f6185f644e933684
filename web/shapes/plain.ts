// Wire form of a domain type: the same, with ids as plain strings. Types only.
import type {
  BlobId,
  CommitId,
  EnhancementId,
  EpisodeId,
  Hash,
  TreeId,
  TreePath,
} from '../../src/domain/ids.ts';

type Id = BlobId | CommitId | EnhancementId | EpisodeId | Hash | TreeId | TreePath;

export type Plain<T> = T extends Id
  ? string
  : T extends readonly (infer E)[]
    ? readonly Plain<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Plain<T[K]> }
      : T;
