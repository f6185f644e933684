// Is an episode ready for air, and: make the next one. Checking reads only; making answers when it is committed.
import type { FastifyInstance } from 'fastify';
import type { Desk } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import { episodeParams, newEpisodeBody } from '../schemas.ts';

export function episodeRoutes(app: FastifyInstance, desk: Desk): void {
  app.get('/api/v1/check', () => desk.check(null));
  app.get<{ Params: { n: string } }>(
    '/api/v1/episodes/:n/check',
    { schema: { params: episodeParams } },
    async ({ params }) => {
      const [report] = await desk.check(params.n.padStart(4, '0'));
      if (report !== undefined) return report;
      throw new Fault('usage', 'NO_EPISODE', `There is no episode ${params.n} in this show`);
    },
  );
  app.post<{ Body: { who?: string | null } | null }>(
    '/api/v1/episodes',
    { schema: { body: newEpisodeBody } },
    ({ body }) => desk.create(body?.who ?? null),
  );
}
