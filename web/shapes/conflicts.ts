// Wire format of conflict copies.
import { z } from 'zod';
import type { ConflictDetail, ConflictRow } from '../../src/desk.ts';
import { ENHANCEMENT_STATES } from '../../src/domain/enhancement.ts';
import { fileDifferenceShape } from './past.ts';
import type { Plain } from './plain.ts';

const rowShape = z.object({
  path: z.string(),
  original: z.string(),
  episode: z.string().nullable(),
  by: z.string().nullable(),
  winner: z.string(),
  writtenMs: z.number(),
  seenMs: z.number(),
  bytes: z.number(),
  state: z.enum(['waits', 'choice', 'merged', 'decided', 'nothing', 'person']),
  gone: z.object({ atMs: z.number(), by: z.enum(['bot', 'person']) }).nullable(),
  changes: z
    .array(z.object({ id: z.string(), title: z.string(), state: z.enum(ENHANCEMENT_STATES) }))
    .readonly(),
});

export const conflictsShape = z.array(rowShape).readonly() satisfies z.ZodType<readonly ConflictRow[]>;

export const conflictDetailShape = z.object({
  ...rowShape.shape,
  wrote: fileDifferenceShape.nullable(),
  differs: fileDifferenceShape.nullable(),
}) satisfies z.ZodType<Plain<ConflictDetail>>;
