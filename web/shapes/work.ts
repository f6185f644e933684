// Wire format of jobs and figures.
import { z } from 'zod';
import type { Analytics, DayAnalytics, JobDetail, JobRow, StepAnalytics } from '../../src/desk.ts';
import type { Plain } from './plain.ts';
import { reasonShape } from './rows.ts';

const jobRowShape = z.object({
  id: z.string(),
  step: z.string(),
  episode: z.string(),
  subject: z.string(),
  state: z.string(),
  attempts: z.number(),
  reason: reasonShape.nullable(),
  createdMs: z.number(),
  finishedMs: z.number().nullable(),
  startedMs: z.number().nullable(),
  priority: z.number(),
  dueMs: z.number().nullable(),
  progress: z.object({ fraction: z.number(), note: z.string() }).nullable(),
  can: z.array(z.enum(['retry', 'cancel', 'prioritise'])).readonly(),
}) satisfies z.ZodType<Plain<JobRow>>;

export const jobRowsShape = z.array(jobRowShape).readonly();

export const jobDetailShape = z.object({
  ...jobRowShape.shape,
  log: z.array(z.object({ atMs: z.number(), text: z.string() })).readonly(),
  fingerprint: z.string(),
}) satisfies z.ZodType<Plain<JobDetail>>;

const figures = {
  jobs: z.number(),
  failed: z.number(),
  workedMs: z.number(),
  costUsd: z.number(),
  asked: z.number(),
  cached: z.number(),
  proposed: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  reverted: z.number(),
};

const stepShape = z.object({
  step: z.string(),
  title: z.string(),
  ...figures,
  landedByPolicy: z.number(),
}) satisfies z.ZodType<StepAnalytics>;

const dayShape = z.object({
  dayMs: z.number(),
  ...figures,
  landed: z.number(),
}) satisfies z.ZodType<DayAnalytics>;

export const analyticsShape = z.object({
  steps: z.array(stepShape).readonly(),
  days: z.array(dayShape).readonly(),
}) satisfies z.ZodType<Analytics>;
