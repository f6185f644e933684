// Wire format of the status, the language model's budget, the report of a pass, and the health check.
import { z } from 'zod';
import type { BudgetReport, PassReport, Status } from '../../src/desk.ts';
import { ENHANCEMENT_STATES } from '../../src/domain/enhancement.ts';
import { episodeRowShape } from './episodes.ts';
import { machinesShape } from './machines.ts';
import type { Plain } from './plain.ts';
import { diagnosticShape, outcomesShape, reasonShape, rowsShape } from './rows.ts';

export const statusShape = z.object({
  show: z.string(),
  tree: z.string(),
  state: z.string(),
  auto: z.boolean().nullable(),
  paused: z.array(z.string()).readonly(),
  counts: z.record(z.enum(ENHANCEMENT_STATES), z.number()).readonly(),
  episodes: z.array(episodeRowShape).readonly(),
  jobs: z.record(z.string(), z.number()).readonly(),
  notices: z.array(z.string()).readonly(),
  full: z
    .array(z.object({ episode: z.string(), open: z.number(), keptBack: z.number().nullable() }))
    .readonly(),
  service: z.object({ pid: z.number(), url: z.string(), sinceMs: z.number() }).nullable(),
  conflicts: z.number(),
  machines: machinesShape.nullable(),
}) satisfies z.ZodType<Status>;

const budgetRowShape = z.object({ spentUsd: z.number(), limitUsd: z.number() });

export const budgetShape = z.object({
  model: z.string(),
  counted: z.boolean(),
  day: budgetRowShape,
  episodes: z.array(z.object({ ...budgetRowShape.shape, episode: z.string() })).readonly(),
}) satisfies z.ZodType<BudgetReport>;

export const passShape = z.object({
  episodes: z.number(),
  snapshots: z.number(),
  jobs: z.number(),
  proposed: rowsShape,
  landed: outcomesShape,
  idle: z.array(z.object({ step: z.string(), subject: z.string(), reason: reasonShape })).readonly(),
  diagnostics: z.array(diagnosticShape).readonly(),
  problems: z.array(z.string()).readonly(),
}) satisfies z.ZodType<Plain<PassReport>>;

export const healthShape = z.object({
  ok: z.literal(true),
  program: z.literal('show-build'),
  show: z.string().nullable(),
  pid: z.number(),
});
