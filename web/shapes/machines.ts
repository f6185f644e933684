// Wire format of the machines that share the show.
import { z } from 'zod';
import type { Machine, MachinesReport } from '../../src/desk.ts';

const needShape = z.object({ items: z.number(), bytes: z.number(), deletes: z.number() });

export const machinesShape = z
  .array(
    z.object({
      id: z.string(),
      name: z.string(),
      people: z.array(z.string()).readonly(),
      presence: z.enum(['here', 'connected', 'away', 'paused']),
      lastSeenMs: z.number().nullable(),
      lacks: needShape.nullable(),
      isEncrypted: z.boolean(),
    }),
  )
  .readonly() satisfies z.ZodType<readonly Machine[]>;

export const machinesReportShape = z.object({
  syncthing: z.object({ version: z.string(), folder: z.string() }).nullable(),
  silent: z.object({ why: z.string(), sinceMs: z.number() }).nullable(),
  machines: machinesShape,
  problems: z
    .array(
      z.object({
        code: z.string(),
        user: z.string(),
        stops: z.boolean(),
        machine: z.string().nullable(),
      }),
    )
    .readonly(),
  edits: z
    .array(
      z.object({
        path: z.string(),
        by: z.string(),
        machine: z.string().nullable(),
        atMs: z.number(),
        isArriving: z.boolean(),
        lackedBy: z.array(z.string()).readonly().nullable(),
      }),
    )
    .readonly(),
}) satisfies z.ZodType<MachinesReport>;
