// Routes that check whether an episode is ready for air, and that create the next one. Checking only reads; creating
// answers once it is committed.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Desk } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import { episodeParams, newEpisodeBody, padded } from '../schemas.ts';
import { checkShape, newEpisodeShape } from '../shapes/episodes.ts';

const TAGS = ['episodes'];

export function episodeRoutes(app: FastifyInstance, desk: Desk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/v1/check',
    {
      schema: {
        tags: TAGS,
        summary: 'Is each episode that is worked on ready for air?',
        response: { 200: z.array(checkShape).readonly() },
      },
    },
    () => desk.check(null),
  );
  api.get(
    '/api/v1/episodes/:n/check',
    {
      schema: {
        tags: TAGS,
        summary: 'Is this episode ready for air?',
        params: episodeParams,
        response: { 200: checkShape },
      },
    },
    async ({ params }) => {
      const [report] = await desk.check(padded(params.n));
      if (report !== undefined) return report;
      throw new Fault('usage', 'NO_EPISODE', `There is no episode ${params.n} in this show`);
    },
  );
  api.post(
    '/api/v1/episodes',
    {
      schema: {
        tags: TAGS,
        summary: 'Make the next episode’s folder',
        body: newEpisodeBody,
        response: { 200: newEpisodeShape },
      },
    },
    ({ body }) => desk.create(body?.who ?? null),
  );
}
