// Routes that check whether episodes are ready for air: one question at two addresses. Only reads.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { API } from '../../src/desk/addresses.ts';
import type { Desk } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import { episodeIn } from '../schemas.ts';
import { checkShape } from '../shapes/episodes.ts';

const TAGS = ['episodes'];

export function checkRoutes(app: FastifyInstance, desk: Desk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    `${API}/check`,
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
    `${API}/episodes/:n/check`,
    {
      schema: {
        tags: TAGS,
        summary: 'Is this episode ready for air?',
        params: z.strictObject({ n: episodeIn }),
        response: { 200: checkShape },
      },
    },
    async ({ params: { n } }) => {
      const [report] = await desk.check(n);
      if (report !== undefined) return report;
      throw new Fault('usage', 'NO_EPISODE', `There is no episode ${n} in this show`);
    },
  );
}
