// Read-only routes for the status, episodes and exports.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Desk } from '../../src/desk.ts';
import { exportPage } from '../export-page.ts';
import { SHEET_POLICY } from '../headers.ts';
import { episodeParams, exportParams, padded } from '../schemas.ts';
import { episodeDetailShape, episodeRowShape, exportedShape } from '../shapes/episodes.ts';
import { statusShape } from '../shapes/standing.ts';

const TAGS = ['episodes'];

export function placeRoutes(app: FastifyInstance, desk: Desk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/v1/status',
    { schema: { tags: ['show'], summary: 'Where things stand', response: { 200: statusShape } } },
    () => desk.status(),
  );
  api.get(
    '/api/v1/episodes',
    {
      schema: {
        tags: TAGS,
        summary: 'All episodes',
        response: { 200: z.array(episodeRowShape).readonly() },
      },
    },
    () => desk.episodes(),
  );
  api.get(
    '/api/v1/episodes/:n',
    {
      schema: {
        tags: TAGS,
        summary: 'One episode with its rundown',
        params: episodeParams,
        response: { 200: episodeDetailShape },
      },
    },
    ({ params }) => desk.episode(padded(params.n)),
  );
  api.get(
    '/api/v1/episodes/:n/exports/:name',
    {
      schema: {
        tags: TAGS,
        summary: 'A script, list or report as it would read now',
        params: exportParams,
        response: { 200: exportedShape },
      },
    },
    async ({ params }) => ({
      name: params.name,
      text: await desk.exported(padded(params.n), params.name),
    }),
  );
  api.get(
    '/api/v1/episodes/:n/exports/:name/page',
    {
      schema: {
        tags: TAGS,
        summary: 'A script, list or report as a page, for a frame or for printing',
        params: exportParams,
        response: {
          200: { description: 'The page', content: { 'text/html': { schema: z.string() } } },
        },
      },
    },
    async ({ params }, reply) => {
      const n = padded(params.n);
      const page = exportPage(n, params.name, await desk.exported(n, params.name));
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', SHEET_POLICY)
        .send(page);
    },
  );
}
