// Wire form of a domain type: the same, with ids and codes as plain strings. Types only.
import type {
  BlobId,
  CommitId,
  EnhancementId,
  EpisodeId,
  Hash,
  TreeId,
  TreePath,
} from '../../src/domain/ids.ts';
import type { AnyCode } from '../../src/domain/reason.ts';

type Text = BlobId | CommitId | EnhancementId | EpisodeId | Hash | TreeId | TreePath | AnyCode;

export type Plain<T> = T extends Text
  ? string
  : T extends readonly (infer E)[]
    ? readonly Plain<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Plain<T[K]> }
      : T;
