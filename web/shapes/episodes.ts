// Wire format of episodes: rows, details, air checks, and new episodes.
import { z } from 'zod';
import type { CheckReport, EpisodeCue, EpisodeDetail, EpisodeRow, NewEpisode } from '../../src/desk.ts';
import type { Plain } from './plain.ts';
import { diagnosticShape, rowsShape } from './rows.ts';

export const episodeRowShape = z.object({
  episode: z.string(),
  title: z.string().nullable(),
  status: z.string().nullable(),
  airdate: z.string().nullable(),
  open: z.boolean(),
  segments: z.number(),
  waiting: z.number(),
  hold: z.object({ by: z.string(), why: z.string().nullable(), untilMs: z.number().nullable() }).nullable(),
}) satisfies z.ZodType<EpisodeRow>;

const cueShape = z.object({
  type: z.string().nullable(),
  slug: z.string().nullable(),
  line: z.number(),
  durationMs: z.number().nullable(),
  mediaPath: z.string().nullable(),
  missing: z.boolean(),
  whyMissing: z.string().nullable(),
}) satisfies z.ZodType<EpisodeCue>;

const rundownRowShape = z.object({
  path: z.string(),
  order: z.number().nullable(),
  title: z.string().nullable(),
  slug: z.string().nullable(),
  type: z.string().nullable(),
  duration: z.string().nullable(),
  cues: z.number(),
  cueList: z.array(cueShape).readonly(),
});

export const episodeDetailShape = z.object({
  ...episodeRowShape.shape,
  rundown: z.array(rundownRowShape).readonly(),
  exports: z
    .array(z.object({ name: z.string(), title: z.string(), made: z.boolean(), stale: z.boolean() }))
    .readonly(),
  onAir: z.object({ openNow: z.boolean(), changesAtMs: z.number().nullable() }).nullable(),
  locked: z.string().nullable(),
  diagnostics: z.array(diagnosticShape).readonly(),
  enhancements: rowsShape,
}) satisfies z.ZodType<Plain<EpisodeDetail>>;

const itemShape = z.object({
  path: z.string(),
  order: z.number().nullable(),
  title: z.string().nullable(),
  type: z.string().nullable(),
  onAir: z.boolean(),
  ready: z.boolean().nullable(),
  whyNot: z.string().nullable(),
  block: z.string().nullable(),
  startMs: z.number().nullable(),
  durationMs: z.number(),
});

const findingShape = z.object({
  ...diagnosticShape.shape,
  blocks: z.boolean(),
  mend: z.object({ id: z.string(), title: z.string(), accepted: z.boolean() }).nullable(),
});

export const checkShape = z.object({
  episode: z.string(),
  title: z.string().nullable(),
  airdate: z.string().nullable(),
  ready: z.boolean(),
  findings: z.array(findingShape).readonly(),
  items: z.array(itemShape).readonly(),
  totalMs: z.number(),
  plannedMs: z.number().nullable(),
  overMs: z.number().nullable(),
  fps: z.number(),
  waiting: z.number(),
}) satisfies z.ZodType<Plain<CheckReport>>;

export const newEpisodeShape = z.object({
  episode: z.string(),
  airdate: z.string(),
  paths: z.array(z.string()).readonly(),
}) satisfies z.ZodType<NewEpisode>;

export const exportedShape = z.object({ name: z.string(), text: z.string() });
