// Wire format of a failure (RFC 9457).
import { z } from 'zod';
import type { Problem } from '../faults.ts';
import { problemCodeShape } from './codes.ts';
import type { Plain } from './plain.ts';

export const problemShape = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  message: z.string(),
  instance: z.string(),
  code: problemCodeShape,
  kind: z.enum(['transient', 'configuration', 'usage', 'refused', 'bug']),
  retryAfterMs: z.number().nullable(),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .readonly()
    .exactOptional(),
}) satisfies z.ZodType<Plain<Problem>>;
