// How a value of the house looks on the wire: the same, but ids are plain text. Types only.
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
