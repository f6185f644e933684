// Routes for search and for people's own SQL queries. Only the form is checked here; the desk decides what is allowed.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { SearchDesk } from '../../src/desk.ts';
import { given } from '../given.ts';
import { episodeIn, paddedEpisode, whoIn } from '../schemas.ts';
import { doneShape } from '../shapes/rows.ts';
import { FOUND_KINDS, queryShape, savedQueriesShape, searchShape } from '../shapes/search.ts';

const TAGS = ['search'];
/** Generous, for pasted text; the search itself shortens what is too long. */
const textIn = z.string().max(16_384);
const sqlIn = z.string().max(20_000);
const nameIn = z.string().max(400);

const searchQuery = z.strictObject({
  words: textIn.optional(),
  kind: z.enum(FOUND_KINDS).optional(),
  cueType: textIn.optional(),
  asset: textIn.optional(),
  quote: textIn.optional(),
  person: textIn.optional(),
  episode: episodeIn.optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});
const queryBody = z.strictObject({ sql: sqlIn, limit: z.number().int().min(1).max(10_000).nullish() });
const saveBody = z.strictObject({ name: nameIn, sql: sqlIn, who: whoIn });
const nameParams = z.strictObject({ name: nameIn });
const whoQuery = z.strictObject({ who: z.string().max(100).optional() });

export function searchRoutes(app: FastifyInstance, desk: SearchDesk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/v1/search',
    {
      schema: {
        tags: TAGS,
        summary: 'Segments, cues, quotes and assets of all episodes; all given parts must hold',
        querystring: searchQuery,
        response: { 200: searchShape },
      },
    },
    ({ query }) => desk.search(paddedEpisode(given(query))),
  );
  api.post(
    '/api/v1/query',
    {
      schema: {
        tags: TAGS,
        summary: 'One question in SQL; reads only, at most 10 seconds and 10,000 rows',
        body: queryBody,
        response: { 200: queryShape },
      },
    },
    ({ body }) => desk.query(body.sql, body.limit ?? null),
  );
  api.get(
    '/api/v1/queries',
    { schema: { tags: TAGS, summary: 'The saved questions', response: { 200: savedQueriesShape } } },
    () => desk.savedQueries(),
  );
  api.post(
    '/api/v1/queries',
    {
      schema: { tags: TAGS, summary: 'Save a question', body: saveBody, response: { 200: doneShape } },
    },
    async ({ body }) => {
      await desk.saveQuery(body.name, body.sql, body.who ?? null);
      return { ok: true } as const;
    },
  );
  api.delete(
    '/api/v1/queries/:name',
    {
      schema: {
        tags: TAGS,
        summary: 'Forget a saved question',
        params: nameParams,
        querystring: whoQuery,
        response: { 200: doneShape },
      },
    },
    async ({ params, query }) => {
      await desk.forgetQuery(params.name, query.who ?? null);
      return { ok: true } as const;
    },
  );
}
