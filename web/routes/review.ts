// Routes for review: the inbox, recent landings, and verdicts part by part. Pages from the show are served so that
// nothing in them runs.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ReviewDesk } from '../../src/desk.ts';
import { withPictures } from '../export-page.ts';
import { given } from '../given.ts';
import { SHEET_POLICY } from '../headers.ts';
import { episodeIn, idParams, paddedEpisode, pathIn, revisionIn, stepIn, whoIn } from '../schemas.ts';
import { inboxShape, landedShape, reviewShape } from '../shapes/review.ts';
import { outcomeShape } from '../shapes/rows.ts';

const TAGS = ['review'];
const ROOT = '/api/v1/enhancements/:id';

const MOST_ROWS = 1_000;
const MOST_PARTS = 20_000;
/** All the words of a long script, rewritten. */
const MOST_WORDS = 2_000_000;
/** Room for that many keys and words, with their quoting. */
const BODY_BYTES = 8 << 20;

const inboxQuery = z.strictObject({
  episode: episodeIn.optional(),
  step: stepIn.optional(),
  leastConfidence: z.coerce.number().min(0).max(1).optional(),
  waitsFor: z.enum(['person', 'time', 'choice']).optional(),
  after: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).optional(),
});
const landedQuery = z.strictObject({ sinceMs: z.coerce.number().int().min(0).max(8.64e15) });
const pageQuery = z.strictObject({ path: pathIn, side: z.enum(['before', 'after']) });

const keyIn = z.string().min(1).max(100);
const partsBody = z.strictObject({
  reject: z.array(keyIn).max(MOST_PARTS),
  edit: z.record(keyIn, z.string().max(MOST_WORDS)),
  revision: revisionIn.nullish(),
  who: whoIn,
});

export function reviewRoutes(app: FastifyInstance, desk: ReviewDesk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/v1/inbox',
    {
      schema: {
        tags: TAGS,
        summary: 'What is open, in the order of the show',
        querystring: inboxQuery,
        response: { 200: inboxShape },
      },
    },
    ({ query }) => desk.inbox(paddedEpisode(given(query))),
  );
  api.get(
    '/api/v1/landed',
    {
      schema: {
        tags: TAGS,
        summary: 'What has landed since, newest first',
        querystring: landedQuery,
        response: { 200: landedShape },
      },
    },
    ({ query }) => desk.landedSince(query.sinceMs),
  );
  api.get(
    `${ROOT}/review`,
    {
      schema: {
        tags: TAGS,
        summary: 'One enhancement: whole texts, and the parts that can be taken or left',
        params: idParams,
        response: { 200: reviewShape },
      },
    },
    ({ params }) => desk.review(params.id),
  );
  api.post(
    `${ROOT}/parts`,
    {
      bodyLimit: BODY_BYTES,
      schema: {
        tags: TAGS,
        summary: 'Leave parts out, word others anew, and land the rest',
        params: idParams,
        body: partsBody,
        response: { 200: outcomeShape },
      },
    },
    ({ params, body }) => {
      const { reject, edit, revision = null, who = null } = body;
      return desk.decideParts(params.id, { reject, edit }, revision, who);
    },
  );
  api.get(
    `${ROOT}/page`,
    {
      schema: {
        tags: TAGS,
        summary: 'One side of a file as a page',
        params: idParams,
        querystring: pageQuery,
        response: { 200: { description: 'The page', content: { 'text/html': { schema: z.string() } } } },
      },
    },
    async ({ params, query }, reply) =>
      reply
        .header('content-security-policy', SHEET_POLICY)
        .type('text/html; charset=utf-8')
        .send(withPictures(query.path, await desk.page(params.id, query.path, query.side))),
  );
}
