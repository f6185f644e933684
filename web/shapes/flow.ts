// Wire format of what holds landings back on purpose.
import { z } from 'zod';
import type { DecidedBy, Flow, StepName, WindowState } from '../../src/desk.ts';

const saidShape = z.object({
  by: z.string(),
  why: z.string().nullable(),
  atMs: z.number(),
}) satisfies z.ZodType<DecidedBy>;

const windowShape = z.object({
  weekly: z.string(),
  timezone: z.string(),
  openNow: z.boolean(),
  changesAtMs: z.number().nullable(),
}) satisfies z.ZodType<WindowState>;

export const flowShape = z.object({
  auto: z.boolean().nullable(),
  paused: z.array(z.object({ step: z.string().nullable(), ...saidShape.shape })).readonly(),
  holds: z
    .array(z.object({ episode: z.string(), untilMs: z.number().nullable(), ...saidShape.shape }))
    .readonly(),
  quietHours: z.array(windowShape).readonly(),
  onAir: z.array(z.object({ ...windowShape.shape, episodes: z.array(z.string()).readonly() })).readonly(),
  backlog: z.object({
    openPerEpisode: z.number().nullable(),
    newPerHour: z.number().nullable(),
    newThisHour: z.number(),
    full: z.array(z.object({ episode: z.string(), open: z.number(), heldBack: z.number() })).readonly(),
  }),
  steps: z
    .array(
      z.object({
        step: z.string(),
        title: z.string(),
        policy: z.enum(['auto', 'review', 'off']).nullable(),
        soakMs: z.number(),
        paused: z.boolean(),
      }),
    )
    .readonly(),
}) satisfies z.ZodType<Flow>;

export const stepNamesShape = z
  .array(z.object({ step: z.string(), label: z.string(), title: z.string() }))
  .readonly() satisfies z.ZodType<readonly StepName[]>;
