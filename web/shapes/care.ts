// Wire format of what maintain takes away.
import { z } from 'zod';
import type { MaintainReport } from '../../src/desk/care.ts';

export const maintainShape = z.object({
  dryRun: z.boolean(),
  gone: z
    .array(
      z.object({
        kind: z.enum(['media', 'leftover', 'jobs', 'log']),
        name: z.string(),
        count: z.number(),
        bytes: z.number().nullable(),
        why: z.string(),
      }),
    )
    .readonly(),
  bytes: z.number(),
  kept: z.object({ objects: z.number(), bytes: z.number() }),
}) satisfies z.ZodType<MaintainReport>;
