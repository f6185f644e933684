// Schemas for input, checked before the desk sees it. Unknown keys are refused: a misspelt filter must not mean "all".
import { z } from 'zod';
import { ENHANCEMENT_STATES } from '../src/domain/enhancement.ts';

export const idIn = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/);
/** Leading zeros may be missing and are added: episode names have four digits. */
export const episodeIn = z
  .string()
  .regex(/^\d{1,4}$/)
  .overwrite((digits) => digits.padStart(4, '0'));
export const stepIn = z.string().regex(/^[a-z0-9-]{1,64}$/);
const stateIn = z.enum(ENHANCEMENT_STATES);
export const whoIn = z.string().max(100).nullish();
export const wordsIn = z.string().max(4000).nullish();
/** In a query, only the words `true` and `false`. */
const flagInQuery = z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' });
/** A path below the tree's root. Only the form is checked; the desk looks it up. */
export const pathIn = z.string().min(1).max(1024);

/** Identifies the version a reviewer saw; made by the desk. */
export const revisionIn = z.string().min(1).max(200);
export const commitIn = z.string().regex(/^[0-9a-fA-F]{4,40}$/, 'no commit is called that');

const NARROWS = {
  episode: episodeIn.exactOptional(),
  step: stepIn.exactOptional(),
  state: stateIn.exactOptional(),
};

export const selectionQuery = z.strictObject({
  ...NARROWS,
  all: flagInQuery.exactOptional(),
  // Several ids, joined by commas.
  ids: z
    .string()
    .regex(/^[0-9A-Za-z_,-]{1,100000}$/)
    .exactOptional(),
});

export const selectionIn = z.strictObject({
  ...NARROWS,
  all: z.boolean().exactOptional(),
  ids: z.array(idIn).max(10_000).exactOptional(),
  withLater: z.boolean().exactOptional(),
  revisions: z.record(idIn, revisionIn).exactOptional(),
});

export const idParams = z.strictObject({ id: idIn });
