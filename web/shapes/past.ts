// Wire format of the history: entries, commits, file differences, blame lines, and files as of a commit.
import { z } from 'zod';
import type {
  BlameLine,
  CommitDetail,
  FileAtCommit,
  FileDifference,
  HistoryEntry,
  NoteAddress,
  RestorePreview,
} from '../../src/desk/past.ts';
import type { Plain } from './plain.ts';

export const HISTORY_KINDS = ['edit', 'landing', 'revert', 'switch', 'other'] as const;

const historyEntryShape = z.object({
  commit: z.string(),
  atMs: z.number(),
  author: z.string(),
  subject: z.string(),
  title: z.string(),
  kind: z.enum(HISTORY_KINDS),
  enhancement: z.string().nullable(),
  by: z.string().nullable(),
  step: z.string().nullable(),
  episodes: z.array(z.string()).readonly(),
  reverted: z.boolean(),
}) satisfies z.ZodType<Plain<HistoryEntry>>;

export const historyShape = z.array(historyEntryShape).readonly();

export const fileDifferenceShape = z.object({
  path: z.string(),
  pathBefore: z.string().nullable(),
  kind: z.enum(['added', 'changed', 'removed', 'moved']),
  before: z.string().nullable(),
  after: z.string().nullable(),
  hunks: z.string().nullable(),
}) satisfies z.ZodType<Plain<FileDifference>>;

export const fileDifferencesShape = z.array(fileDifferenceShape).readonly();

export const restorePreviewShape = z.object({
  later: historyShape,
  more: z.number(),
  difference: fileDifferenceShape.nullable(),
  hunks: z.string(),
  seen: z.string(),
}) satisfies z.ZodType<Plain<RestorePreview>>;

export const commitShape = z.object({
  entry: historyEntryShape,
  message: z.string(),
  files: fileDifferencesShape,
  more: z.number(),
  revertable: z.string().nullable(),
}) satisfies z.ZodType<Plain<CommitDetail>>;

const blameLineShape = z.object({
  line: z.number(),
  text: z.string(),
  commit: z.string(),
  atMs: z.number(),
  by: z.object({ kind: z.enum(['person', 'bot']), name: z.string() }),
  step: z.string().nullable(),
  model: z.string().nullable(),
  enhancement: z.string().nullable(),
}) satisfies z.ZodType<Plain<BlameLine>>;

export const blameShape = z.array(blameLineShape).readonly();

export const fileAtShape = z.object({
  path: z.string(),
  commit: z.string(),
  text: z.string().nullable(),
  bytes: z.number(),
}) satisfies z.ZodType<Plain<FileAtCommit>>;

export const noteAddressShape = z.object({
  address: z.string().nullable(),
}) satisfies z.ZodType<NoteAddress>;
