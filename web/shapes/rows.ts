// Wire format of enhancements: rows, details, and outcomes of decisions.
import { z } from 'zod';
import type {
  AskedWith,
  DecisionRow,
  EnhancementDetail,
  EnhancementRow,
  GateReason,
  Outcome,
} from '../../src/desk/rows.ts';
import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import { ENHANCEMENT_STATES } from '../../src/domain/enhancement.ts';
import type { Reason } from '../../src/domain/reason.ts';
import { reasonCodeShape } from './codes.ts';
import type { Plain } from './plain.ts';

export const reasonShape = z.object({
  code: reasonCodeShape,
  user: z.string(),
  tech: z.string(),
}) satisfies z.ZodType<Plain<Reason>>;

const gateReasonShape = z.object({
  ...reasonShape.shape,
  gate: z.string().nullable(),
  opensAtMs: z.number().nullable(),
  choice: z.enum(['accept', 'auto', 'release', 'resume', 'pass']).nullable(),
}) satisfies z.ZodType<Plain<GateReason>>;

export const diagnosticShape = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  path: z.string(),
  line: z.number().nullable(),
  message: z.string(),
  todo: z.string(),
}) satisfies z.ZodType<Diagnostic>;

export const rowShape = z.object({
  id: z.string(),
  episode: z.string(),
  step: z.string(),
  state: z.enum(ENHANCEMENT_STATES),
  subject: z.string(),
  paths: z.array(z.string()).readonly(),
  title: z.string(),
  applicability: z.enum(['safe', 'unsafe']),
  commit: z.string().nullable(),
  base: z.record(z.string(), z.string().nullable()).readonly(),
  reasons: z.array(gateReasonShape).readonly(),
}) satisfies z.ZodType<Plain<EnhancementRow>>;

export const rowsShape = z.array(rowShape).readonly();

export const askedWithShape = z.object({
  remark: z.string().nullable(),
  by: z.string(),
  atMs: z.number(),
}) satisfies z.ZodType<AskedWith>;

const decisionRowShape = z.object({
  kind: z.string(),
  by: z.string(),
  atMs: z.number(),
  why: z.string().nullable(),
}) satisfies z.ZodType<DecisionRow>;

export const detailShape = z.object({
  ...rowShape.shape,
  why: z.string(),
  lane: z.enum(['auto', 'review']),
  stepVersion: z.number(),
  input: z.string(),
  fingerprint: z.string(),
  proposedMs: z.number(),
  supersedes: z.string().nullable(),
  model: z.string().nullable(),
  prompt: z.string().nullable(),
  costUsd: z.number().nullable(),
  confidence: z.number().nullable(),
  message: z.string(),
  decisions: z.array(decisionRowShape).readonly(),
  diagnostics: z.array(diagnosticShape).readonly(),
  askedWith: askedWithShape.nullable(),
  redo: z.enum(['ask', 'propose']).nullable(),
  landed: z.object({ commit: z.string(), by: z.string(), atMs: z.number() }).nullable(),
}) satisfies z.ZodType<Plain<EnhancementDetail>>;

export const outcomeShape = z.object({
  id: z.string(),
  title: z.string(),
  result: z.enum(['landed', 'waiting', 'rejected', 'reverted', 'asked-again', 'refused']),
  commit: z.string().nullable(),
  reasons: z.array(gateReasonShape).readonly(),
  later: z
    .array(z.object({ id: z.string(), title: z.string() }))
    .readonly()
    .exactOptional(),
}) satisfies z.ZodType<Plain<Outcome>>;

export const outcomesShape = z.array(outcomeShape).readonly();
export const diffShape = z.object({ id: z.string(), diff: z.string() });
/** Answer to a decision that returns nothing else. */
export const doneShape = z.object({ ok: z.literal(true) });
