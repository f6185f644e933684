// Review: the inbox, recent landings, and verdicts part by part.
import { z } from 'zod';
import type { ReviewDesk } from '../../src/desk.ts';
import { episodeIn, idIn, revisionIn, stepIn, whoIn } from '../schemas.ts';
import { inboxShape, landedShape, reviewShape, standingShape } from '../shapes/review.ts';
import { outcomeShape } from '../shapes/rows.ts';
import type { Questions } from './question.ts';

const MOST_ROWS = 1_000;
const MOST_PARTS = 20_000;
/** All the words of a long script, rewritten. */
const MOST_WORDS = 2_000_000;
/** Room for that many keys and words, with their quoting. */
const BODY_BYTES = 8 << 20;

const keyIn = z.string().min(1).max(100);

export const reviewQuestions: Questions<keyof ReviewDesk> = {
  inbox: {
    tag: 'review',
    summary: 'What is open, in the order of the show',
    input: {
      episode: episodeIn.optional(),
      step: stepIn.optional(),
      leastConfidence: z.coerce.number().min(0).max(1).optional(),
      waitsFor: z.enum(['person', 'time', 'choice', 'no-person']).optional(),
      after: z.string().min(1).max(200).optional(),
      limit: z.coerce.number().int().min(1).max(MOST_ROWS).optional(),
    },
    output: inboxShape,
  },
  landedSince: {
    tag: 'review',
    summary: 'What has landed since, newest first',
    input: { sinceMs: z.coerce.number().int().min(0).max(8.64e15) },
    output: landedShape,
  },
  review: {
    tag: 'review',
    summary: 'One enhancement: whole texts, and the parts that can be taken or left',
    input: { id: idIn },
    output: reviewShape,
  },
  decideParts: {
    tag: 'review',
    summary: 'Leave parts out, word others anew, and land the rest',
    input: {
      id: idIn,
      reject: z.array(keyIn).max(MOST_PARTS),
      edit: z.record(keyIn, z.string().max(MOST_WORDS)),
      revision: revisionIn.nullish(),
      who: whoIn,
    },
    output: outcomeShape,
    bodyBytes: BODY_BYTES,
  },
  standing: {
    tag: 'review',
    summary: 'What stands today in place of a part',
    input: { id: idIn, key: keyIn },
    output: standingShape,
  },
  putOnTop: {
    tag: 'review',
    summary: 'Put a reviewer’s words in place of what stands there, as this person’s edit',
    input: {
      id: idIn,
      key: keyIn,
      words: z.string().max(MOST_WORDS),
      theirs: z.string().max(MOST_WORDS),
      who: whoIn,
    },
    output: outcomeShape,
    bodyBytes: BODY_BYTES,
  },
};
