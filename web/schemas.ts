// Schemas for input, checked before the desk sees it. Unknown keys are refused: a misspelt filter must not mean "all".
import { z } from 'zod';
import type { EnhancementState } from '../src/domain/enhancement.ts';

export const ENHANCEMENT_STATES = [
  'proposed',
  'accepted',
  'landed',
  'rejected',
  'superseded',
  'withdrawn',
  'reverted',
] as const satisfies readonly EnhancementState[];

export const idIn = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/);
/** Leading zeros may be missing; `padded` adds them. */
export const episodeIn = z.string().regex(/^\d{1,4}$/);
export const stepIn = z.string().regex(/^[a-z0-9-]{1,64}$/);
export const stateIn = z.enum(ENHANCEMENT_STATES);
export const whoIn = z.string().max(100).nullish();
export const wordsIn = z.string().max(4000).nullish();
/** In a query, only the words `true` and `false`. */
export const flagInQuery = z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' });
/** A path below the tree's root. Only the form is checked; the desk looks it up. */
export const pathIn = z.string().min(1).max(1024);

/** Identifies the version a reviewer saw; made by the desk. */
export const revisionIn = z.string().min(1).max(200);

const NARROWS = { episode: episodeIn.optional(), step: stepIn.optional(), state: stateIn.optional() };

export const selectionQuery = z.strictObject({
  ...NARROWS,
  all: flagInQuery.optional(),
  // Several ids, joined by commas.
  ids: z
    .string()
    .regex(/^[0-9A-Za-z_,-]{1,100000}$/)
    .optional(),
});

export const selectionIn = z.strictObject({
  ...NARROWS,
  all: z.boolean().optional(),
  ids: z.array(idIn).max(10_000).optional(),
  revisions: z.record(idIn, revisionIn).optional(),
});

export const idParams = z.strictObject({ id: idIn });
export const episodeParams = z.strictObject({ n: episodeIn });
export const exportParams = z.strictObject({ n: episodeIn, name: z.string().min(1).max(80) });
export const newEpisodeBody = z.strictObject({ who: whoIn }).nullish();
/**
 * Decision about one enhancement. `remark` is for `redo`, `why` for `reject`; `revision`: the version the reviewer saw.
 */
export const decisionBody = z
  .strictObject({ who: whoIn, why: wordsIn, remark: wordsIn, revision: revisionIn.nullish() })
  .nullish();
export const decisionsBody = z.strictObject({ selection: selectionIn, who: whoIn, why: wordsIn });
export const holdsBody = z.strictObject({
  episode: episodeIn,
  action: z.enum(['hold', 'release']),
  forMs: z.number().int().min(1).nullish(),
  why: wordsIn,
  who: whoIn,
});
export const pauseBody = z.strictObject({ step: stepIn.nullish(), why: wordsIn, who: whoIn }).nullish();
export const autoBody = z.strictObject({ on: z.boolean(), who: whoIn });
export const budgetQuery = z.strictObject({ episode: episodeIn.optional() });
export const budgetBody = z.strictObject({
  episode: episodeIn.optional(),
  addUsd: z.number().positive().max(10_000),
  who: whoIn,
});
export const passBody = z
  .strictObject({
    episode: episodeIn.optional(),
    step: stepIn.optional(),
    dryRun: z.boolean().optional(),
    acceptAll: z.boolean().optional(),
  })
  .nullish();

/** Four digits, as in episode names. */
export function padded(episode: string): string {
  return episode.padStart(4, '0');
}

export function paddedEpisode<T extends { readonly episode?: string }>(asked: T): T {
  return asked.episode === undefined ? asked : { ...asked, episode: padded(asked.episode) };
}
