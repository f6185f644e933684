// Wire format of search and SQL queries.
import { z } from 'zod';
import type { CopyHit, QueryAnswer, SavedQuery, SearchAnswer, SearchHit } from '../../src/desk.ts';

export const FOUND_KINDS = ['segment', 'cue', 'quote', 'asset'] as const;

const excerptShape = z.array(z.object({ text: z.string(), hit: z.boolean() })).readonly();

const hitShape = z.object({
  kind: z.enum(FOUND_KINDS),
  episode: z.string(),
  path: z.string(),
  line: z.number().nullable(),
  title: z.string().nullable(),
  slug: z.string().nullable(),
  cueType: z.string().nullable(),
  media: z.string().nullable(),
  durationMs: z.number().nullable(),
  excerpt: excerptShape,
}) satisfies z.ZodType<SearchHit>;

const copyHitShape = z.object({
  path: z.string(),
  original: z.string(),
  episode: z.string().nullable(),
  by: z.string().nullable(),
  excerpt: excerptShape,
}) satisfies z.ZodType<CopyHit>;

export const searchShape = z.object({
  hits: z.array(hitShape).readonly(),
  copies: z.array(copyHitShape).readonly(),
  cut: z.boolean(),
  tookMs: z.number(),
  indexed: z.object({ done: z.number(), total: z.number() }),
}) satisfies z.ZodType<SearchAnswer>;

const cellShape = z.union([z.string(), z.number(), z.null()]);

export const queryShape = z.object({
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.array(cellShape).readonly()).readonly(),
  cut: z.boolean(),
  tookMs: z.number(),
}) satisfies z.ZodType<QueryAnswer>;

export const savedQueriesShape = z
  .array(z.object({ name: z.string(), sql: z.string(), by: z.string().nullable() }))
  .readonly() satisfies z.ZodType<readonly SavedQuery[]>;
