// One pass, asked for from outside. Who wants to watch asks for `text/event-stream` and is told of progress while it
// lasts; everybody else is answered once, with the report. Whoever hangs up does not stop it.
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Desk, PassOptions } from '../../src/desk.ts';
import { failureOf, toAnswer } from '../faults.ts';
import { paddedEpisode, passBody } from '../schemas.ts';

export function passRoute(app: FastifyInstance, desk: Desk): void {
  app.post<{ Body: PassOptions | null }>(
    '/api/v1/pass',
    { schema: { body: passBody } },
    async ({ body, headers }, reply) => {
      const options = paddedEpisode(body ?? {});
      if (headers.accept !== 'text/event-stream') return desk.pass(options, () => {});
      return reply.type('text/event-stream').send(watched(desk, options));
    },
  );
}

/** Some proxies and readers give up on a connection that says nothing for a minute. */
const SIGN_OF_LIFE_MS = 15_000;

function watched(desk: Desk, options: PassOptions): PassThrough {
  const lines = new PassThrough();
  const tell = (event: string, value: unknown) => {
    if (!lines.destroyed) lines.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  };
  const alive = setInterval(() => lines.destroyed || lines.write(': still at work\n\n'), SIGN_OF_LIFE_MS);
  desk
    .pass(options, (progress) => tell('progress', progress))
    .then(
      (report) => tell('report', report),
      (error: unknown) => tell('fault', failureOf(toAnswer(error).fault)),
    )
    .finally(() => {
      clearInterval(alive);
      lines.end();
    });
  return lines;
}
