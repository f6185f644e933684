// Is it there, and which process is it? Told to everybody, so that watchdogs and our own programs can find it; the show's
// name only to who may come in.
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
