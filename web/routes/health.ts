// Health route: whether the service runs, and in which process. Open to all callers, so watchdogs and the bot's own
// programs can find it; only admitted callers get the show's name.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Door } from '../door.ts';
import { healthShape } from '../shapes/standing.ts';

export function healthRoute(app: FastifyInstance, door: Door, show: string): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/healthz',
    {
      config: { open: true },
      schema: { tags: ['show'], summary: 'Is the service there?', response: { 200: healthShape } },
    },
    async (request) => ({
      ok: true as const,
      program: 'show-build' as const,
      show: (await door.admits(request)) ? show : null,
      pid: process.pid,
    }),
  );
}
