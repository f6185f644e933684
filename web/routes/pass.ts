// Route that runs one pass. With `accept: text/event-stream` it sends progress events; otherwise one report at the end.
// Disconnecting does not stop the pass.
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { API } from '../../src/desk/addresses.ts';
import type { Desk, PassOptions } from '../../src/desk.ts';
import { problemOf, toAnswer } from '../faults.ts';
import { episodeIn, stepIn } from '../schemas.ts';
import { passShape } from '../shapes/standing.ts';

const ADDRESS = `${API}/pass`;

const passBody = z
  .strictObject({
    episode: episodeIn.exactOptional(),
    step: stepIn.exactOptional(),
    dryRun: z.boolean().exactOptional(),
    acceptAll: z.boolean().exactOptional(),
  })
  .nullish();

export function passRoute(app: FastifyInstance, desk: Desk): void {
  app.post<{ Body: z.output<typeof passBody> }>(
    ADDRESS,
    {
      schema: {
        tags: ['show'],
        summary: 'One pass: look, plan, run all due jobs, propose',
        body: passBody,
        response: {
          200: {
            description: 'What it did, or events while it lasts',
            content: {
              'application/json': { schema: passShape },
              'text/event-stream': { schema: z.string() },
            },
          },
        },
      },
    },
    async ({ body, headers }, reply) => {
      const options = body ?? {};
      if (headers.accept === 'text/event-stream')
        return reply.type('text/event-stream').send(watched(desk, options));
      return reply.type('application/json; charset=utf-8').send(await desk.pass(options, () => {}));
    },
  );
}

/** Some proxies and clients drop a connection that is silent for a minute. */
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
      (error: unknown) => tell('fault', problemOf(toAnswer(error), ADDRESS)),
    )
    .finally(() => {
      clearInterval(alive);
      lines.end();
    });
  return lines;
}
