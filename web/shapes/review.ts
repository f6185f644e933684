// Wire format of the review: the inbox, recent landings, and one enhancement with its parts.
import { z } from 'zod';
import type {
  Inbox,
  InboxRow,
  LandedRow,
  OlderAnswer,
  PlayedMedia,
  Review,
  ReviewCue,
  ReviewFile,
  ReviewPart,
  StandingPart,
} from '../../src/desk/review.ts';
import type { Plain } from './plain.ts';
import { askedWithShape, detailShape, reasonShape, rowShape } from './rows.ts';

const inboxRowShape = z.object({
  ...rowShape.shape,
  why: z.string(),
  lane: z.enum(['auto', 'review']),
  proposedMs: z.number(),
  model: z.string().nullable(),
  confidence: z.number().nullable(),
  waitsFor: z.enum(['person', 'time', 'choice']),
  segment: z
    .object({ path: z.string(), order: z.number().nullable(), title: z.string().nullable() })
    .nullable(),
  trivial: z.boolean(),
  summary: z.boolean(),
  stale: reasonShape.nullable(),
  revision: z.string(),
}) satisfies z.ZodType<Plain<InboxRow>>;

export const inboxShape = z.object({
  rows: z.array(inboxRowShape).readonly(),
  next: z.string().nullable(),
  total: z.number(),
  work: z.number(),
  episodes: z
    .array(z.object({ episode: z.string(), title: z.string().nullable(), count: z.number() }))
    .readonly(),
  steps: z.array(z.object({ step: z.string(), title: z.string(), count: z.number() })).readonly(),
}) satisfies z.ZodType<Plain<Inbox>>;

export const landedShape = z
  .array(
    z.object({
      id: z.string(),
      episode: z.string(),
      step: z.string(),
      title: z.string(),
      paths: z.array(z.string()).readonly(),
      commit: z.string(),
      atMs: z.number(),
      by: z.string(),
      reverted: z.boolean(),
    }) satisfies z.ZodType<Plain<LandedRow>>,
  )
  .readonly();

const playedMediaShape = z.object({
  files: z.array(z.object({ path: z.string(), kind: z.enum(['video', 'image', 'audio']) })).readonly(),
  missing: z.string().nullable(),
}) satisfies z.ZodType<Plain<PlayedMedia>>;

const reviewCueShape = z.object({
  type: z.string().nullable(),
  slug: z.string().nullable(),
  line: z.number(),
  media: z.object({ before: playedMediaShape.nullable(), after: playedMediaShape.nullable() }).nullable(),
}) satisfies z.ZodType<Plain<ReviewCue>>;

const partShape = z.object({
  key: z.string(),
  field: z.string(),
  kind: z.enum(['head', 'cue', 'prose', 'file']),
  label: z.string(),
  cue: reviewCueShape.nullable(),
  lineBefore: z.number(),
  lineAfter: z.number(),
  words: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })).readonly(),
  before: z.string(),
  after: z.string(),
}) satisfies z.ZodType<Plain<ReviewPart>>;

export const standingShape = z.object({
  part: partShape,
  path: z.string(),
  text: z.string().nullable(),
  line: z.number().nullable(),
  by: z.object({ name: z.string(), atMs: z.number() }).nullable(),
}) satisfies z.ZodType<Plain<StandingPart>>;

const keptMediaShape = z.object({ sha256: z.string(), bytes: z.number() });
const fileShape = z.object({
  path: z.string(),
  pathAfter: z.string(),
  kind: z.enum(['edit', 'create', 'media', 'move']),
  view: z.enum(['prose', 'page', 'text', 'picture', 'sound', 'video']),
  before: z.string().nullable(),
  after: z.string().nullable(),
  media: z.object({ before: keptMediaShape.nullable(), after: keptMediaShape }).nullable(),
  note: z.string().nullable(),
  parts: z.array(partShape).readonly(),
}) satisfies z.ZodType<Plain<ReviewFile>>;

const olderShape = z.object({
  id: z.string(),
  title: z.string(),
  askedWith: askedWithShape.nullable(),
  files: z.array(fileShape).readonly(),
}) satisfies z.ZodType<Plain<OlderAnswer>>;

export const reviewShape = z.object({
  enhancement: detailShape,
  revision: z.string(),
  stale: reasonShape.nullable(),
  files: z.array(fileShape).readonly(),
  supersedes: olderShape.nullable(),
  earlier: z.array(olderShape).readonly(),
  supersededBy: z.string().nullable(),
}) satisfies z.ZodType<Plain<Review>>;
