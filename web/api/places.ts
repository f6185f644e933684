// Where things stand: episodes, jobs, history, and all of it at a glance. Reads only.
import type { FastifyInstance } from 'fastify';
import type { Desk } from '../../src/desk.ts';
import { episodeParams, exportParams, historyQuery, paddedEpisode } from '../schemas.ts';

export function placeRoutes(app: FastifyInstance, desk: Desk): void {
  app.get('/api/v1/status', () => desk.status());
  app.get('/api/v1/episodes', () => desk.episodes());
  app.get<{ Params: { n: string } }>(
    '/api/v1/episodes/:n',
    { schema: { params: episodeParams } },
    ({ params }) => desk.episode(params.n.padStart(4, '0')),
  );
  app.get<{ Params: { n: string; name: string } }>(
    '/api/v1/episodes/:n/exports/:name',
    { schema: { params: exportParams } },
    async ({ params }) => ({
      name: params.name,
      text: await desk.exported(params.n.padStart(4, '0'), params.name),
    }),
  );
  app.get('/api/v1/jobs', () => desk.jobs());
  app.get<{ Querystring: { episode?: string; limit?: number } }>(
    '/api/v1/history',
    { schema: { querystring: historyQuery } },
    ({ query }) => desk.history(paddedEpisode(query)),
  );
}
