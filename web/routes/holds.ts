// Route for holds: two questions at one address. Answered when the decision is durable.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ADDRESSES, API, argumentsOf } from '../../src/desk/addresses.ts';
import type { Desk } from '../../src/desk.ts';
import { episodeIn, whoIn, wordsIn } from '../schemas.ts';
import { doneShape } from '../shapes/rows.ts';

const body = z.strictObject({
  episode: episodeIn,
  action: z.enum(['hold', 'release']),
  forMs: z.number().int().min(1).nullish(),
  why: wordsIn,
  who: whoIn,
});

export function holdRoute(app: FastifyInstance, desk: Desk): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    `${API}${ADDRESSES.hold.post}`,
    {
      schema: { tags: ['flow'], summary: 'Hold or release an episode', body, response: { 200: doneShape } },
    },
    async (request) => {
      if (request.body.action === 'hold') await desk.hold(...argumentsOf('hold', request.body));
      else await desk.release(...argumentsOf('release', request.body));
      return { ok: true } as const;
    },
  );
}
